import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesWithRoom } from './names-with-room.ts';

test('no name covers another; the chosen one is always written; who has room is written', () => {
  const names = [
    { id: 'a', name: 'Yamoussoukro', x: 100, y: 100 },
    { id: 'b', name: 'Abidjan', x: 110, y: 106 },
    { id: 'c', name: 'Dakar', x: 10, y: 100 },
    { id: 'd', name: 'San-Pédro', x: 100, y: 130 },
  ];
  assert.deepEqual([...namesWithRoom(names, null)], ['a', 'c', 'd']);
  assert.deepEqual([...namesWithRoom(names, 'b')], ['b', 'c', 'd']);
  assert.deepEqual([...namesWithRoom([], 'b')], []);
});
