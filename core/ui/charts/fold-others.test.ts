import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldOthers, OTHERS, shareOf } from './fold-others.ts';

const item = (key: string, value: string | null) => ({ key, label: key, value });

test('few items stay as they are', () => {
  const items = [item('a', '1'), item('b', '5')];
  assert.deepEqual(foldOthers(items, 6, 'Autres'), items);
});

test('the smallest become one exact sum', () => {
  const items = ['0.10', '0.20', '7', '3', null].map((value, index) => item(String(index), value));
  const folded = foldOthers(items, 3, 'Autres');
  assert.deepEqual(
    folded.map((one) => [one.key, one.value]),
    [
      ['2', '7'],
      ['3', '3'],
      [OTHERS, '0.30'],
    ],
  );
  assert.equal(shareOf(folded[0] ?? item('', null), folded), '68.0');
  assert.equal(shareOf(item('x', '0'), [item('x', '0')]), null);
});
