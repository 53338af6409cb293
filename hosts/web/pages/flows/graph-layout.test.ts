import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { layoutGraph } from './graph-layout.ts';

test('a diamond', () => {
  const { nodes, columns, rows } = layoutGraph([
    { name: 'a', dependsOn: [] },
    { name: 'b', dependsOn: ['a'] },
    { name: 'c', dependsOn: ['a'] },
    { name: 'd', dependsOn: ['b', 'c'] },
  ]);
  assert.deepEqual([columns, rows], [3, 2]);
  assert.deepEqual(
    nodes.map(({ name, column }) => [name, column]),
    [
      ['a', 0],
      ['b', 1],
      ['c', 1],
      ['d', 2],
    ],
  );
});

test('no two tasks in one place, every arrow goes to the right', () => {
  const graph = fc
    .integer({ min: 0, max: 14 })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => fc.subarray([...Array(index).keys()]))));
  fc.assert(
    fc.property(graph, (edges) => {
      const tasks = edges.map((before, index) => ({ name: `t${index}`, dependsOn: before.map((one) => `t${one}`) }));
      const { nodes, columns, rows } = layoutGraph(tasks);
      assert.equal(new Set(nodes.map((node) => `${node.column} ${node.row}`)).size, tasks.length);
      const at = new Map(nodes.map((node) => [node.name, node]));
      for (const task of tasks) {
        const own = at.get(task.name);
        assert.ok(own && own.column < columns && own.row < rows);
        for (const one of task.dependsOn) assert.ok((at.get(one)?.column ?? 99) < own.column);
      }
    }),
  );
});
