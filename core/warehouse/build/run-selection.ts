import type { DataTest, Node, Selection, UnitTest } from '../project/manifest.ts';
import type { SessionPool } from './build-session.ts';
import type { NodeResult, RunResult, TestResult } from './build-types.ts';
import type { BuildContext } from './node-work.ts';
import { runNode } from './run-node.ts';
import { type AnyTest, runTest, skipTest } from './run-test.ts';
import { runTasks, type Task } from './task-graph.ts';

type Outcome = { node: NodeResult } | { test: TestResult };

export interface Work {
  /** Nodes to build; empty when only tests are run. */
  nodes: Node[];
  tests: DataTest[];
  unitTests: UnitTest[];
}

export function workOf(context: BuildContext, selection: Selection, what: { nodes: boolean; tests: boolean }): Work {
  const { project } = context;
  const tests = new Set(what.tests ? selection.tests : []);
  const units = new Set(what.tests ? selection.unitTests : []);
  return {
    nodes: what.nodes ? selection.nodes.flatMap((id) => buildable(project.nodes.get(id))) : [],
    tests: project.tests.filter((test) => tests.has(test.id)),
    unitTests: project.unitTests.filter((test) => units.has(test.id)),
  };
}

/** Ephemeral models are part of the SQL of their readers. */
function buildable(node: Node | undefined): Node[] {
  return node === undefined || node.config.materialized === 'ephemeral' ? [] : [node];
}

/**
 * Nodes after their inputs, unit tests before their model, data tests after what they look at. What comes after a failed
 * node or error-level test is skipped.
 */
export async function runWork(context: BuildContext, pool: SessionPool, work: Work): Promise<RunResult> {
  const total = work.nodes.length + work.tests.length + work.unitTests.length;
  let done = 0;
  const ancestors = ancestorsOf(context);
  const nodeTask = (node: Node): Task<Outcome> => ({
    id: node.id,
    after: [
      ...(ancestors.get(node.id) ?? []),
      ...work.unitTests.filter((test) => test.model === node.id).map((test) => test.id),
      ...work.tests.filter((test) => gates(test, ancestors.get(node.id))).map((test) => test.id),
    ],
    run: (skipped) =>
      pool.use(async (session) => {
        context.emit({ type: 'node_started', id: node.id, name: node.alias, done, total });
        const result = skipped ? skipNode(context, node) : await runNode(context, session, node);
        done += 1;
        context.emit({ type: 'node_finished', ...result, done, total });
        return { node: result };
      }),
    failed: (outcome) => 'node' in outcome && outcome.node.status === 'error',
  });
  const testTask = (test: AnyTest, after: string[]): Task<Outcome> => ({
    id: test.id,
    after,
    run: (skipped) =>
      pool.use(async (session) => {
        const result = skipped ? skipTest(context, test) : await runTest(context, session, test);
        done += 1;
        context.emit({ type: 'test_finished', ...result, done, total });
        return { test: result };
      }),
    failed: (outcome) => 'test' in outcome && (outcome.test.status === 'fail' || outcome.test.status === 'error'),
  });
  const outcomes = await journalled(context, pool, [
    ...work.nodes.map(nodeTask),
    ...work.tests.map((test) =>
      testTask(
        test,
        test.dependsOn.flatMap((id) => [id, ...(ancestors.get(id) ?? [])]),
      ),
    ),
    ...work.unitTests.map((test) => testTask(test, [...(ancestors.get(test.model) ?? [])])),
  ]);
  const nodes = outcomes.flatMap((outcome) => ('node' in outcome ? [outcome.node] : []));
  const tests = outcomes.flatMap((outcome) => ('test' in outcome ? [outcome.test] : []));
  const ok =
    nodes.every((node) => node.status === 'built' || node.status === 'reused') &&
    tests.every((test) => test.status === 'pass' || test.status === 'warn');
  return { buildId: context.state.buildId, ok, nodes, tests };
}

/** Lines of the journal are written at the end, also when the work breaks off, and whenever many wait. */
async function journalled(context: BuildContext, pool: SessionPool, tasks: Task<Outcome>[]): Promise<Outcome[]> {
  const { journal } = context;
  const flush = (): Promise<void> => pool.use((session) => journal.flush(session));
  const noting = tasks.map((task) => ({
    ...task,
    async run(skipped: boolean): Promise<Outcome> {
      const outcome = await task.run(skipped);
      if (journal.waiting >= 100) await flush();
      return outcome;
    },
  }));
  let outcomes: Outcome[];
  try {
    outcomes = await runTasks(noting);
  } catch (error) {
    await flush().catch(() => undefined);
    throw error;
  }
  await flush();
  return outcomes;
}

/** Every node and source that a node is made from, directly or not. The project lists nodes after their inputs. */
function ancestorsOf({ project }: BuildContext): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const node of project.nodes.values()) {
    const mine = new Set<string>();
    for (const input of node.dependsOn) {
      mine.add(input);
      for (const further of all.get(input) ?? []) mine.add(further);
    }
    all.set(node.id, mine);
  }
  return all;
}

/** A node waits for the tests of what it is made from, when all that a test looks at is among that. */
function gates(test: DataTest, ancestors: ReadonlySet<string> | undefined): boolean {
  return test.dependsOn.length > 0 && test.dependsOn.every((id) => ancestors?.has(id) ?? false);
}

function skipNode(context: BuildContext, node: Node): NodeResult {
  const result: NodeResult = { id: node.id, name: node.alias, status: 'skipped', rows: null, ms: 0 };
  context.journal.node({ ...result, relation: null, contentId: null, startedAt: new Date(), sql: null });
  return result;
}
