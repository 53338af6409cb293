import { isDomainError, sha256Hex } from '@griot/kernel';
import type { CompiledTest, DataTest, UnitTest } from '../project/manifest.ts';
import type { Tested } from '../slices/slices.ts';
import { compileContext } from './build-context.ts';
import type { BuildSession } from './build-session.ts';
import type { TestResult, TestStatus } from './build-types.ts';
import type { BuildContext } from './node-work.ts';
import { failureOf } from './run-node.ts';
import { changedSince, planSlices, sliceColumn } from './slice-plan.ts';
import { failuresName, storedAs } from './store-failures.ts';
import { volatility } from './volatile-sql.ts';

/** Failing rows kept for people to look at, per test. */
const KEPT_ROWS = 200;

interface Verdict {
  status: TestStatus;
  failures: number;
  failing: TestResult['failing'];
  sql: string;
  hash: string | null;
  tested?: Tested;
}

/** A data test or a unit test, as far as running it is concerned. */
export type AnyTest = DataTest | UnitTest;

const isData = (test: AnyTest): test is DataTest => 'config' in test;
const severityOf = (test: AnyTest): 'error' | 'warn' => (isData(test) ? test.config.severity : 'error');

/**
 * Runs a test and records its verdict; never throws for what a test does. One that passed before with the same SQL over the
 * same physical tables is not run again: tables never change.
 */
export async function runTest(context: BuildContext, session: BuildSession, test: AnyTest): Promise<TestResult> {
  const started = performance.now();
  try {
    const judge = isData(test) ? judgeData(context, session, test) : judgeUnit(context, session, test);
    const { sql, hash, tested, ...verdict } = await judge;
    const result = { ...unrun(test), ...verdict, ms: performance.now() - started };
    context.journal.test({ ...result, sql, hash, tested });
    return result;
  } catch (error) {
    if (context.options.signal?.aborted || (isDomainError(error) && error.kind === 'unavailable')) throw error;
    const failed: TestResult = {
      ...unrun(test),
      status: 'error',
      ms: performance.now() - started,
      error: failureOf(error, test, null),
    };
    context.journal.test({ ...failed, sql: null, hash: null });
    return failed;
  }
}

/** What it looks at was not built. */
export function skipTest(context: BuildContext, test: AnyTest): TestResult {
  const result = unrun(test);
  context.journal.test({ ...result, sql: null, hash: null });
  return result;
}

function unrun(test: AnyTest): TestResult {
  const nodes = isData(test) ? test.dependsOn : [test.model];
  return {
    id: test.id,
    name: test.name,
    nodes,
    severity: severityOf(test),
    status: 'skipped',
    failures: 0,
    ms: 0,
    failing: null,
  };
}

async function judgeData(context: BuildContext, session: BuildSession, test: DataTest): Promise<Verdict> {
  const { compiler, project } = context;
  const compiled = await compiler.compileTest(project, test.id, compileContext(context, session, { nodeId: test.id }));
  const { severity } = test.config;
  const { sql } = compiled;
  const kind = storedAs(test.config);
  if (kind !== null) {
    const name = failuresName(test.name);
    const stored = await context.engine.storeFailures(session, { tenantId: context.tenantId, name, kind, sql });
    return {
      ...(await verdictOf(session, compiled.summary(stored), severity, `SELECT * FROM ${stored}`)),
      sql,
      hash: null,
    };
  }
  const summary = compiled.summary();
  const hash = volatility(summary) === 'never' ? sha256Hex(`${severity}\n${summary}`) : null;
  const known = hash === null ? undefined : context.passed.get(hash);
  if (known !== undefined) return { status: 'pass', failures: known, failing: null, sql, hash };
  const verdict = async (over = compiled): Promise<Verdict> => ({
    ...(await verdictOf(session, over.summary(), severity, over.sql)),
    ...{ sql, hash },
  });
  return judgeSlices(context, session, test, compiled, verdict);
}

/** What passed before is looked at again only where its inputs have changed. A verdict on part of it counts no failure of the rest. */
async function judgeSlices(
  context: BuildContext,
  session: BuildSession,
  test: DataTest,
  compiled: CompiledTest,
  verdict: (over?: CompiledTest) => Promise<Verdict>,
): Promise<Verdict> {
  const column = sliceColumn(test);
  const { fail_calc, limit } = test.config;
  if (column === null || fail_calc !== 'count(*)' || limit !== null) return verdict();
  const plan = await planSlices(context, session, { column, sql: compiled.sql, reads: compiled.reads });
  if (plan === null) return verdict();
  const shape = sha256Hex(`${plan.shape}\n${compiled.summary('')}`);
  const changed = await changedSince(context, session, { ...plan, shape }, context.tested.get(test.id));
  const sql = changed === null ? compiled.sql : plan.over(changed);
  const found = await verdict({ ...compiled, sql, summary: (source = `(\n${sql}\n)`) => compiled.summary(source) });
  const clean = found.status === 'pass' && found.failures === 0;
  return clean ? { ...found, tested: { shape, roots: plan.roots } } : found;
}

async function verdictOf(
  session: BuildSession,
  summary: string,
  severity: DataTest['config']['severity'],
  failingSql: string,
): Promise<Pick<Verdict, 'status' | 'failures' | 'failing'>> {
  const { rows } = await session.run(summary);
  const [failures, warn, error] = rows[0] ?? [0, false, false];
  const status: TestStatus = severity === 'error' && isTrue(error) ? 'fail' : isTrue(warn) ? 'warn' : 'pass';
  const failing = status === 'pass' ? null : await failingRows(session, failingSql);
  return { status, failures: Number(failures), failing };
}

/** Given rows in, expected rows out: any difference fails. */
async function judgeUnit(context: BuildContext, session: BuildSession, test: UnitTest): Promise<Verdict> {
  const { compiler, project } = context;
  const { sql } = await compiler.compileUnitTest(
    project,
    test.id,
    compileContext(context, session, { nodeId: test.id }),
  );
  const hash = volatility(sql) === 'never' ? sha256Hex(`unit\n${sql}`) : null;
  if (hash !== null && context.passed.has(hash)) return { status: 'pass', failures: 0, failing: null, sql, hash };
  const failing = await failingRows(session, sql);
  const failures = failing.rows.length;
  return { status: failures === 0 ? 'pass' : 'fail', failures, failing: failures === 0 ? null : failing, sql, hash };
}

/** ClickHouse's comparisons answer 1. */
const isTrue = (value: unknown): boolean => value === true || value === 1;

async function failingRows(session: BuildSession, sql: string): Promise<NonNullable<TestResult['failing']>> {
  const { columns, rows } = await session.run(`SELECT * FROM (\n${sql}\n) LIMIT ${KEPT_ROWS}`);
  return { columns: columns.map((column) => column.name), rows };
}
