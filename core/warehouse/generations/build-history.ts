import type { DuckDBConnection } from '@duckdb/node-api';
import type { Failure, NodeResult, TestResult } from '../build/build-types.ts';
import { META_SCHEMA } from '../engine/identifiers.ts';
import { all, count, countOrNull, first, type Row, run, text, textOrNull } from '../engine/statements.ts';
import { readBuild } from './open-build.ts';

export interface BuildSummary {
  buildId: string;
  project: string;
  key: string;
  state: 'open' | 'published' | 'abandoned';
  /** Why it was abandoned. */
  reason: string | null;
  generation: number | null;
  openedAt: string;
  closedAt: string | null;
  nodes: { built: number; reused: number; error: number; skipped: number };
  tests: { passed: number; warned: number; failed: number };
}

export interface BuildReport extends BuildSummary {
  /** With the SQL that was run, and the last attempt only. */
  nodeResults: (NodeResult & { startedAt: string; sql: string | null })[];
  testResults: (TestResult & { sql: string | null })[];
}

/** What selections by state compare with. */
export interface ProjectState {
  /** `Project.state()` of the published build, as JSON; null when none. */
  previous: string | null;
  /** Status of nodes and tests in the project's last closed build. */
  results: Record<string, string>;
  /** Sources as the published generation read them. */
  sources: { name: string; loadId: string }[];
}

/** A build in steps meets a table again that it has made: that it was there then says nothing new. */
const ATTEMPTS = `(SELECT * FROM ${META_SCHEMA}.build_nodes QUALIFY status <> 'reused'
  OR NOT coalesce(bool_or(status = 'built') OVER (PARTITION BY build_id, node_id, relation ORDER BY started_at), false))`;

const LAST = 'QUALIFY row_number() OVER (PARTITION BY build_id, node_id ORDER BY started_at DESC) = 1';

const asSummary = (row: Row): BuildSummary => ({
  buildId: text(row.build_id),
  project: text(row.project),
  key: text(row.key),
  state: text(row.state) as BuildSummary['state'],
  reason: textOrNull(row.reason),
  generation: countOrNull(row.generation),
  openedAt: text(row.opened_at),
  closedAt: textOrNull(row.closed_at),
  nodes: { built: count(row.built), reused: count(row.reused), error: count(row.failed), skipped: count(row.skipped) },
  tests: { passed: count(row.passed), warned: count(row.warned), failed: count(row.tests_failed) },
});

const SUMMARY = `
  SELECT b.*, n.* EXCLUDE (build_id), t.* EXCLUDE (build_id) FROM ${META_SCHEMA}.builds b
  LEFT JOIN (
    SELECT build_id, count(*) FILTER (status = 'built') AS built, count(*) FILTER (status = 'reused') AS reused,
      count(*) FILTER (status = 'error') AS failed, count(*) FILTER (status = 'skipped') AS skipped
    FROM (SELECT * FROM ${ATTEMPTS} ${LAST}) GROUP BY build_id) n USING (build_id)
  LEFT JOIN (
    SELECT build_id, count(*) FILTER (status = 'pass') AS passed, count(*) FILTER (status = 'warn') AS warned,
      count(*) FILTER (status IN ('fail', 'error')) AS tests_failed
    FROM ${META_SCHEMA}.build_tests GROUP BY build_id) t USING (build_id)`;

/** Newest first. */
export async function readBuilds(
  connection: DuckDBConnection,
  project: string | null,
  limit: number,
): Promise<BuildSummary[]> {
  const rows = await all(
    connection,
    `${SUMMARY} WHERE $1 IS NULL OR b.project = $1 ORDER BY b.opened_at DESC LIMIT $2`,
    [project, limit],
  );
  return rows.map(asSummary);
}

