import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { z } from 'zod';
import { beginOf } from '../commands/begin-load.ts';
import { cancelAct } from '../commands/cancel-act.ts';
import type { Act } from '../flows/act.ts';
import { STATUS, triggered } from './contract.ts';
import { readBatchFor } from './read-batch-for.ts';

const TAGS = ['compta: files'];
const BODY = z.object({ batchId: z.uuid(), confirm: z.boolean().default(false) });

/** What is done with a checked batch, or with one that was loaded. */
export function actEndpoints(services: Services): Endpoint[] {
  const begin = async (act: Act, { actor, body, ip }: { actor: Actor; body: z.output<typeof BODY>; ip: string }) => {
    const batch = await readBatchFor(services, actor, body.batchId);
    return reply(await beginOf(services, actor, batch, { act, confirm: body.confirm, ip }), { status: 202 });
  };
  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/files/comptable/trigger-etl',
      summary:
        'Load a checked batch; refused while its period is being loaded, and when it shares days with another one',
      tags: TAGS,
      permission: 'compta.files.load',
      body: BODY,
      data: triggered,
      handler: (request) => begin('load', request),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/comptable/restore',
      summary: 'Show a batch that was replaced or deleted again; the present one is kept in its turn',
      tags: TAGS,
      permission: 'compta.files.restore',
      body: BODY,
      data: triggered,
      handler: (request) => begin('restore', request),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/comptable/delete',
      summary: 'Take a period’s figures away; its files are verified and kept, it can be restored',
      tags: TAGS,
      permission: 'compta.files.restore',
      body: BODY,
      data: triggered,
      handler: (request) => begin('delete', request),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/comptable/cancel',
      summary: 'End what is under way with a period: what was there stays',
      tags: TAGS,
      permission: 'compta.files.load',
      body: z.object({ batchId: z.uuid() }),
      data: z.object({ status: STATUS }),
      handler: async ({ actor, body }) => {
        const batch = await readBatchFor(services, actor, body.batchId);
        await cancelAct(services, actor, batch);
        return { status: batch.status };
      },
    }),
  ];
}
