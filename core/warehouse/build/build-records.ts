import { literal, META_SCHEMA } from '../engine/identifiers.ts';
import type { Sliced, Tested } from '../slices/slices.ts';
import type { NodeResult, TestResult } from './build-types.ts';

/** A physical relation that a build made. */
export interface RelationRecord {
  relation: string;
  project: string;
  nodeId: string;
  name: string;
  materialized: string;
  kind: 'table' | 'view';
  inputHash: string;
  contentId: string;
  rows: number | null;
  /** Of a view: the relations it reads. */
  inputs: string[];
  buildId: string;
  sliced?: Sliced | undefined;
}

export interface NodeRecord extends NodeResult {
  relation: string | null;
  contentId: string | null;
  startedAt: Date;
  /** What was run, for people to read. */
  sql: string | null;
}

export interface TestRecord extends TestResult {
  sql: string | null;
  /** Digest of SQL that answers the same whenever it is asked; null when it may not. */
  hash: string | null;
  /** On which slices it passed, when it is known. */
  tested?: Tested | undefined;
}

/** What a build writes about itself, together with what it made or alone. */
export interface BuildRecords {
  buildId: string;
  relations?: readonly RelationRecord[];
  nodes?: readonly NodeRecord[];
  /** A test that is run again in the same build has one verdict, the last. */
  tests?: readonly TestRecord[];
}

/** The records as statements over the bookkeeping of a tenant's DuckDB file, for the transaction they belong to. */
export function recordsSql({ buildId, relations = [], nodes = [], tests = [] }: BuildRecords): string[] {
  const statements = relations.map((r) => {
    const row = [r.relation, r.project, r.nodeId, r.name, r.materialized, r.kind, r.inputHash, r.contentId, r.rows];
    const tail = [JSON.stringify(r.inputs), r.buildId];
    return `INSERT INTO ${META_SCHEMA}.relations VALUES (${[...row, ...tail].map(literal).join(', ')}, now())`;
  });
  for (const { sliced } of relations) {
    if (sliced === undefined) continue;
    const row = [sliced.relation, sliced.column, sliced.shape, JSON.stringify(sliced.roots)];
    statements.push(`INSERT INTO ${META_SCHEMA}.sliced VALUES ${values(row)}`);
  }
  const tested = tests.flatMap(({ id, tested: on }) => (on === undefined ? [] : [{ id, ...on }]));
  if (tested.length > 0) {
    const ids = tested.map(({ id }) => literal(id)).join(', ');
    const rows = tested.map(({ id, shape, roots }) => values([id, shape, JSON.stringify(roots)]));
    statements.push(
      `DELETE FROM ${META_SCHEMA}.tested WHERE test_id IN (${ids})`,
      `INSERT INTO ${META_SCHEMA}.tested VALUES ${rows.join(', ')}`,
    );
  }
  if (nodes.length > 0) {
    const rows = nodes.map((node) => nodeRow(buildId, node));
    statements.push(`INSERT INTO ${META_SCHEMA}.build_nodes VALUES ${rows.join(',\n')}`);
  }
  if (tests.length > 0) {
    const ids = tests.map((record) => literal(record.id)).join(', ');
    const now = new Date().toISOString();
    const rows = tests.map((test) => testRow(buildId, test, now));
    statements.push(
      `DELETE FROM ${META_SCHEMA}.build_tests WHERE build_id = ${literal(buildId)} AND test_id IN (${ids})`,
      `INSERT INTO ${META_SCHEMA}.build_tests VALUES ${rows.join(',\n')}`,
    );
  }
  return statements;
}

function nodeRow(buildId: string, r: NodeRecord): string {
  return values([
    buildId,
    r.id,
    r.name,
    r.relation,
    r.contentId,
    r.status,
    r.rows,
    r.startedAt.toISOString(),
    r.ms,
    r.sql,
    r.error === undefined ? null : JSON.stringify(r.error),
  ]);
}

function testRow(buildId: string, r: TestRecord, now: string): string {
  return values([
    buildId,
    r.id,
    r.name,
    JSON.stringify(r.nodes),
    r.severity,
    r.status,
    r.failures,
    r.hash,
    r.sql,
    r.failing === null ? null : JSON.stringify(r.failing),
    r.ms,
    r.error === undefined ? null : JSON.stringify(r.error),
    now,
  ]);
}

function values(row: readonly (string | number | null)[]): string {
  return `(${row.map(literal).join(', ')})`;
}
