import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PlacedWidget } from '../answers.ts';
import { bottomOf, closeUp, moveBy, resizeBy } from './arrange.ts';

const note = (id: string, x: number, y: number, w: number, h: number): PlacedWidget => ({
  place: { x, y, w, h },
  widget: { id, type: 'text', display: { text: id } },
});
const places = (items: PlacedWidget[]) => Object.fromEntries(items.map(({ widget, place }) => [widget.id, place]));

test('the keyboard moves a widget past its neighbours, and back', () => {
  const board = [note('a', 0, 0, 6, 2), note('b', 6, 0, 6, 2), note('c', 0, 2, 12, 3)];
  const down = moveBy(board, 'a', 0, 1);
  assert.ok((places(down).a?.y ?? 0) > (places(down).c?.y ?? 9), 'a lies under c');
  assert.equal(places(moveBy(down, 'a', 0, -1)).a?.y, 0);
  assert.deepEqual(places(moveBy(board, 'a', -1, 0)), places(board), 'nothing leaves at the left');
});

test('what is resized pushes what lies below, and what is removed is closed up', () => {
  const board = [note('a', 0, 0, 6, 2), note('c', 0, 2, 12, 3)];
  assert.equal(places(resizeBy(board, 'a', 0, 2)).c?.y, 4);
  assert.equal(places(closeUp(board.slice(1))).c?.y, 0);
  assert.equal(bottomOf(board), 5);
});

test('whatever one does, no widgets overlap, none leaves the grid, none is lost', () => {
  const step = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    move: fc.boolean(),
    x: fc.integer({ min: -3, max: 3 }),
    y: fc.integer({ min: -1, max: 1 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let board = [note('a', 0, 0, 4, 2), note('b', 4, 0, 4, 3), note('c', 8, 0, 4, 2), note('d', 0, 3, 12, 4)];
      for (const { id, move, x, y } of steps) board = move ? moveBy(board, id, x, y) : resizeBy(board, id, x, y);
      assert.equal(board.length, 4);
      for (const { place } of board) assert.ok(place.x >= 0 && place.y >= 0 && place.w >= 1 && place.x + place.w <= 12);
      for (const a of board)
        for (const b of board) {
          if (a === b) continue;
          const apart =
            a.place.x >= b.place.x + b.place.w ||
            b.place.x >= a.place.x + a.place.w ||
            a.place.y >= b.place.y + b.place.h ||
            b.place.y >= a.place.y + a.place.h;
          assert.ok(apart, JSON.stringify(board.map((one) => one.place)));
        }
    }),
  );
});
