import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { settleRun, type TaskStanding, type TaskState } from './settle-run.ts';

const stand = (name: string, state: TaskState, dependsOn: string[] = []): TaskStanding => ({ name, state, dependsOn });

test('what waits for a failed task is skipped, what does not goes on', () => {
  const { changes, end } = settleRun(
    [stand('a', 'failed'), stand('b', 'pending', ['a']), stand('c', 'pending', ['b']), stand('d', 'pending')],
    false,
  );
  assert.deepEqual(Object.fromEntries(changes), { b: 'skipped', c: 'skipped', d: 'ready' });
  assert.equal(end, undefined);
});

test('a cancellation starts nothing new and waits for what runs', () => {
  const running = [stand('a', 'running'), stand('b', 'ready'), stand('c', 'pending', ['a'])];
  const { changes, end } = settleRun(running, true);
  assert.deepEqual(Object.fromEntries(changes), { b: 'cancelled', c: 'cancelled' });
  assert.equal(end, undefined);
  assert.equal(settleRun([stand('a', 'succeeded'), stand('b', 'cancelled')], true).end, 'cancelled');
  assert.equal(settleRun([stand('a', 'succeeded')], true).end, 'succeeded');
});

type Step = { pick: number; outcome: 'succeeded' | 'failed' };
const graph = fc
  .integer({ min: 1, max: 9 })
  .chain((size) =>
    fc.tuple(...Array.from({ length: size }, (_, index) => fc.subarray(Array.from({ length: index }, (_, i) => i)))),
  );
const steps = fc.array(
  fc.record({ pick: fc.nat(), outcome: fc.constantFrom('succeeded', 'succeeded', 'succeeded', 'failed') }),
  { minLength: 9, maxLength: 9 },
) as fc.Arbitrary<Step[]>;

test('every run ends, each task starts at most once and only after all it waits for', () => {
  fc.assert(
    fc.property(graph, steps, fc.option(fc.nat(9)), (edges, script, cancelAt) => {
      const tasks = edges.map((before, index) => ({
        name: `t${index}`,
        dependsOn: before.map((one) => `t${one}`),
        state: 'pending' as TaskState,
      }));
      const started = new Set<string>();
      const stateOf = (name: string): TaskState | undefined => tasks.find((task) => task.name === name)?.state;
      for (let round = 0; ; round += 1) {
        const cancel = cancelAt !== null && round >= cancelAt;
        const { changes, end } = settleRun(tasks, cancel);
        for (const task of tasks) task.state = changes.get(task.name) ?? task.state;
        assert.equal(settleRun(tasks, cancel).changes.size, 0, 'settling twice changes nothing more');
        if (end !== undefined) {
          assert.equal(
            end === 'failed',
            tasks.some((task) => task.state === 'failed'),
          );
          assert.ok(tasks.every((task) => !['pending', 'ready', 'running'].includes(task.state)));
          return;
        }
        const ready = tasks.filter((task) => task.state === 'ready');
        const step = script[round] ?? { pick: 0, outcome: 'succeeded' as const };
        const next = ready[step.pick % ready.length];
        assert.ok(next, 'a run that has not ended has something to do');
        assert.ok(!started.has(next.name));
        assert.ok(next.dependsOn.every((name) => stateOf(name) === 'succeeded'));
        started.add(next.name);
        next.state = step.outcome;
      }
    }),
  );
});
