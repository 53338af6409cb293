import type { DuckDBConnection } from '@duckdb/node-api';
import {
  dataRelation,
  FAILURES_SCHEMA,
  generationSchema,
  literal,
  META_SCHEMA,
  quoteName,
} from '../engine/identifiers.ts';
import { all, count, inTransaction, run, text } from '../engine/statements.ts';

export interface Collected {
  generations: number[];
  relations: string[];
}

/**
 * Drops generations beyond the newest `keep` (never the current one, nor one an open build starts from), then every
 * physical table that nothing kept reads: not a generation, not the newest version of a source. While a build is open, all
 * tables of its project stay: it may be about to use one that no generation has. Old lines of history go, too.
 */
export async function collectGarbage(connection: DuckDBConnection, keep: number): Promise<Collected> {
  return inTransaction(connection, async () => {
    const old = await all(
      connection,
      `SELECT id FROM ${META_SCHEMA}.generations WHERE NOT dropped
         AND id NOT IN (SELECT id FROM ${META_SCHEMA}.generations WHERE NOT dropped ORDER BY id DESC LIMIT $1)
         AND id NOT IN (SELECT generation FROM ${META_SCHEMA}.pointer)
         AND id NOT IN (SELECT base FROM ${META_SCHEMA}.builds WHERE state = 'open' AND base IS NOT NULL)`,
      [Math.max(1, keep)],
    );
    const generations = old.map((row) => count(row.id));
    for (const id of generations) {
      await run(connection, `DROP SCHEMA IF EXISTS ${quoteName(generationSchema(id))} CASCADE`);
      await run(connection, `UPDATE ${META_SCHEMA}.generations SET dropped = true WHERE id = $1`, [id]);
      await run(connection, `DELETE FROM ${META_SCHEMA}.generation_nodes WHERE generation = $1`, [id]);
      await run(connection, `DELETE FROM ${META_SCHEMA}.generation_sources WHERE generation = $1`, [id]);
      await run(connection, `DELETE FROM ${META_SCHEMA}.generation_projects WHERE generation = $1`, [id]);
    }
    await forgetHistory(connection);
    return { generations, relations: await dropUnread(connection) };
  });
}

/** Builds, and loads of one source, that are remembered; an older load id would load again. */
const KEPT_BUILDS = 100;
const KEPT_LOADS = 5000;

async function forgetHistory(connection: DuckDBConnection): Promise<void> {
  const old = `SELECT build_id FROM ${META_SCHEMA}.builds WHERE state <> 'open'
    AND build_id NOT IN (SELECT build_id FROM ${META_SCHEMA}.generations WHERE NOT dropped)
    AND build_id NOT IN (SELECT build_id FROM ${META_SCHEMA}.builds ORDER BY opened_at DESC LIMIT ${KEPT_BUILDS})`;
  await run(connection, `DELETE FROM ${META_SCHEMA}.build_nodes WHERE build_id IN (${old})`);
  await run(connection, `DELETE FROM ${META_SCHEMA}.build_tests WHERE build_id IN (${old})`);
  await run(connection, `DELETE FROM ${META_SCHEMA}.builds WHERE build_id IN (${old})`);
  await run(
    connection,
    `DELETE FROM ${META_SCHEMA}.tested WHERE test_id NOT IN (SELECT test_id FROM ${META_SCHEMA}.build_tests)`,
  );
  await run(
    connection,
    `DELETE FROM ${META_SCHEMA}.loads l WHERE seq <= (SELECT max(seq) - ${KEPT_LOADS} FROM ${META_SCHEMA}.loads n WHERE n.source = l.source)`,
  );
}

