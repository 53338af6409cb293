import type { DuckDBConnection } from '@duckdb/node-api';
import { DomainError, newId } from '@griot/kernel';
import { META_SCHEMA } from '../engine/identifiers.ts';
import { all, count, countOrNull, first, inTransaction, type Row, run, text } from '../engine/statements.ts';
import { type Segment, segmentsByRelation } from '../slices/segments.ts';
import type { Sliced, Tested } from '../slices/slices.ts';
import { askOf } from '../slices/source-slices.ts';
import { type SourceVersion, sourceVersions } from '../sources/load-source.ts';
import { ONE_GO } from './one-go.ts';

export interface OpenBuildInput {
  project: string;
  /** Same key, same open build: this is how a step that runs again finds it. */
  key: string;
  projectHash: string;
  projectDir: string;
  /** Canonical JSON. */
  vars: string;
  /** An open build of another key that nobody has touched for so long is abandoned. */
  staleAfterMs: number;
}

/** A node as an earlier or the present build left it. */
export interface BuiltNode {
  nodeId: string;
  name: string;
  relation: string;
  contentId: string;
  inputHash: string;
  kind: 'table' | 'view';
  materialized: string;
  rows: number | null;
}

export interface BuildNodeState extends Omit<BuiltNode, 'inputHash' | 'kind' | 'materialized'> {
  status: 'built' | 'reused' | 'error' | 'skipped';
}

export interface BuildState {
  buildId: string;
  project: string;
  key: string;
  state: 'open' | 'published' | 'abandoned';
  generation: number | null;
  /** Generation it starts from. */
  base: number | null;
  vars: string;
  projectHash: string;
  projectDir: string;
  openedAt: string;
  /** Source versions it reads, whatever is loaded meanwhile. */
  sources: SourceVersion[];
  /** Nodes of the project in the base generation. */
  baseNodes: BuiltNode[];
  nodes: BuildNodeState[];
  /** Every relation of the project that is there, whoever made it. */
  relations: { nodeId: string; contentId: string; relation: string; rows: number | null }[];
  /** Tests that passed on tables which cannot have changed, by digest of their SQL. */
  passed: { hash: string; failures: number }[];
  /** What relations were made from, slice by slice, and what tests passed on; only of engines that go on from that. */
  sliced?: Sliced[];
  tested?: (Tested & { id: string })[];
  segments?: Record<string, Segment[]>;
}

export interface OpenedBuild extends BuildState {
  resumed: boolean;
}

const asBuilt = (row: Row): BuiltNode => ({
  nodeId: text(row.node_id),
  name: text(row.name),
  relation: text(row.relation),
  contentId: text(row.content_id),
  inputHash: text(row.input_hash),
  kind: row.kind === 'view' ? 'view' : 'table',
  materialized: text(row.materialized),
  rows: countOrNull(row.rows),
});

const asState = (row: Row): BuildNodeState => ({
  nodeId: text(row.node_id),
  name: text(row.name),
  relation: text(row.relation),
  contentId: text(row.content_id),
  rows: countOrNull(row.rows),
  status: text(row.status) as BuildNodeState['status'],
});

