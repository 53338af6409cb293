import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDay } from '@griot/kernel';
import fc from 'fast-check';
import { dayAfterKey, monthGrid } from '../forms/month-grid.ts';
import { matchPreset, periodPresets, presetPeriod } from './period.ts';
import { parseUrlSearch, patchSearch, readFilters, stringifyUrlSearch } from './url-search.ts';

const checks = {
  date_debut: isDay,
  zone: (value: string) => value.length <= 200,
  segment: (value: string) => ['A', 'B', 'C'].includes(value),
};

test('an address reads back as it was written', () => {
  const texts = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('zone', 'region', 'q', 'date_debut'), texts), (search) => {
      assert.deepEqual(parseUrlSearch(stringifyUrlSearch(search)), { ...search });
    }),
  );
});

test('numbers and words of an address stay texts', () => {
  assert.deepEqual(parseUrlSearch('?zone=12&region=true&vide='), { zone: '12', region: 'true' });
  assert.equal(stringifyUrlSearch({ zone: 'Akoupé & PK24', vide: '' }), '?zone=Akoup%C3%A9%20%26%20PK24');
});

test('broken or foreign filters of an address are dropped', () => {
  assert.deepEqual(readFilters({ date_debut: '2025-02-30', segment: 'Z', zone: 'Z1', autre: 'x' }, checks), {
    zone: 'Z1',
  });
});

test('a change keeps the other parameters and a null removes its own', () => {
  assert.deepEqual(patchSearch({ zone: 'Z1', onglet: 'actifs' }, { zone: null, segment: 'A' }), {
    onglet: 'actifs',
    segment: 'A',
  });
});

test('presets are whole and recognised', () => {
  assert.deepEqual(presetPeriod('last_12_months', '2026-11-21'), { from: '2025-12-01', to: '2026-11-21' });
  assert.deepEqual(presetPeriod('last_month', '2026-03-31'), { from: '2026-02-01', to: '2026-02-28' });
  assert.deepEqual(presetPeriod('last_year', '2026-03-31'), { from: '2025-01-01', to: '2025-12-31' });
  for (const preset of periodPresets) {
    assert.equal(matchPreset(presetPeriod(preset, '2026-11-21'), '2026-11-21'), preset);
  }
  assert.equal(matchPreset({ from: '2020-01-01' }, '2026-11-21'), null);
});

test('the calendar shows whole weeks from Monday', () => {
  const weeks = monthGrid('2026-02-10');
  assert.equal(weeks.length, 5);
  assert.equal(weeks[0]?.[0]?.day, '2026-01-26');
  assert.equal(weeks.flat().filter((cell) => cell.inMonth).length, 28);
  assert.equal(dayAfterKey('2026-03-01', 'ArrowUp'), '2026-02-22');
});
