import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bottomOf, closedUp, inReadingOrder, moved, resized, TILE_COLUMNS, type Tile } from './arrange-tiles.ts';

const tile = (id: string, x: number, y: number, w: number, h: number): Tile => ({ id, place: { x, y, w, h } });
const places = (items: Tile[]) => Object.fromEntries(items.map(({ id, place }) => [id, place]));
const ROWS = 12;

test('the keyboard moves a tile past its neighbours, and back', () => {
  const board = [tile('a', 0, 0, 6, 2), tile('b', 6, 0, 6, 2), tile('c', 0, 2, 12, 3)];
  const down = moved(board, 'a', 0, 1);
  assert.ok((places(down).a?.y ?? 0) > (places(down).c?.y ?? 9), 'a lies under c');
  assert.equal(places(moved(down, 'a', 0, -1)).a?.y, 0);
  assert.deepEqual(places(moved(board, 'a', -1, 0)), places(board), 'nothing leaves at the left');
  assert.deepEqual(places(moved(down, 'a', 0, 1)), places(down), 'nothing is under the lowest');
});

test('what is resized pushes what lies below, and what is removed is closed up', () => {
  const board = [tile('a', 0, 0, 6, 2), tile('c', 0, 2, 12, 3)];
  assert.equal(places(resized(board, 'a', 0, 2, ROWS)).c?.y, 4);
  assert.equal(places(resized(board, 'a', 0, 40, ROWS)).a?.h, ROWS);
  assert.equal(places(closedUp(board.slice(1))).c?.y, 0);
  assert.equal(bottomOf(board), 5);
  assert.deepEqual(
    inReadingOrder([...board].reverse()).map(({ id }) => id),
    ['a', 'c'],
  );
});

test('whatever one does, no tiles overlap, none leaves the grid, none is lost', () => {
  const step = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    move: fc.boolean(),
    x: fc.integer({ min: -3, max: 3 }),
    y: fc.integer({ min: -1, max: 1 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let board = [tile('a', 0, 0, 4, 2), tile('b', 4, 0, 4, 3), tile('c', 8, 0, 4, 2), tile('d', 0, 3, 12, 4)];
      for (const { id, move, x, y } of steps) board = move ? moved(board, id, x, y) : resized(board, id, x, y, ROWS);
      assert.deepEqual(new Set(board.map(({ id }) => id)), new Set(['a', 'b', 'c', 'd']));
      for (const { place: a, id } of board) {
        assert.ok(a.x >= 0 && a.x + a.w <= TILE_COLUMNS && a.y >= 0 && a.h >= 2 && a.w >= 2, JSON.stringify(a));
        for (const { place: b, id: other } of board) {
          const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
          assert.ok(id === other || apart, `${JSON.stringify(a)} on ${JSON.stringify(b)}`);
        }
      }
    }),
  );
});
