import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { defineFlow } from './define-flow.ts';
import { ancestorsOf, graphFaults } from './flow-graph.ts';

test('a graph tells all its faults at once', () => {
  const faults = graphFaults([
    { name: 'a', dependsOn: ['c'] },
    { name: 'b', dependsOn: ['a', 'nowhere'] },
    { name: 'c', dependsOn: ['b', 'b'] },
    { name: 'c' },
    { name: 'd', dependsOn: ['d'] },
  ]);
  assert.equal(faults.length, 4);
  assert.match(faults.join('\n'), /two tasks are called c/);
  assert.match(faults.join('\n'), /b depends on nowhere/);
  assert.match(faults.join('\n'), /c names b twice/);
  assert.match(faults.join('\n'), /d -> d/);
  assert.match(
    graphFaults([
      { name: 'a', dependsOn: ['c'] },
      { name: 'b', dependsOn: ['a'] },
      { name: 'c', dependsOn: ['b'] },
    ]).join(),
    /a -> c -> b -> a/,
  );
});

/** Tasks may depend on earlier ones only, so the graph has no cycle; then it is shuffled. */
const soundGraph = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.tuple(...Array.from({ length: size }, (_, index) => fc.subarray(Array.from({ length: index }, (_, i) => i)))),
  )
  .chain((edges) => {
    const nodes = edges.map((before, index) => ({ name: `t${index}`, dependsOn: before.map((one) => `t${one}`) }));
    return fc.shuffledSubarray(nodes, { minLength: nodes.length });
  });

test('every graph without a cycle is sound, and one edge back breaks it', () => {
  fc.assert(
    fc.property(soundGraph, (nodes) => {
      assert.deepEqual(graphFaults(nodes), []);
      const deep = nodes.find((node) => node.dependsOn.length > 0);
      if (!deep) return;
      const [first] = ancestorsOf(nodes, deep.name);
      const broken = nodes.map((node) =>
        node.name === first ? { ...node, dependsOn: [...node.dependsOn, deep.name] } : node,
      );
      assert.match(graphFaults(broken).join(), /wait for each other/);
    }),
  );
});

test('defineFlow names every fault of a flow', () => {
  const label = { fr: '', en: '' };
  const run = async () => undefined;
  assert.throws(
    () =>
      defineFlow({
        name: 'Bad Name',
        label,
        parameters: z.object({ month: z.string() }),
        schedule: { cron: '61 * * * *', timeZone: 'Africa/Abidjan' },
        tasks: [
          { name: 'A', label, run },
          { name: 'b', label, dependsOn: ['x'], retries: -1, timeoutMs: 0.5, run },
        ],
      }),
    (error: { code?: string; details?: { faults: string[] } }) => {
      assert.equal(error.code, 'flows.definition_invalid');
      assert.equal(error.details?.faults.length, 7);
      return true;
    },
  );
});
