import { readFileSync } from 'node:fs';
import { silentLogger } from '@griot/kernel';
import { startEmbeddedPostgres } from '@griot/store';
import pg from 'pg';
import type { ByHand } from './duckdb-by-hand.ts';
import { measureFamily } from './meter.ts';
import { CHECKS, type Plan, sameText, snapshotSql } from './plan.ts';
import { DIALECT_SETUP, toPostgres, toPostgresType } from './postgres-dialect.ts';

/** More memory per sort and both cores, unlogged tables, statistics after each: what somebody would do for such work. */
const SESSION = `SET work_mem = '512MB'; SET maintenance_work_mem = '512MB'; SET max_parallel_workers_per_gather = 2;`;

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/**
 * The same models in PostgreSQL 18, over the same clean files, which its account must be able to read. Models that it
 * does not take are told and left out, as is what reads them.
 */
export async function postgresByHand(plan: Plan, dataDir: string): Promise<ByHand & { refused: string[] }> {
  const server = await startEmbeddedPostgres({ dataDir, log: silentLogger });
  const client = new pg.Client({ connectionString: server.url });
  try {
    await client.connect();
    await client.query(SESSION);
    await client.query(DIALECT_SETUP);
    const nodes: ByHand['nodes'] = [];
    const refused: string[] = [];
    const costs = [
      await measureFamily('load', server.pid, () => load(client, plan)),
      await measureFamily('models', server.pid, () => models(client, plan, nodes, refused)),
    ];
    const checks: ByHand['checks'] = {};
    for (const [name, sql] of Object.entries(CHECKS)) {
      const answer = await client.query({ text: sql, rowMode: 'array' }).catch(() => null);
      checks[name] = answer === null ? 'not computed' : sameText(answer.rows[0] ?? []);
    }
    return { costs, nodes, checks, refused };
  } finally {
    await client.end().catch(() => {});
    await server.stop();
  }
}

async function load(client: pg.Client, plan: Plan): Promise<void> {
  for (const { relation, file, columns } of plan.sources) {
    const list = columns.map(({ name, type }) => `"${name}" ${toPostgresType(type)}`).join(', ');
    await client.query(`CREATE UNLOGGED TABLE ${relation} (${list})`);
    await client.query(`COPY ${relation} FROM ${text(file)} (FORMAT csv, HEADER true)`);
    await client.query(`ANALYZE ${relation}`);
  }
}

async function models(client: pg.Client, plan: Plan, done: ByHand['nodes'], refused: string[]): Promise<void> {
  for (const { name, as, sql, seed } of plan.nodes) {
    const started = performance.now();
    try {
      if (seed !== null) {
        const header = readFileSync(seed.path, 'utf8').split(/\r?\n/, 1)[0] ?? '';
        const list = header.split(',').map((column) => `"${column}" ${toPostgresType(seed.types[column] ?? 'text')}`);
        await client.query(`CREATE UNLOGGED TABLE "${name}" (${list.join(', ')})`);
        await client.query(`COPY "${name}" FROM ${text(seed.path)} (FORMAT csv, HEADER true)`);
      } else if (as === 'view') await client.query(`CREATE VIEW "${name}" AS ${toPostgres(sql)}`);
      else {
        const select = toPostgres(as === 'snapshot' ? snapshotSql(sql, 'id_entreprise') : sql);
        await client.query(`CREATE UNLOGGED TABLE "${name}" AS ${select}`);
        await client.query(`ANALYZE "${name}"`);
      }
      done.push({ name, ms: performance.now() - started });
    } catch (error) {
      refused.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
