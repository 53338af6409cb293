import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCsvRows } from './csv-rows.ts';

test('cells are texts, empty ones null, quoted ones as they are', () => {
  assert.deepEqual(readCsvRows('id,name\n1, Awa \n2,\n3,""\n4,"a, ""b""\nc"\n'), [
    { id: '1', name: 'Awa' },
    { id: '2', name: null },
    { id: '3', name: '' },
    { id: '4', name: 'a, "b"\nc' },
  ]);
  assert.deepEqual(readCsvRows('  id\n  1\n\n  2\n'), [{ id: '1' }, { id: '2' }]);
  assert.deepEqual(readCsvRows('id,name'), []);
  assert.deepEqual(readCsvRows('a,b\n1'), [{ a: '1', b: null }]);
});

test('what is written as CSV is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
      const text = ['x,y', ...rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))].join(
        '\n',
      );
      assert.deepEqual(
        readCsvRows(text),
        rows.map(([x, y]) => ({ x, y })),
      );
    }),
  );
});
