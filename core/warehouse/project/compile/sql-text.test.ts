import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addCtes, skipComments, withoutSemicolon } from './sql-text.ts';

const CTES = ['a as (select 1)', 'b as (select 2)'];

test('CTEs go before the statement, or join the WITH it has', () => {
  const cases: [string, string][] = [
    ['select * from a', 'with a as (select 1),\nb as (select 2)\nselect * from a'],
    ['with c as (select 3) select 1', 'with a as (select 1),\nb as (select 2), c as (select 3) select 1'],
    [
      'WITH RECURSIVE c as (select 3) select 1',
      'WITH RECURSIVE a as (select 1),\nb as (select 2), c as (select 3) select 1',
    ],
    [
      '-- with x\n/* with */ with c as (select 3) select 1',
      '-- with x\n/* with */ with a as (select 1),\nb as (select 2), c as (select 3) select 1',
    ],
    [
      'with/* why */recursive c as (select 1) select 1',
      'with/* why */recursive a as (select 1),\nb as (select 2), c as (select 1) select 1',
    ],
    ['-- only\nwithout_with()', '-- only\nwith a as (select 1),\nb as (select 2)\nwithout_with()'],
    ['(select 1) union all (select 2)', 'with a as (select 1),\nb as (select 2)\n(select 1) union all (select 2)'],
  ];
  for (const [sql, expected] of cases) assert.equal(addCtes(sql, CTES), expected);
  assert.equal(addCtes('select 1', []), 'select 1');
});

test('comments and white space before a statement are skipped, whatever is in them', () => {
  const gap = fc.array(fc.constantFrom(' ', '\n', '-- with \n', '/* select ; */', '\t'), { maxLength: 8 });
  fc.assert(
    fc.property(gap, (parts) => assert.equal(skipComments(`${parts.join('')}select 1`), parts.join('').length)),
  );
  assert.equal(skipComments('-- no end'), 9);
  assert.equal(skipComments('/* no end'), 9);
});

test('a semicolon at the end is not part of the statement', () => {
  assert.equal(withoutSemicolon('select 1;\n ;'), 'select 1\n ');
  assert.equal(withoutSemicolon("select ';'"), "select ';'");
});
