import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { orderGraph } from './order.ts';

test('inputs come before their readers, whatever the graph without cycles', () => {
  const graph = fc
    .integer({ min: 1, max: 40 })
    .chain((size) => fc.array(fc.array(fc.nat({ max: size }), { maxLength: 5 }), { minLength: size, maxLength: size }));
  fc.assert(
    fc.property(graph, (inputs) => {
      // Only to lower numbers: no cycle is possible.
      const dependsOn = (id: string) => (inputs[Number(id)] ?? []).filter((input) => input < Number(id)).map(String);
      const { order, cycles } = orderGraph(inputs.map((_, index) => String(index)).reverse(), dependsOn);
      assert.deepEqual(cycles, []);
      assert.equal(new Set(order).size, inputs.length);
      for (const id of order) for (const input of dependsOn(id)) assert(order.indexOf(input) < order.indexOf(id));
    }),
  );
});

test('a cycle is named as the path around it', () => {
  const graph: Record<string, string[]> = { a: ['b'], b: ['c'], c: ['a'], d: ['a', 'd'], e: [] };
  assert.deepEqual(orderGraph(Object.keys(graph), (id) => graph[id] ?? []).cycles, [
    ['a', 'b', 'c', 'a'],
    ['d', 'd'],
  ]);
});

test('a chain of many thousands is no problem', () => {
  const ids = Array.from({ length: 50_000 }, (_, index) => String(index));
  assert.equal(orderGraph(ids, (id) => [String(Number(id) + 1)]).order[0], '49999');
});
