import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import { defineUpload, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, isUuid, newId } from '@griot/kernel';
import { receiveBatch } from '../commands/receive-batch.ts';
import { type FileType, LEDGER_TYPES } from '../domain/ledger-types.ts';
import { depositFolder, storedName } from '../flows/storage-layout.ts';
import { findClient } from '../store/clients.ts';
import { type Batch, type BatchFile, listFindings } from '../store/periods.ts';
import { uploaded } from './contract.ts';
import { readBatchFor } from './read-batch-for.ts';
import { clientUnknown, seen } from './sight.ts';

const TAGS = ['compta: files'];
const MAX_FILE_BYTES = 1024 ** 3;
const MAX_FILES = 8;
/** Small files are checked before the answer; larger ones go on, and are followed by their status. */
const ANSWER_WITHIN_MS = 20_000;

/** A period's five files in, and what is wrong with them. */
export function batchEndpoints(services: Services): Endpoint[] {
  const { store, files, clock } = services;

  return [
    defineUpload({
      path: '/api/files/comptable/upload',
      summary:
        'Send the five ledger files of a client’s period (or a FEC): clientId first, then the files, each under its type',
      tags: TAGS,
      permission: 'compta.files.upload',
      data: uploaded,
      limits: { maxFileBytes: MAX_FILE_BYTES, maxFiles: MAX_FILES },
      handler: async ({ actor, language, ip, files: sent }) => {
        const { tenantId } = actor;
        const batchId = newId(clock.now().getTime());
        const kept: (BatchFile & { size: number; sha256: string })[] = [];
        let client: { id: string; name: string } | null = null;
        for await (const file of sent) {
          client ??= await openClient(actor, file.fields.clientId);
          const type = typeOf(file.field);
          const day = clock.now().toISOString().slice(0, 10);
          const name = `${kept.length + 1}-${storedName({ day, type, client: client.name, name: file.filename })}`;
          const path = `${depositFolder(client.id, batchId)}/${name}`;
          const stored = await files.put(tenantId, path, file.stream, {
            maxBytes: MAX_FILE_BYTES,
            by: actor.userId,
            category: 'COMPTABLE',
          });
          kept.push({
            id: newId(clock.now().getTime()),
            name: file.filename,
            type,
            path,
            size: stored.size,
            sha256: stored.sha256,
          });
        }
        if (client === null) throw new DomainError({ code: 'compta.no_files', kind: 'invalid' });
        const clientId = client.id;
        await store.withTenant(tenantId, async (tx) => {
          await receiveBatch(services, tx, actor, { batchId, clientId, files: kept, ip });
        });
        const checked = await checkedWithin(actor, batchId);
        const findings = await store.withTenant(tenantId, (tx) => listFindings(tx, tenantId, batchId, language), {
          readOnly: true,
        });
        const { periodStart, periodEnd, status } = checked;
        return reply(
          { batchId, periodStart, periodEnd, status, findings },
          { status: status === 'VALIDATING' ? 202 : 201 },
        );
      },
    }),
  ];

  async function openClient(actor: Actor, clientId: string | undefined): Promise<{ id: string; name: string }> {
    if (clientId === undefined || clientId === '')
      throw new DomainError({ code: 'compta.client_missing', kind: 'invalid' });
    if (!isUuid(clientId)) throw clientUnknown(clientId);
    seen(actor, clientId);
    const { tenantId } = actor;
    const found = await store.withTenant(tenantId, (tx) => findClient(tx, tenantId, clientId), { readOnly: true });
    if (!found) throw clientUnknown(clientId);
    if (found.archived) throw new DomainError({ code: 'compta.client_archived', kind: 'conflict' });
    return found;
  }

  async function checkedWithin(actor: Actor, batchId: string): Promise<Batch> {
    const until = Date.now() + ANSWER_WITHIN_MS;
    for (;;) {
      const batch = await readBatchFor(services, actor, batchId);
      if (batch.status !== 'VALIDATING' || Date.now() > until) return batch;
      await wait(100);
    }
  }
}

/** Slots are named after the types; a FEC has one of its own. */
function typeOf(field: string): FileType | null {
  const name = field.toUpperCase();
  return name === 'FEC' ? 'FEC' : (LEDGER_TYPES.find((type) => type === name) ?? null);
}
