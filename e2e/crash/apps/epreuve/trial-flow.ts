import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition, type TaskContext } from '@griot/flows';
import { cleanCsvLine } from '@griot/warehouse';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';

const parameters = z.object({ key: z.string(), stepMs: z.number().int().default(100) });
type Context = TaskContext<z.output<typeof parameters>>;

/** open -> (left, right, warehouse) -> close. Retries are many: what is killed is not the task's fault. */
export function trialFlow(services: Services): FlowDefinition {
  const task = (name: string, dependsOn: string[], run: (ctx: Context) => Promise<unknown>) => ({
    ...{ name, label: { fr: name, en: name }, dependsOn, run },
    ...{ retries: 20, backoff: 200, timeoutMs: 30_000 },
  });
  return defineFlow({
    name: 'epreuve.losange',
    label: { fr: 'Losange', en: 'Diamond' },
    parameters,
    concurrencyKey: ({ key }) => key,
    whenBusy: 'queue',
    tasks: [
      task('open', [], effect),
      task('left', ['open'], effect),
      task('right', ['open'], effect),
      task('warehouse', ['open'], (ctx) => load(services, ctx)),
      task('close', ['left', 'right', 'warehouse'], effect),
    ],
  });
}

/** Works a while, then leaves one row, together with the task's end. */
async function effect(ctx: Context): Promise<unknown> {
  await wait(ctx.parameters.stepMs, undefined, { signal: ctx.signal });
  return ctx.commit(async (tx) => {
    await tx.execute(
      sql`INSERT INTO epreuve_effects (tenant_id, run_id, task) VALUES (${ctx.tenantId}, ${ctx.runId}, ${ctx.task})`,
    );
    return null;
  });
}

/** One row of this run into a table that all runs share; the load's id makes a second attempt do nothing. */
async function load(services: Services, ctx: Context): Promise<unknown> {
  const warehouse = services.warehouse.tenant(ctx.tenantId);
  const file = join(await warehouse.staging(), `passage-${ctx.runId}.csv`);
  await writeFile(file, cleanCsvLine(['run']) + cleanCsvLine([ctx.runId]));
  const { rows } = await warehouse.loadSource({
    source: 'passages',
    columns: [{ name: 'run', type: 'VARCHAR' }],
    key: ['run'],
    files: [file],
    loadId: ctx.runId,
    mode: 'upsert',
    signal: ctx.signal,
  });
  return { rows };
}