/** Throws `warehouse.build_unknown`. */
export async function readBuildReport(connection: DuckDBConnection, buildId: string): Promise<BuildReport> {
  await readBuild(connection, buildId);
  const head = await first(connection, `${SUMMARY} WHERE b.build_id = $1`, [buildId]);
  const nodes = await all(connection, `SELECT * FROM ${ATTEMPTS} WHERE build_id = $1 ${LAST} ORDER BY started_at`, [
    buildId,
  ]);
  const tests = await all(connection, `SELECT * FROM ${META_SCHEMA}.build_tests WHERE build_id = $1 ORDER BY name`, [
    buildId,
  ]);
  return { ...asSummary(head ?? {}), nodeResults: nodes.map(asNode), testResults: tests.map(asTest) };
}

const asNode = (row: Row): BuildReport['nodeResults'][number] => ({
  id: text(row.node_id),
  name: text(row.name),
  status: text(row.status) as NodeResult['status'],
  rows: countOrNull(row.rows),
  ms: count(row.ms),
  startedAt: text(row.started_at),
  sql: textOrNull(row.sql),
  error: parsed<Failure>(row.error) ?? undefined,
});

const asTest = (row: Row): BuildReport['testResults'][number] => ({
  id: text(row.test_id),
  name: text(row.name),
  nodes: parsed<string[]>(row.nodes) ?? [],
  severity: row.severity === 'warn' ? 'warn' : 'error',
  status: text(row.status) as TestResult['status'],
  failures: count(row.failures),
  ms: count(row.ms),
  failing: parsed<NonNullable<TestResult['failing']>>(row.failing),
  sql: textOrNull(row.sql),
  error: parsed<Failure>(row.error) ?? undefined,
});

function parsed<T>(value: Row[string] | undefined): T | null {
  return typeof value === 'string' ? (JSON.parse(value) as T) : null;
}

export async function readProjectState(connection: DuckDBConnection, project: string): Promise<ProjectState> {
  const previous = await first(
    connection,
    `SELECT s.state FROM ${META_SCHEMA}.builds b JOIN ${META_SCHEMA}.project_states s USING (project, project_hash)
     WHERE b.project = $1 AND b.state = 'published' ORDER BY b.closed_at DESC LIMIT 1`,
    [project],
  );
  const last = await first(
    connection,
    `SELECT build_id FROM ${META_SCHEMA}.builds WHERE project = $1 AND state <> 'open' ORDER BY closed_at DESC LIMIT 1`,
    [project],
  );
  const results = await all(
    connection,
    `SELECT node_id AS id, status FROM (SELECT * FROM ${META_SCHEMA}.build_nodes WHERE build_id = $1 ${LAST})
     UNION ALL SELECT test_id, status FROM ${META_SCHEMA}.build_tests WHERE build_id = $1`,
    [text(last?.build_id)],
  );
  const sources = await all(
    connection,
    `SELECT source, load_id FROM ${META_SCHEMA}.generation_sources
     WHERE project = $1 AND generation = (SELECT max(generation) FROM ${META_SCHEMA}.pointer)`,
    [project],
  );
  return {
    previous: textOrNull(previous?.state),
    results: Object.fromEntries(results.map((row) => [text(row.id), text(row.status)])),
    sources: sources.map((row) => ({ name: text(row.source), loadId: text(row.load_id) })),
  };
}

/** Once per state of the project's files. */
export async function recordProjectState(
  connection: DuckDBConnection,
  project: string,
  projectHash: string,
  state: string,
): Promise<void> {
  const known = await first(
    connection,
    `SELECT 1 AS known FROM ${META_SCHEMA}.project_states WHERE project = $1 AND project_hash = $2`,
    [project, projectHash],
  );
  if (known !== null) return;
  await run(connection, `DELETE FROM ${META_SCHEMA}.project_states WHERE project = $1`, [project]);
  await run(connection, `INSERT INTO ${META_SCHEMA}.project_states VALUES ($1, $2, $3, now())`, [
    project,
    projectHash,
    state,
  ]);
}
