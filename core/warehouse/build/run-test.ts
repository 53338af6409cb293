import { isDomainError, sha256Hex } from '@griot/kernel';
import { META_SCHEMA } from '../engine/identifiers.ts';
import type { Cell } from '../engine/result-values.ts';
import type { DataTest, UnitTest } from '../project/manifest.ts';
import { type BuildContext, compileContext } from './build-context.ts';
import type { BuildSession } from './build-session.ts';
import type { Failure, TestResult, TestStatus } from './build-types.ts';
import { failureOf } from './run-node.ts';
import { volatility } from './volatile-sql.ts';

/** Failing rows kept for people to look at, per test. */
const KEPT_ROWS = 200;

interface Verdict {
  status: TestStatus;
  failures: number;
  failing: TestResult['failing'];
  sql: string;
  hash: string | null;
}

/**
 * Runs a data test and records its verdict. A test of the same SQL over the same physical tables was answered before:
 * tables never change, so that verdict holds.
 */
export async function runDataTest(context: BuildContext, session: BuildSession, test: DataTest): Promise<TestResult> {
  return judged(context, session, test, test.dependsOn, test.config.severity, async () => {
    const compiled = await context.compiler.compileTest(
      context.project,
      test.id,
      compileContext(context, session, { nodeId: test.id }),
    );
    const summary = compiled.summary();
    const { severity } = test.config;
    const hash = volatility(summary) === 'never' ? sha256Hex(`${severity}\n${summary}`) : null;
    const known = hash === null ? null : await knownVerdict(session, hash, compiled.sql);
    if (known !== null) return known;
    const { rows } = await session.run(summary);
    const [failures, warn, error] = rows[0] ?? [0, false, false];
    const status: TestStatus = severity === 'error' && error === true ? 'fail' : warn === true ? 'warn' : 'pass';
    const failing = status === 'pass' ? null : await failingRows(session, compiled.sql);
    return { status, failures: Number(failures), failing, sql: compiled.sql, hash };
  });
}

/** Given rows in, expected rows out: any difference fails. */
export async function runUnitTest(context: BuildContext, session: BuildSession, test: UnitTest): Promise<TestResult> {
  return judged(context, session, test, [test.model], 'error', async () => {
    const compiled = await context.compiler.compileUnitTest(
      context.project,
      test.id,
      compileContext(context, session, { nodeId: test.id }),
    );
    const hash = volatility(compiled.sql) === 'never' ? sha256Hex(`unit\n${compiled.sql}`) : null;
    const known = hash === null ? null : await knownVerdict(session, hash, compiled.sql);
    if (known !== null) return known;
    const failing = await failingRows(session, compiled.sql);
    const failures = failing?.rows.length ?? 0;
    return { status: failures === 0 ? 'pass' : 'fail', failures, failing, sql: compiled.sql, hash };
  });
}

export async function skipTest(
  context: BuildContext,
  session: BuildSession,
  test: DataTest | UnitTest,
): Promise<TestResult> {
  const severity = 'config' in test ? test.config.severity : 'error';
  const nodes = 'config' in test ? test.dependsOn : [test.model];
  const result = base(test, nodes, severity, 'skipped', 0);
  await record(context, session, result, null, null);
  return result;
}

function base(
  test: { id: string; name: string },
  nodes: string[],
  severity: 'error' | 'warn',
  status: TestStatus,
  ms: number,
): TestResult {
  return { id: test.id, name: test.name, nodes, severity, status, failures: 0, ms, failing: null };
}

async function judged(
  context: BuildContext,
  session: BuildSession,
  test: { id: string; name: string; file: string; line: number },
  nodes: string[],
  severity: 'error' | 'warn',
  judge: () => Promise<Verdict>,
): Promise<TestResult> {
  const started = performance.now();
  try {
    const { status, failures, failing, sql, hash } = await judge();
    const ms = performance.now() - started;
    const result: TestResult = { ...base(test, nodes, severity, status, ms), failures, failing };
    await record(context, session, result, sql, hash);
    return result;
  } catch (error) {
    if (context.options.signal?.aborted || (isDomainError(error) && error.kind === 'unavailable')) throw error;
    const failure: Failure = failureOf(error, test, null);
    const result: TestResult = {
      ...base(test, nodes, severity, 'error', performance.now() - started),
      error: failure,
    };
    await record(context, session, result, null, null);
    return result;
  }
}

async function failingRows(session: BuildSession, sql: string): Promise<TestResult['failing']> {
  const { columns, rows } = await session.run(`SELECT * FROM (\n${sql}\n) LIMIT ${KEPT_ROWS}`);
  return { columns: columns.map((column) => column.name), rows };
}

async function knownVerdict(session: BuildSession, hash: string, sql: string): Promise<Verdict | null> {
  const { rows } = await session.run(
    `SELECT status, failures, failing FROM ${META_SCHEMA}.build_tests
     WHERE sql_hash = $1 AND status IN ('pass', 'warn', 'fail') ORDER BY tested_at DESC LIMIT 1`,
    [hash],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    status: String(row[0]) as TestStatus,
    failures: Number(row[1]),
    failing: asFailing(row[2]),
    sql,
    hash,
  };
}

export function asFailing(value: Cell | undefined): TestResult['failing'] {
  return typeof value === 'string' ? (JSON.parse(value) as TestResult['failing']) : null;
}

async function record(
  context: BuildContext,
  session: BuildSession,
  result: TestResult,
  sql: string | null,
  hash: string | null,
): Promise<void> {
  const { buildId } = context.state;
  await session.transaction(async () => {
    await session.run(`DELETE FROM ${META_SCHEMA}.build_tests WHERE build_id = $1 AND test_id = $2`, [
      buildId,
      result.id,
    ]);
    await session.run(
      `INSERT INTO ${META_SCHEMA}.build_tests VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now())`,
      [
        buildId,
        result.id,
        result.name,
        JSON.stringify(result.nodes),
        result.severity,
        result.status,
        result.failures,
        hash,
        sql,
        result.failing === null ? null : JSON.stringify(result.failing),
        result.ms,
        result.error === undefined ? null : JSON.stringify(result.error),
      ],
    );
  });
}
