import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_WIDGETS } from '../../domain/widgets.ts';
import { COLUMNS, closedUp, moved, resized } from './arrange-widgets.ts';
import { inReadingOrder } from './reading-order.ts';

const STEPS = [
  ['moved', -1, 0],
  ['moved', 1, 0],
  ['moved', 0, -1],
  ['moved', 0, 1],
  ['resized', -1, 0],
  ['resized', 1, 0],
  ['resized', 0, -1],
  ['resized', 0, 1],
] as const;

test('whatever keys are pressed, widgets stay inside the grid and never lie on each other', () => {
  const ids = DEFAULT_WIDGETS.map(({ id }) => id);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...STEPS)), { maxLength: 40 }), (keys) => {
      let items = closedUp(DEFAULT_WIDGETS);
      for (const [id, [what, x, y]] of keys) items = (what === 'moved' ? moved : resized)(items, id, x, y);
      assert.deepEqual(new Set(items.map(({ id }) => id)), new Set(ids));
      for (const { place: a, id } of items) {
        assert.ok(a.x >= 0 && a.x + a.w <= COLUMNS && a.y >= 0 && a.h >= 2 && a.w >= 2, JSON.stringify(a));
        for (const { place: b, id: other } of items) {
          const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
          assert.ok(id === other || apart, `${JSON.stringify(a)} on ${JSON.stringify(b)}`);
        }
      }
    }),
  );
});

test('a widget goes down past its neighbour, and back', () => {
  const items = closedUp(DEFAULT_WIDGETS);
  const [first] = inReadingOrder(items);
  const down = moved(items, first?.id ?? '', 0, 1);
  assert.notEqual(inReadingOrder(down)[0]?.id, first?.id);
  let up = down;
  for (let n = 0; n < 3; n += 1) up = moved(up, first?.id ?? '', 0, -1);
  assert.equal(up.find(({ id }) => id === first?.id)?.place.y, 0);
});
