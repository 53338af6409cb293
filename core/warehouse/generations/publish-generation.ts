import type { DuckDBConnection } from '@duckdb/node-api';
import { DomainError } from '@griot/kernel';
import { dataRelation, generationSchema, literal, META_SCHEMA, quoteName } from '../engine/identifiers.ts';
import { all, count, countOrNull, first, inTransaction, type Row, run, text } from '../engine/statements.ts';
import { recordProjectState } from './build-history.ts';
import { type GenerationInfo, readGenerations } from './generation-info.ts';
import { type BuildState, closeBuild, readBuild } from './open-build.ts';
import { type GenerationProject, type ProjectLineage, type TestVerdict, withVerdicts } from './project-lineage.ts';

export interface PublishInput {
  buildId: string;
  /** Nodes that the project has now, ephemeral ones apart: others of it are not carried over. */
  nodes: readonly string[];
  /** Tests that must have been run on what this build made. */
  tests: readonly string[];
  /** Sources the project reads: readable as `source__<name>`. */
  sources: readonly { name: string; as: string }[];
  lineage: ProjectLineage;
  /** `Project.state()` as JSON, for later selections by state. */
  projectState: string;
  /** Generations to keep readable, this one included. */
  keep: number;
}

interface Member {
  project: string;
  nodeId: string;
  name: string;
  relation: string;
  contentId: string;
  kind: string;
  rows: number | null;
  status: string;
  buildId: string;
}

const asMember = (row: Row): Member => ({
  project: text(row.project),
  nodeId: text(row.node_id),
  name: text(row.name),
  relation: text(row.relation),
  contentId: text(row.content_id),
  kind: text(row.kind),
  rows: countOrNull(row.rows),
  status: text(row.status),
  buildId: text(row.build_id),
});

/**
 * Makes the build's tables what readers see: a schema of views and the pointer to it, in one transaction. Refused with
 * `warehouse.build_failed` or `warehouse.tests_failed` when a node or an error-level test failed, `warehouse.build_untested`
 * when tests were not run. A build that is published already answers its generation again.
 */
export async function publishGeneration(
  connection: DuckDBConnection,
  input: PublishInput,
  current: number | null,
): Promise<GenerationInfo> {
  const build = await readBuild(connection, input.buildId);
  if (build.state === 'published' && build.generation !== null) return oneGeneration(connection, build.generation);
  if (build.state !== 'open') {
    throw new DomainError({ code: 'warehouse.build_closed', kind: 'conflict', details: { buildId: input.buildId } });
  }
  await refuseFailures(connection, build, input.tests);
  const id = await inTransaction(connection, async () => {
    const newest = await first(connection, `SELECT max(id) AS id FROM ${META_SCHEMA}.generations`);
    const next = count(newest?.id) + 1;
    const members = await membersOf(connection, build, input, current);
    await createViews(connection, next, members, build, input);
    await record(connection, next, members, build, input, current);
    return next;
  });
  return oneGeneration(connection, id);
}

async function oneGeneration(connection: DuckDBConnection, id: number): Promise<GenerationInfo> {
  const [info] = await readGenerations(connection, id);
  if (info === undefined) {
    throw new DomainError({ code: 'warehouse.generation_unknown', kind: 'not_found', details: { generation: id } });
  }
  return info;
}

async function refuseFailures(
  connection: DuckDBConnection,
  build: BuildState,
  expected: readonly string[],
): Promise<void> {
  const failed = build.nodes.filter((node) => node.status === 'error' || node.status === 'skipped');
  if (failed.length > 0) {
    const nodes = failed.map(({ nodeId, status }) => ({ nodeId, status }));
    throw new DomainError({ code: 'warehouse.build_failed', kind: 'conflict', details: { nodes } });
  }
  const tests = await all(
    connection,
    `SELECT test_id, name, severity, status, failures FROM ${META_SCHEMA}.build_tests WHERE build_id = $1`,
    [build.buildId],
  );
  const bad = tests.filter((test) => ['fail', 'error', 'skipped'].includes(text(test.status)));
  if (bad.length > 0) {
    throw new DomainError({ code: 'warehouse.tests_failed', kind: 'conflict', details: { tests: bad } });
  }
  const run = new Set(tests.map((test) => text(test.test_id)));
  const missing = expected.filter((test) => !run.has(test));
  if (missing.length > 0) {
    throw new DomainError({
      code: 'warehouse.build_untested',
      kind: 'conflict',
      details: { tests: missing.slice(0, 20) },
    });
  }
}

/** This build's nodes, the project's other nodes as they were, and all nodes of other projects as readers have them now. */
async function membersOf(
  connection: DuckDBConnection,
  build: BuildState,
  input: PublishInput,
  current: number | null,
): Promise<Member[]> {
  const wanted = new Set(input.nodes);
  const built = await all(
    connection,
    `SELECT $2 AS project, n.node_id, n.name, n.relation, n.content_id, r.kind, n.rows, n.build_id,
       CASE WHEN r.build_id = n.build_id THEN 'built' ELSE n.status END AS status
     FROM ${META_SCHEMA}.build_nodes n JOIN ${META_SCHEMA}.relations r USING (relation) WHERE n.build_id = $1
     QUALIFY row_number() OVER (PARTITION BY n.node_id ORDER BY n.started_at DESC) = 1`,
    [build.buildId, build.project],
  );
  const before = await all(
    connection,
    `SELECT * REPLACE ('reused' AS status) FROM ${META_SCHEMA}.generation_nodes
     WHERE (generation = $1 AND project = $2) OR (generation = $3 AND project <> $2)`,
    [build.base ?? -1, build.project, current ?? -1],
  );
  const members = built.map(asMember).filter((member) => wanted.has(member.nodeId));
  const made = new Set(members.map((member) => member.nodeId));
  for (const member of before.map(asMember)) {
    const mine = member.project === build.project;
    if (!mine || (wanted.has(member.nodeId) && !made.has(member.nodeId))) members.push(member);
  }
  const names = new Map<string, Member>();
  for (const member of members) {
    const other = names.get(member.name.toLowerCase());
    if (other !== undefined) {
      const nodes = [other.nodeId, member.nodeId];
      throw new DomainError({ code: 'warehouse.name_taken', kind: 'conflict', details: { name: member.name, nodes } });
    }
    names.set(member.name.toLowerCase(), member);
  }
  return members;
}