/** Everything a runner needs to go on with a build. Throws `warehouse.build_unknown`. */
export async function readBuild(connection: DuckDBConnection, buildId: string): Promise<BuildState> {
  const head = await first(connection, `SELECT * FROM ${META_SCHEMA}.builds WHERE build_id = $1`, [buildId]);
  if (head === null)
    throw new DomainError({ code: 'warehouse.build_unknown', kind: 'not_found', details: { buildId } });
  const base = countOrNull(head.base);
  const baseNodes = await all(
    connection,
    `SELECT g.node_id, g.name, g.relation, g.content_id, r.input_hash, g.kind, r.materialized, g.rows
     FROM ${META_SCHEMA}.generation_nodes g JOIN ${META_SCHEMA}.relations r USING (relation)
     WHERE g.generation = $1 AND g.project = $2`,
    [base ?? -1, text(head.project)],
  );
  const nodes = await all(
    connection,
    `SELECT * FROM ${META_SCHEMA}.build_nodes WHERE build_id = $1 QUALIFY row_number() OVER (PARTITION BY node_id ORDER BY started_at DESC) = 1`,
    [buildId],
  );
  const relations = await all(
    connection,
    `SELECT node_id, content_id, relation, rows FROM ${META_SCHEMA}.relations WHERE project = $1`,
    [text(head.project)],
  );
  const passed = await all(
    connection,
    `SELECT sql_hash, min(failures) AS failures FROM ${META_SCHEMA}.build_tests
     WHERE status = 'pass' AND sql_hash IS NOT NULL GROUP BY sql_hash`,
  );
  const sliced = await all(connection, `SELECT * FROM ${META_SCHEMA}.sliced`);
  const tested = await all(connection, `SELECT * FROM ${META_SCHEMA}.tested`);
  return {
    buildId,
    project: text(head.project),
    key: text(head.key),
    state: text(head.state) as BuildState['state'],
    generation: countOrNull(head.generation),
    base,
    vars: text(head.vars),
    projectHash: text(head.project_hash),
    projectDir: text(head.project_dir),
    openedAt: text(head.opened_at),
    sources: JSON.parse(text(head.sources)) as SourceVersion[],
    baseNodes: baseNodes.map(asBuilt),
    nodes: nodes.map(asState),
    relations: relations.map((row) => ({
      nodeId: text(row.node_id),
      contentId: text(row.content_id),
      relation: text(row.relation),
      rows: countOrNull(row.rows),
    })),
    passed: passed.map((row) => ({ hash: text(row.sql_hash), failures: count(row.failures) })),
    sliced: sliced.map((row) => ({
      ...{ relation: text(row.relation), column: text(row.slice_column), shape: text(row.shape) },
      roots: JSON.parse(text(row.roots)) as Sliced['roots'],
    })),
    segments: await segmentsByRelation(askOf(connection)),
    tested: tested.map((row) => ({
      ...{ id: text(row.test_id), shape: text(row.shape) },
      roots: JSON.parse(text(row.roots)) as Sliced['roots'],
    })),
  };
}

/**
 * Opens a build, or finds the open one of the same key. One open build per project of a tenant: another key is refused with
 * `warehouse.build_in_progress` while that build is worked on or was touched lately; a forgotten one is abandoned.
 */
export async function openBuild(
  connection: DuckDBConnection,
  input: OpenBuildInput,
  current: number | null,
  isWorkedOn: (buildId: string) => boolean,
): Promise<OpenedBuild> {
  const buildId = newId();
  const resumed = await inTransaction(connection, async () => {
    const open = await first(
      connection,
      `SELECT *, epoch_ms(now()) - epoch_ms(touched_at) AS quiet_ms FROM ${META_SCHEMA}.builds WHERE project = $1 AND state = 'open'`,
      [input.project],
    );
    if (open !== null && text(open.key) === input.key && text(open.project_hash) === input.projectHash) {
      await touchBuild(connection, text(open.build_id));
      return text(open.build_id);
    }
    if (open !== null) {
      const mine = text(open.key) === input.key;
      const waited = mine || text(open.key).startsWith(ONE_GO) || count(open.quiet_ms) >= input.staleAfterMs;
      if (!waited || isWorkedOn(text(open.build_id))) {
        throw new DomainError({
          code: 'warehouse.build_in_progress',
          kind: 'conflict',
          details: { project: input.project, buildId: open.build_id, key: open.key, openedAt: open.opened_at },
        });
      }
      await closeBuild(connection, text(open.build_id), 'abandoned', mine ? 'the project changed' : 'forgotten');
    }
    const sources = JSON.stringify(await sourceVersions(connection));
    await run(
      connection,
      `INSERT INTO ${META_SCHEMA}.builds VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, now(), now(), NULL, NULL, NULL)`,
      [buildId, input.project, input.projectHash, input.projectDir, input.key, current, sources, input.vars],
    );
    return null;
  });
  return { ...(await readBuild(connection, resumed ?? buildId)), resumed: resumed !== null };
}

export async function touchBuild(connection: DuckDBConnection, buildId: string): Promise<void> {
  await run(connection, `UPDATE ${META_SCHEMA}.builds SET touched_at = now() WHERE build_id = $1`, [buildId]);
}

/** Ends an open build; nothing happens to one that has ended. */
export async function closeBuild(
  connection: DuckDBConnection,
  buildId: string,
  state: 'published' | 'abandoned',
  reason: string | null,
  generation: number | null = null,
): Promise<void> {
  await run(
    connection,
    `UPDATE ${META_SCHEMA}.builds SET state = $2, reason = $3, generation = $4, closed_at = now(), touched_at = now()
     WHERE build_id = $1 AND state = 'open'`,
    [buildId, state, reason, generation],
  );
}
