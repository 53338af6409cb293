import assert from 'node:assert/strict';
import { silentLogger, systemClock } from '@griot/kernel';
import type { Warehouse } from '@griot/warehouse';
import { type Cleanup, chdbWarehouse, testWarehouse } from '@griot/warehouse/testing';
import type { SemanticManifest } from '../manifest/model.ts';
import { createMetrics } from '../runtime/metrics.ts';
import type { MetricQuery } from '../runtime/types.ts';
import { clickhouse } from '../sql/clickhouse.ts';
import { duckdb } from '../sql/duckdb.ts';

export type EngineName = 'duckdb' | 'clickhouse';
export const ENGINES: readonly EngineName[] = ['duckdb', 'clickhouse'];
export type BothEngines = Record<EngineName, Warehouse>;

/** A warehouse of each engine; `packageFolder`: where the other engine's package was fetched to. Both gone at the end. */
export async function bothEngines(end: Cleanup, packageFolder: string): Promise<BothEngines> {
  return {
    duckdb: (await testWarehouse(end, { memoryLimit: '2GB' })).warehouse,
    clickhouse: (await chdbWarehouse(end, { packageFolder })).warehouse,
  };
}

/**
 * A value however it travels: a comparison is a number in one engine; decimals without the zeros that say nothing; floats to
 * twelve digits; a whole number as a number.
 */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return value;
  const text = value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  return Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

/** Rows without their order. */
const bag = (rows: readonly (readonly unknown[])[]): string[] =>
  rows.map((row) => JSON.stringify(row.map(plainValue))).sort();

/** Every model of the published generation has the same rows in both; answers the number of rows by model. */
export async function sameModels(
  engines: BothEngines,
  tenantId: string,
  compared: (column: string) => boolean = () => true,
): Promise<Map<string, number>> {
  const ours = engines.duckdb.tenant(tenantId);
  const theirs = engines.clickhouse.tenant(tenantId);
  const counts = new Map<string, number>();
  for (const { name } of (await ours.current())?.nodes ?? []) {
    const described = await ours.query(`SELECT * FROM ${name} LIMIT 0`);
    const columns = described.columns.map((column) => column.name).filter(compared);
    const sql = `SELECT ${columns.join(', ')} FROM ${name}`;
    const a = bag((await ours.query(sql)).rows);
    const b = bag((await theirs.query(sql)).rows);
    assert.equal(b.length, a.length, name);
    const at = a.findIndex((row, index) => row !== b[index]);
    assert.equal(at < 0 ? '' : b[at], at < 0 ? '' : a[at], `${name} (${columns.join(', ')})`);
    counts.set(name, a.length);
  }
  return counts;
}

/** Every metric answers the same in both, in all and by each grouping; answers how many rows were compared. */
export async function sameMetrics(
  engines: BothEngines,
  manifest: SemanticManifest,
  context: { tenantId: string; application: string; currency?: string },
  groupings: readonly string[][],
): Promise<number> {
  const ask = async (name: EngineName, query: MetricQuery): Promise<string[]> => {
    const metrics = createMetrics({
      ...{ warehouse: engines[name], manifest: () => manifest, clock: systemClock, log: silentLogger },
      dialect: name === 'clickhouse' ? clickhouse : duckdb,
    });
    const { rows, leftOut } = await metrics.query(context, query);
    return [...bag(rows), ...(leftOut ? [`without ${leftOut}`] : [])];
  };
  let compared = 0;
  for (const metric of manifest.metrics.keys())
    for (const dimensions of [[], ...groupings]) {
      const query: MetricQuery = { metrics: [metric], dimensions };
      const [ours = [], theirs] = await Promise.all(
        ENGINES.map((name) => ask(name, query).catch((error: Error) => [error.message])),
      );
      assert.deepEqual(theirs, ours, `${metric} ${dimensions}`);
      compared += ours.length;
    }
  return compared;
}
