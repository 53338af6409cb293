import type { Services } from '@griot/application';
import { defineEndpoint, defineStream, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { PERIODS_TOPIC, type PeriodEvent } from '../flows/live-progress.ts';
import { type BatchState, batchState } from '../queries/batch-progress.ts';
import { listFindings } from '../store/periods.ts';
import { batchStatus, finding } from './contract.ts';
import { readBatchFor } from './read-batch-for.ts';
import { clientsOf } from './sight.ts';

const TAGS = ['compta: files'];
const ONE = z.object({ batchId: z.uuid() });
/** Who follows is checked again, and told that the stream lives, this often. */
const BEAT_MS = 10_000;

const ends = ({ status }: BatchState): boolean => status !== 'VALIDATING' && status !== 'PROCESSING';

/** Where a batch is, asked for or pushed, and what is wrong with it. */
export function statusEndpoints(services: Services): Endpoint[] {
  const { store, live, identity } = services;
  live.allow([
    {
      pattern: PERIODS_TOPIC,
      permission: 'compta.files.read',
      visible: (actor, { data }) => clientsOf(actor)?.includes((data as PeriodEvent | null)?.clientId ?? '') ?? true,
    },
  ]);
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/files/comptable/status/:batchId',
      summary: 'Where a batch is, with the progress of the work itself',
      tags: TAGS,
      permission: 'compta.files.read',
      params: ONE,
      data: batchStatus,
      handler: async ({ actor, params, language }) =>
        batchState(services, actor.tenantId, await readBatchFor(services, actor, params.batchId), language),
    }),
    defineStream({
      path: '/api/files/comptable/status/:batchId/live',
      summary: 'The same, pushed as it changes',
      description:
        'Server-sent events `status`, each the state as the endpoint of the status answers it; the stream ends with the work.',
      tags: TAGS,
      permission: 'compta.files.read',
      params: ONE,
      async handler({ actor, params, language, open, raw, signal }) {
        const read = async () =>
          batchState(services, actor.tenantId, await readBatchFor(services, actor, params.batchId), language);
        let shown = await read();
        const stream = open();
        stream.send({ event: 'status', data: shown });
        if (ends(shown)) return;
        const bearer = String(raw.request.headers.authorization ?? '').replace(/^Bearer /i, '');
        // One reading at a time: what comes meanwhile asks for one more.
        let reading = false;
        let again = false;
        const look = async (): Promise<void> => {
          again = true;
          if (reading) return;
          reading = true;
          try {
            while (again && !stream.closed) {
              again = false;
              const now = await read();
              if (JSON.stringify(now) !== JSON.stringify(shown)) stream.send({ event: 'status', data: now });
              shown = now;
              if (ends(now)) stream.end();
            }
          } catch {
            stream.end();
          } finally {
            reading = false;
          }
        };
        const heart = setInterval(() => {
          stream.beat();
          identity.authenticate(bearer).then(look, () => stream.end());
        }, BEAT_MS);
        signal.addEventListener('abort', () => stream.end());
        const leave = await live.subscribe(actor, [PERIODS_TOPIC], undefined, {
          event: ({ data }) => (data as PeriodEvent | null)?.batchId === params.batchId && void look(),
          reset: () => void look(),
          closed: () => stream.end(),
        });
        try {
          // What changed between the first reading and now.
          await look();
          await stream.finished;
        } finally {
          clearInterval(heart);
          leave();
        }
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
        const { tenantId, locale } = actor;
        const { batchId } = await readBatchFor(services, actor, params.batchId);
        const items = await store.withTenant(tenantId, (tx) => listFindings(tx, tenantId, batchId, locale), {
          readOnly: true,
        });
        return { items };
      },
    }),
  ];
}