async function createViews(
  connection: DuckDBConnection,
  id: number,
  members: readonly Member[],
  build: BuildState,
  input: PublishInput,
): Promise<void> {
  const schema = quoteName(generationSchema(id));
  const statements = [`CREATE SCHEMA ${schema}`];
  for (const { name, relation } of members) {
    statements.push(`CREATE VIEW ${schema}.${quoteName(name)} AS SELECT * FROM ${dataRelation(relation)}`);
  }
  for (const { name, as } of input.sources) {
    const version = build.sources.find((source) => source.name === name);
    if (version === undefined) continue;
    statements.push(
      `CREATE OR REPLACE VIEW ${schema}.${quoteName(as)} AS SELECT * FROM ${dataRelation(version.relation)}`,
    );
  }
  await connection.run(statements.join(';\n'));
}

async function record(
  connection: DuckDBConnection,
  id: number,
  members: readonly Member[],
  build: BuildState,
  input: PublishInput,
  current: number | null,
): Promise<void> {
  const tests = await first(
    connection,
    `SELECT count(*) FILTER (status = 'pass') AS passed, count(*) FILTER (status = 'warn') AS warned,
       count(*) FILTER (status IN ('fail', 'error')) AS failed FROM ${META_SCHEMA}.build_tests WHERE build_id = $1`,
    [build.buildId],
  );
  const counted = { passed: count(tests?.passed), warned: count(tests?.warned), failed: count(tests?.failed) };
  await run(connection, `INSERT INTO ${META_SCHEMA}.generations VALUES ($1, now(), $2, $3, $4, $5, false)`, [
    id,
    build.buildId,
    build.project,
    build.projectHash,
    JSON.stringify(counted),
  ]);
  const nodes = members.map((m) =>
    values([id, m.project, m.nodeId, m.name, m.relation, m.contentId, m.kind, m.rows, m.status, m.buildId]),
  );
  const read = new Set(input.sources.map((source) => source.name));
  const sources = build.sources
    .filter((source) => read.has(source.name))
    .map((s) => values([id, build.project, s.name, s.relation, s.loadId, s.loadedAt, s.rows]));
  if (nodes.length > 0) await run(connection, `INSERT INTO ${META_SCHEMA}.generation_nodes VALUES ${nodes.join(', ')}`);
  if (sources.length > 0) {
    await run(connection, `INSERT INTO ${META_SCHEMA}.generation_sources VALUES ${sources.join(', ')}`);
  }
  await run(
    connection,
    `INSERT INTO ${META_SCHEMA}.generation_sources SELECT $1, project, source, relation, load_id, loaded_at, rows
     FROM ${META_SCHEMA}.generation_sources WHERE generation = $2 AND project <> $3`,
    [id, current ?? -1, build.project],
  );
  await recordProjects(connection, id, build, input, current);
  await recordProjectState(connection, build.project, build.projectHash, input.projectState);
  await movePointer(connection, id);
  await closeBuild(connection, build.buildId, 'published', null, id);
}

/** This project as it is now, with verdicts of before where this build ran no test; the others as readers have them. */
async function recordProjects(
  connection: DuckDBConnection,
  id: number,
  build: BuildState,
  input: PublishInput,
  current: number | null,
): Promise<void> {
  const table = `${META_SCHEMA}.generation_projects`;
  const former = await first(connection, `SELECT document FROM ${table} WHERE generation = $1 AND project = $2`, [
    build.base ?? -1,
    build.project,
  ]);
  const ran = await all(
    connection,
    `SELECT test_id, severity, status, failures FROM ${META_SCHEMA}.build_tests WHERE build_id = $1`,
    [build.buildId],
  );
  const verdicts = ran.map((row) => ({
    id: text(row.test_id),
    severity: text(row.severity) as TestVerdict['severity'],
    status: text(row.status) as TestVerdict['status'],
    failures: count(row.failures),
  }));
  const before = former === null ? null : (JSON.parse(text(former.document)) as GenerationProject);
  const document = JSON.stringify(withVerdicts(build.project, input.lineage, verdicts, before));
  await run(connection, `INSERT INTO ${table} VALUES ($1, $2, $3)`, [id, build.project, document]);
  await run(
    connection,
    `INSERT INTO ${table} SELECT $1, project, document FROM ${table} WHERE generation = $2 AND project <> $3`,
    [id, current ?? -1, build.project],
  );
}

function values(row: readonly (string | number | null)[]): string {
  return `(${row.map(literal).join(', ')})`;
}

/** Readers see generation `id` from the moment this commits. */
export async function movePointer(connection: DuckDBConnection, id: number): Promise<void> {
  await run(connection, `DELETE FROM ${META_SCHEMA}.pointer`);
  await run(connection, `INSERT INTO ${META_SCHEMA}.pointer VALUES ($1, now())`, [id]);
}

/** Readers go back (or forward) to a generation that is still kept. Throws `warehouse.generation_unknown`. */
export async function moveToGeneration(connection: DuckDBConnection, id: number): Promise<GenerationInfo> {
  const info = await oneGeneration(connection, id);
  await inTransaction(connection, () => movePointer(connection, id));
  return info;
}
