import { literal, META_SCHEMA } from '../engine/identifiers.ts';
import type { BuildSession } from './build-session.ts';
import type { NodeResult, TestResult } from './build-types.ts';

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
}

/**
 * What a build writes about itself. A node that was made is recorded in the transaction that made it; everything else
 * (reused, skipped, failed, tests) can be found out again after a crash, so it is written many lines at a time.
 */
export class BuildJournal {
  #buildId: string;
  #nodes: NodeRecord[] = [];
  #tests: TestRecord[] = [];

  constructor(buildId: string) {
    this.#buildId = buildId;
  }

  node(record: NodeRecord): void {
    this.#nodes.push(record);
  }

  test(record: TestRecord): void {
    this.#tests.push(record);
  }

  get waiting(): number {
    return this.#nodes.length + this.#tests.length;
  }

  /** The statement that records one node, for the transaction that makes it. */
  nodeSql(records: readonly NodeRecord[]): string {
    const rows = records.map((r) =>
      values([
        this.#buildId,
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
      ]),
    );
    return `INSERT INTO ${META_SCHEMA}.build_nodes VALUES ${rows.join(',\n')}`;
  }

  async flush(session: BuildSession): Promise<void> {
    const nodes = this.#nodes.splice(0);
    const tests = this.#tests.splice(0);
    const statements: string[] = [];
    if (nodes.length > 0) statements.push(this.nodeSql(nodes));
    if (tests.length > 0) statements.push(...this.#testSql(tests));
    if (statements.length === 0) return;
    await session.transaction(async () => ({ result: null, last: statements.join(';\n') }));
  }

  /** A test that is run again in the same build has one verdict, the last. */
  #testSql(records: readonly TestRecord[]): string[] {
    const build = literal(this.#buildId);
    const ids = records.map((record) => literal(record.id)).join(', ');
    const now = new Date().toISOString();
    const rows = records.map((r) =>
      values([
        this.#buildId,
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
      ]),
    );
    return [
      `DELETE FROM ${META_SCHEMA}.build_tests WHERE build_id = ${build} AND test_id IN (${ids})`,
      `INSERT INTO ${META_SCHEMA}.build_tests VALUES ${rows.join(',\n')}`,
    ];
  }
}

function values(row: readonly (string | number | null)[]): string {
  return `(${row.map(literal).join(', ')})`;
}
