import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neighbour, placeGraph } from './place-graph.ts';

const ITEMS = [
  { id: 'source', reads: [] },
  { id: 'stg_a', reads: ['source'] },
  { id: 'stg_b', reads: ['source', 'not shown'] },
  { id: 'mart', reads: ['stg_a', 'stg_b'] },
];

test('what reads stands to the right of what is read, and nothing overlaps', () => {
  const { nodes, edges, width, height } = placeGraph(ITEMS);
  const at = new Map(nodes.map((node) => [node.id, node]));
  for (const { from, to } of edges) assert.ok((at.get(from)?.x ?? 0) + 196 <= (at.get(to)?.x ?? 0), `${from} ${to}`);
  assert.equal(edges.length, 4);
  assert.ok(Math.abs((at.get('stg_a')?.y ?? 0) - (at.get('stg_b')?.y ?? 0)) >= 46);
  assert.ok(nodes.every(({ x, y }) => x >= 0 && y >= 0 && x + 196 <= width && y + 46 <= height));
});

test('arrow keys follow links and columns', () => {
  const graph = placeGraph(ITEMS);
  const first = neighbour(graph, 'source', 'ArrowRight') ?? '';
  const other = first === 'stg_a' ? 'stg_b' : 'stg_a';
  const vertical = neighbour(graph, first, 'ArrowDown') ?? neighbour(graph, first, 'ArrowUp');
  assert.equal(vertical, other);
  assert.equal(neighbour(graph, first, 'ArrowRight'), 'mart');
  assert.equal(neighbour(graph, 'mart', 'ArrowRight'), null);
  assert.equal(neighbour(graph, 'nobody', 'ArrowLeft'), null);
});
