import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from './error-place.ts';

test('the parser counts bytes', () => {
  const sql = "SELECT 'é' AS a,\n  id FORM orders";
  const position = Buffer.byteLength("SELECT 'é' AS a,\n  id FORM ");
  assert.deepEqual(placeOf(sql, { position }), { line: 2, column: 11 });
});

test('the engine draws an arrow', () => {
  const engine = 'Binder Error: Referenced column "idd" not found!\n\nLINE 2:   idd, id,\n          ^';
  assert.deepEqual(placeOf('SELECT 1,\n  idd, id,\n id FROM orders', { engine }), { line: 2, column: 3 });
});

test('of a long line the engine shows a part', () => {
  const many = Array.from({ length: 60 }, (_, at) => `column_${at}`).join(', ');
  const sql = `SELECT ${many}, idd, ${many} FROM orders`;
  const at = sql.indexOf('idd');
  const part = `...${sql.slice(at - 70, at + 50)}...`;
  const engine = `Binder Error: no\n\nLINE 1: ${part}\n${' '.repeat('LINE 1: ...'.length + 70)}^`;
  assert.deepEqual(placeOf(sql, { engine }), { line: 1, column: at + 1 });
});

test('what says no place has none', () => {
  assert.equal(placeOf('SELECT 1', { engine: 'Out of Memory Error' }), null);
  assert.equal(placeOf('SELECT 1', {}), null);
});
