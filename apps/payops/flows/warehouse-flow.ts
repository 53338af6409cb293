import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition, type TaskContext } from '@griot/flows';
import { DomainError } from '@griot/kernel';
import { cleanCsvLine } from '@griot/warehouse';
import { z } from 'zod';
import { readDailyHistory } from '../queries/daily-history.ts';

export const PROJECT_DIR = new URL('../warehouse', import.meta.url).pathname;

const TEXT = [
  'cellule',
  'type_entite',
  'id_entite',
  'nom_entite',
  'pays',
  'region',
  'ville',
  'devise',
  'source',
] as const;
const MONEY = ['gmv', 'revenue', 'fees', 'refunds', 'disputes', 'payouts', 'float_net', 'fraud_amount'] as const;
const COUNTS = [
  'transactions',
  'attempts',
  'successes',
  'failures',
  'fraud_count',
  'refund_count',
  'dispute_count',
  'payout_count',
  'payout_failed',
] as const;

/** The figures as history: per business day and cell, money in the reporting currency, for metrics, alerts, reports, assistant. */
export function warehouseFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'payops.entrepot',
    label: { fr: 'Historique vers l’entrepôt', en: 'History to the warehouse' },
    parameters: z.object({}),
    schedule: { cron: '7,22,37,52 * * * *', catchUp: 'one' },
    concurrencyKey: () => 'warehouse',
    whenBusy: 'queue',
    tasks: [
      {
        name: 'chargement',
        label: { fr: 'Charger les journées', en: 'Load the days' },
        timeoutMs: 600_000,
        run: (ctx) => load(services, ctx),
      },
      {
        name: 'calcul',
        label: { fr: 'Calculer et publier', en: 'Build and publish' },
        dependsOn: ['chargement'],
        timeoutMs: 600_000,
        run: (ctx) => build(services, ctx),
      },
    ],
  });
}

async function load(services: Services, ctx: TaskContext<unknown>): Promise<{ rows: number }> {
  const warehouse = services.warehouse.tenant(ctx.tenantId);
  const rows = await services.store.withTenant(ctx.tenantId, (tx) => readDailyHistory(tx, ctx.tenantId), {
    readOnly: true,
    timeoutMs: 120_000,
  });
  if (rows.length === 0) return { rows: 0 };
  const folder = join(await warehouse.staging(), 'payops');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `journees-${ctx.runId}.csv`);
  const names = ['jour', ...TEXT, ...MONEY, ...COUNTS];
  const lines = rows.map((row) => cleanCsvLine(names.map((name) => row[name] ?? null)));
  await writeFile(file, cleanCsvLine(names) + lines.join(''));
  ctx.rows({ in: rows.length });
  await warehouse.loadSource({
    source: 'payops.journees',
    columns: [
      { name: 'jour', type: 'DATE' },
      ...TEXT.map((name) => ({ name, type: 'VARCHAR' as const })),
      ...MONEY.map((name) => ({ name, type: 'DECIMAL(24,4)' as const })),
      ...COUNTS.map((name) => ({ name, type: 'BIGINT' as const })),
    ],
    files: [file],
    loadId: ctx.runId,
    mode: 'replace',
  });
  return { rows: rows.length };
}

async function build(services: Services, ctx: TaskContext<unknown>): Promise<unknown> {
  if ((ctx.outputs.chargement as { rows: number }).rows === 0) return { skipped: true };
  const { generation } = await services.warehouse
    .tenant(ctx.tenantId)
    .build({ projectDir: PROJECT_DIR, key: ctx.runId, signal: ctx.signal });
  if (generation === null) throw new DomainError({ code: 'warehouse.build_failed', kind: 'conflict' });
  services.metrics.published(ctx.tenantId);
  await services.live.publish(ctx.tenantId, 'warehouse.published', {
    generation,
    application: 'payops',
  });
  return { generation };
}