async function dropUnread(connection: DuckDBConnection): Promise<string[]> {
  const kept = new Set<string>();
  const roots = await all(
    connection,
    `SELECT relation FROM ${META_SCHEMA}.generation_nodes
     UNION SELECT relation FROM ${META_SCHEMA}.generation_sources
     UNION SELECT relation FROM ${META_SCHEMA}.relations WHERE project IN (SELECT project FROM ${META_SCHEMA}.builds WHERE state = 'open')
     UNION (SELECT relation FROM ${META_SCHEMA}.loads QUALIFY row_number() OVER (PARTITION BY source ORDER BY seq DESC) = 1)
     UNION SELECT unnest(json_extract_string(sources, '$[*].relation')) FROM ${META_SCHEMA}.builds WHERE state = 'open'`,
  );
  const known = new Map(
    (await all(connection, `SELECT relation, inputs FROM ${META_SCHEMA}.relations`)).map((row) => [
      text(row.relation),
      JSON.parse(text(row.inputs) || '[]') as string[],
    ]),
  );
  const segments = await all(connection, `SELECT relation, segment FROM ${META_SCHEMA}.segments`);
  for (const { relation, segment } of segments)
    known.set(text(relation), [...(known.get(text(relation)) ?? []), text(segment)]);
  // A view that is kept keeps what it reads.
  const queue = roots.map((row) => text(row.relation));
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (kept.has(name)) continue;
    kept.add(name);
    queue.push(...(known.get(name) ?? []));
  }
  const present = await all(
    connection,
    `SELECT table_name AS name, 'TABLE' AS kind FROM duckdb_tables() WHERE schema_name = 'data' AND database_name = current_database()
     UNION ALL SELECT view_name, 'VIEW' FROM duckdb_views() WHERE schema_name = 'data' AND database_name = current_database()`,
  );
  // Tables that hooks made for themselves are not ours to drop.
  const loaded = await all(connection, `SELECT DISTINCT relation FROM ${META_SCHEMA}.loads`);
  const ours = new Set([
    ...known.keys(),
    ...loaded.map((row) => text(row.relation)),
    ...segments.map((row) => text(row.segment)),
  ]);
  const dropped: string[] = [];
  for (const { name, kind } of present) {
    if (kept.has(text(name)) || !ours.has(text(name))) continue;
    await run(connection, `DROP ${text(kind)} IF EXISTS ${dataRelation(text(name))}`);
    await run(connection, `DELETE FROM ${META_SCHEMA}.relations WHERE relation = $1`, [text(name)]);
    dropped.push(text(name));
  }
  if (dropped.length > 0) await forgetSlices(connection, dropped);
  await dropBlindViews(connection, dropped);
  return dropped;
}

/** Digests by slice outlive their raw table as long as something that was made from it may be continued. */
async function forgetSlices(connection: DuckDBConnection, dropped: readonly string[]): Promise<void> {
  const gone = `(${dropped.map(literal).join(', ')})`;
  await run(connection, `DELETE FROM ${META_SCHEMA}.segments WHERE relation IN ${gone}`);
  await run(connection, `DELETE FROM ${META_SCHEMA}.sliced WHERE relation IN ${gone} AND roots <> '{}'`);
  await run(
    connection,
    `DELETE FROM ${META_SCHEMA}.sliced s WHERE roots = '{}'
       AND relation NOT IN (SELECT view_name FROM duckdb_views() UNION ALL SELECT table_name FROM duckdb_tables())
       AND NOT EXISTS (SELECT 1 FROM (SELECT roots FROM ${META_SCHEMA}.sliced UNION ALL SELECT roots FROM ${META_SCHEMA}.tested) r
         WHERE contains(r.roots, '"' || s.relation || '"'))`,
  );
  await run(
    connection,
    `DELETE FROM ${META_SCHEMA}.source_slices WHERE relation NOT IN (SELECT relation FROM ${META_SCHEMA}.sliced)`,
  );
}

/** Views of failing rows show the tables that their test looked at: with those gone they show nothing. */
async function dropBlindViews(connection: DuckDBConnection, dropped: readonly string[]): Promise<void> {
  const views = await all(
    connection,
    `SELECT view_name AS name, sql FROM duckdb_views() WHERE schema_name = $1 AND database_name = current_database()`,
    [FAILURES_SCHEMA],
  );
  for (const { name, sql } of views) {
    if (!dropped.some((relation) => text(sql).includes(relation))) continue;
    await run(connection, `DROP VIEW IF EXISTS ${quoteName(FAILURES_SCHEMA)}.${quoteName(text(name))}`);
  }
}
