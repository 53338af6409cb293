import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { compileMetricQuery, type FilterValue, loadSemanticModels, type SemanticManifest } from '@griot/metrics';
import { differences, type Rows } from './compare-rows.ts';
import { CORRECTIONS, corrected } from './manifest-corrections.ts';

interface Case {
  readonly name: string;
  readonly model: string;
  readonly spec: {
    readonly metrics?: readonly string[];
    readonly group_by?: readonly string[];
    readonly where?: readonly string[];
    readonly order_by?: readonly string[];
    readonly limit?: number | null;
    readonly time_constraint?: readonly [string, string] | null;
    readonly apply_group_by?: boolean;
    /** Its metrics, groups and conditions come before the case's own. */
    readonly saved_query?: string | null;
  };
  readonly check_query: string;
  readonly check_order?: boolean;
  readonly min_max_only?: boolean;
  readonly skip_reason?: string | null;
}

interface Verdict {
  readonly name: string;
  readonly model: string;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  readonly reason: string;
  readonly sql: string;
}

const SHARED = resolve(dirname(fileURLToPath(import.meta.url)), '../../shared/golden/metricflow');

/** Exit code: 0 when every case passes (or there is nothing to judge by), 1 when one fails. */
export async function runMetricflow(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string' },
      json: { type: 'boolean' },
      folder: { type: 'string' },
      only: { type: 'string' },
      'as-is': { type: 'boolean' },
    },
  });
  const folder = values.folder ?? SHARED;
  const file = values.cases ?? join(folder, 'cases.json');
  if (!existsSync(folder) || !existsSync(file)) {
    console.log(`golden metricflow: ${existsSync(folder) ? file : folder} is not there; nothing to judge by`);
    return 0;
  }
  const cases = (JSON.parse(readFileSync(file, 'utf8')) as Case[]).filter(
    (one) => !values.only || one.name === values.only,
  );
  const connection = await loadTables(folder);
  const manifests = new Map<string, SemanticManifest>();
  const manifestFor = (model: string): SemanticManifest => {
    const known = manifests.get(model);
    if (known) return known;
    const json: unknown = JSON.parse(readFileSync(join(folder, 'manifests', `${basename(model)}.json`), 'utf8'));
    const manifest = loadSemanticModels(values['as-is'] ? (json as object) : corrected(model, json));
    manifests.set(model, manifest);
    return manifest;
  };
  const verdicts: Verdict[] = [];
  for (const one of cases) {
    const verdict = await judge(one, connection, manifestFor);
    verdicts.push(verdict);
    if (values.json) console.log(JSON.stringify(verdict));
  }
  connection.closeSync();
  const count = (what: Verdict['verdict']): number => verdicts.filter((one) => one.verdict === what).length;
  if (!values.json) {
    for (const one of verdicts) {
      if (one.verdict === 'failed') console.log(`failed  ${one.model} ${one.name}: ${one.reason}`);
      if (values.only) console.log(one.sql);
    }
    const models = new Set(cases.map((one) => one.model));
    const used = values['as-is'] ? [] : CORRECTIONS.filter((one) => models.has(one.model));
    if (used.length > 0)
      console.log(`${used.length} corrections to the manifests, see golden/README.md (--as-is leaves them out)`);
    const counts = `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
    console.log(`metricflow: ${counts} of ${verdicts.length}`);
  }
  return count('failed') > 0 ? 1 : 0;
}

async function judge(
  one: Case,
  connection: DuckDBConnection,
  manifestFor: (model: string) => SemanticManifest,
): Promise<Verdict> {
  const verdict = (result: Verdict['verdict'], reason: string, sql = ''): Verdict => ({
    name: one.name,
    model: one.model,
    verdict: result,
    reason,
    sql,
  });
  if (one.skip_reason) return verdict('skipped', one.skip_reason);
  let sql = '';
  try {
    const range = one.spec.time_constraint;
    const manifest = manifestFor(one.model);
    const saved = one.spec.saved_query ? manifest.savedQueries.get(one.spec.saved_query) : undefined;
    if (one.spec.saved_query && !saved) throw new Error(`saved query "${one.spec.saved_query}" is not in the manifest`);
    const compiled = compileMetricQuery(manifest, {
      metrics: [...(saved?.metrics ?? []), ...(one.spec.metrics ?? [])],
      groupBy: [...(saved?.groupBy ?? []), ...(one.spec.group_by ?? [])],
      where: [...(saved?.where ?? []), ...(one.spec.where ?? [])],
      timeRange: range ? { from: range[0], to: range[1] } : null,
      wholePeriods: true,
      orderBy: one.spec.order_by ?? [],
      limit: one.spec.limit ?? null,
      distinct: one.spec.apply_group_by !== false,
      minMaxOnly: one.min_max_only === true,
    });
    sql = compiled.sql;
    const ours = await read(connection, sql, compiled.params);
    const expected = await read(connection, one.check_query);
    const found = differences(ours, expected, one.check_order === true);
    return found === null ? verdict('passed', '', sql) : verdict('failed', found, sql);
  } catch (error) {
    return verdict('failed', error instanceof Error ? error.message : String(error), sql);
  }
}

async function read(connection: DuckDBConnection, sql: string, params: readonly FilterValue[] = []): Promise<Rows> {
  const reader = await connection.runAndReadAll(sql, [...params]);
  return { columns: reader.columnNames(), rows: reader.getRowsJson() };
}

async function loadTables(folder: string): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const file of readdirSync(folder).sort())
    if (/^tables_.*\.sql$/.test(file)) await connection.run(readFileSync(join(folder, file), 'utf8'));
  await connection.run(
    'CREATE TABLE fct_bookings_dt AS SELECT ds AS dt, listing_id, guest_id, host_id, is_instant, booking_value, referrer_id FROM fct_bookings',
  );
  return connection;
}
