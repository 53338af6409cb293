import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import { defineEndpoint, defineUpload, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, isUuid, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { z } from 'zod';
import { beginOf } from '../commands/begin-load.ts';
import { receiveBatch } from '../commands/receive-batch.ts';
import { type FileType, LEDGER_TYPES } from '../domain/ledger-types.ts';
import { storedName } from '../flows/storage-layout.ts';
import { findClient } from '../store/clients.ts';
import { type Batch, type BatchFile, findBatch, listFindings } from '../store/periods.ts';
import { batchStatus, finding, STATUS, triggered, uploaded } from './contract.ts';
import { clientUnknown, seen, seenBatch } from './sight.ts';

const TAGS = ['compta: files'];
const MAX_FILE_BYTES = 1024 ** 3;
const MAX_FILES = 8;
const ONE = z.object({ batchId: z.uuid() });
/** Small files are checked before the answer; larger ones go on, and are followed by their status. */
const ANSWER_WITHIN_MS = 20_000;

/** A period's five files in, what is wrong with them, and their load. */
export function batchEndpoints(services: Services): Endpoint[] {
  const { store, files, flows, clock } = services;

  const one = async (actor: Actor, batchId: string): Promise<Batch> => {
    const { tenantId } = actor;
    const found = await store.withTenant(tenantId, (tx) => findBatch(tx, tenantId, batchId), { readOnly: true });
    return seenBatch(actor, found, batchId);
  };

  return [
    defineUpload({
      path: '/api/files/comptable/upload',
      summary:
        'Send the five ledger files of a client’s period (or a FEC): clientId first, then the files, each under its type',
      tags: TAGS,
      permission: 'compta.files.upload',
      data: uploaded,
      limits: { maxFileBytes: MAX_FILE_BYTES, maxFiles: MAX_FILES },
      handler: async ({ actor, ip, files: sent }) => {
        const { tenantId } = actor;
        const batchId = newId(clock.now().getTime());
        const kept: (BatchFile & { size: number; sha256: string })[] = [];
        let client: { id: string; name: string } | null = null;
        for await (const file of sent) {
          client ??= await openClient(actor, file.fields.clientId);
          const type = typeOf(file.field);
          const day = clock.now().toISOString().slice(0, 10);
          const name = `${kept.length + 1}-${storedName({ day, type, client: client.name, name: file.filename })}`;
          const path = `${client.id}/declaration/depots/${batchId}/${name}`;
          const stored = await files.put(tenantId, path, file.stream, { maxBytes: MAX_FILE_BYTES, by: actor.userId });
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
        const findings = await store.withTenant(tenantId, (tx) => listFindings(tx, tenantId, batchId, actor.locale), {
          readOnly: true,
        });
        const { periodStart, periodEnd, status } = checked;
        return reply(
          { batchId, periodStart, periodEnd, status, findings },
          { status: status === 'VALIDATING' ? 202 : 201 },
        );
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/comptable/trigger-etl',
      summary:
        'Load a checked batch; refused while its period is being loaded, and when it shares days with another one',
      tags: TAGS,
      permission: 'compta.files.load',
      body: z.object({ batchId: z.uuid(), confirm: z.boolean().default(false) }),
      data: triggered,
      handler: async ({ actor, body, ip }) => {
        const batch = await one(actor, body.batchId);
        return reply(await beginOf(services, actor, batch, { ...body, restore: false, ip }), { status: 202 });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/comptable/restore',
      summary: 'Show a batch that was replaced again; the present one is kept in its turn',
      tags: TAGS,
      permission: 'compta.files.restore',
      body: z.object({ batchId: z.uuid(), confirm: z.boolean().default(false) }),
      data: triggered,
      handler: async ({ actor, body, ip }) => {
        const batch = await one(actor, body.batchId);
        return reply(await beginOf(services, actor, batch, { ...body, restore: true, ip }), { status: 202 });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/comptable/cancel',
      summary: 'End a load that is under way: what was there stays',
      tags: TAGS,
      permission: 'compta.files.load',
      body: ONE,
      data: z.object({ status: STATUS }),
      handler: async ({ actor, body }) => {
        const batch = await one(actor, body.batchId);
        if (batch.status !== 'PROCESSING' || batch.runId === null) {
          throw new DomainError({
            code: 'compta.batch_not_ready',
            kind: 'conflict',
            details: { status: batch.status },
          });
        }
        await flows.cancel(actor.tenantId, batch.runId, { kind: 'user', id: actor.userId });
        return { status: batch.status };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/files/comptable/status/:batchId',
      summary: 'Where a batch is, with the progress of the work itself',
      tags: TAGS,
      permission: 'compta.files.read',
      params: ONE,
      data: batchStatus,
      handler: async ({ actor, params }) => {
        const batch = await one(actor, params.batchId);
        return { status: batch.status, error: batch.error, ...(await progressOf(actor.tenantId, batch)) };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/files/comptable/:batchId/findings',
      summary: 'Everything that is wrong with a batch: file, sheet, row, column, value, reason, remedy',
      tags: TAGS,
      permission: 'compta.files.read',
      params: ONE,
      data: z.object({ items: z.array(finding) }),
      handler: async ({ actor, params }) => {
        const { batchId } = await one(actor, params.batchId);
        const items = await store.withTenant(
          actor.tenantId,
          (tx: Tx) => listFindings(tx, actor.tenantId, batchId, actor.locale),
          { readOnly: true },
        );
        return { items };
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
      const batch = await one(actor, batchId);
      if (batch.status !== 'VALIDATING' || Date.now() > until) return batch;
      await wait(100);
    }
  }

  async function progressOf(tenantId: string, batch: Batch): Promise<{ progress: number; text: string | null }> {
    if (batch.status === 'COMPLETED' || batch.status === 'PENDING') return { progress: 100, text: null };
    if (batch.runId === null) return { progress: 0, text: null };
    const { taskList } = await flows.run(tenantId, batch.runId);
    const done = taskList.filter(({ state }) => state === 'succeeded').length;
    const running = taskList.find(({ state }) => state === 'running');
    const attempt = running?.attempts.at(-1);
    const share = done + (attempt?.progress ?? 0) / 100;
    const text = running ? [running.label.fr, attempt?.progressText].filter(Boolean).join(' : ') : null;
    return { progress: Math.round((share / Math.max(1, taskList.length)) * 1000) / 10, text };
  }
}

/** Slots are named after the types; a FEC has one of its own. */
function typeOf(field: string): FileType | null {
  const name = field.toUpperCase();
  return name === 'FEC' ? 'FEC' : (LEDGER_TYPES.find((type) => type === name) ?? null);
}
