import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CellValue } from '@griot/sheets';
import { findPeriod } from './find-period.ts';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const find = (...rows: CellValue[][]) => findPeriod(rows.map((cells, index) => ({ line: index + 1, cells })));
const YEAR = { start: '2025-01-01', end: '2025-12-31' };

test('the period stands where reports put it, and nowhere else', () => {
  const good: CellValue[][][] = [
    // The start two cells on, the end on a line of its own, the day of printing before and between them.
    [
      [null, 'Date de tirage', day('2026-02-03')],
      ['X', null, 'Période du', null, day('2025-01-01')],
      [null, null, 'au', null, day('2025-12-31')],
    ],
    [
      ['PERIODE DU', 45_658],
      ['Page :', 1],
      ['au', 46_022],
    ],
    [['Période du 01/01/2025 au 31/12/2025']],
    [['Exercice', 'période  du 010125', 'au 311225']],
    [['Période du', '01/01/25', 'au', '31/12/25', '15/01/26']],
    [['Période du', '01/01/25', '31/12/25']],
    [['Période du 01/01/25'], [null, 'AU'], ['Au 31/12/2025', 'x']].slice(0, 1).concat([['au', '31/12/25']]),
  ];
  for (const rows of good) {
    const found = find(...rows);
    assert.equal(found.found, 'whole', JSON.stringify(rows));
    assert.deepEqual(found.found === 'whole' && found.period, YEAR);
  }
});

test('a period that is not there is not made up', () => {
  assert.deepEqual(find(['Date de tirage', day('2026-02-03')], ['Page', 1]), { found: 'nothing' });
  assert.equal(find(['Période du', null], [day('2025-01-01')]).found, 'no_start');
  assert.equal(find(['Période du', day('2025-01-01')], ['Imprimé le', day('2025-12-31')]).found, 'no_end');
  assert.equal(find(['Période du', day('2025-12-31'), 'au', day('2025-01-01')]).found, 'inverted');
  assert.equal(find(['Période du', day('2025-01-01'), 'au', day('2025-01-01')]).found, 'inverted');
  assert.equal(find(['Période du', 12, 'au', 31]).found, 'no_start', 'small numbers are no dates');
});
