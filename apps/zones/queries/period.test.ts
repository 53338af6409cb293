import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changePct, figure, figureOf } from './figures.ts';
import { landPeriodOf, monthsOf, movedBack, periodLabel, periodOf, previousPeriod } from './period.ts';

test('twelve full months when nothing is said', () => {
  assert.deepEqual(periodOf({}, '2026-11-21'), { from: '2025-11-01', to: '2026-10-31' });
  assert.deepEqual(periodOf({}, '2026-11-30'), { from: '2025-12-01', to: '2026-11-30' });
  assert.deepEqual(periodOf({}, '2024-03-01'), { from: '2023-03-01', to: '2024-02-29' });
  assert.deepEqual(periodOf({ date_fin: '2026-05-15' }, '2026-11-21'), { from: '2025-06-01', to: '2026-05-15' });
  assert.deepEqual(periodOf({ date_debut: '2026-05-15' }, '2026-11-21'), { from: '2026-05-15', to: '2026-11-21' });
  assert.deepEqual(periodOf({ date_debut: '2026-05-15', date_fin: '2026-05-01' }, '2026-11-21').from, '2026-05-01');
});

test('land is looked at on a day that has been', () => {
  assert.deepEqual(landPeriodOf({}, '2026-11-21'), { from: '2025-11-22', to: '2026-11-21' });
  assert.deepEqual(landPeriodOf({ date_fin: '2030-01-01' }, '2026-11-21').to, '2026-11-21');
});

test('the period before has the same length; whole months stay whole', () => {
  const year = { from: '2025-11-01', to: '2026-10-31' };
  assert.deepEqual(previousPeriod(year), { from: '2024-11-01', to: '2025-10-31' });
  assert.equal(movedBack('2026-11-21', year), '2025-11-21');
  assert.deepEqual(previousPeriod({ from: '2024-03-01', to: '2024-03-31' }), { from: '2024-02-01', to: '2024-02-29' });
  const days = { from: '2026-05-10', to: '2026-05-19' };
  assert.deepEqual(previousPeriod(days), { from: '2026-04-30', to: '2026-05-09' });
  assert.equal(movedBack('2026-11-21', days), '2026-11-11');
});

test('names and months of periods', () => {
  assert.equal(periodLabel({ from: '2024-11-01', to: '2025-10-31' }, 'fr'), 'nov. 2024 – oct. 2025');
  assert.equal(periodLabel({ from: '2025-05-01', to: '2025-05-31' }, 'fr'), 'mai 2025');
  assert.equal(periodLabel({ from: '2025-05-02', to: '2025-05-31' }, 'en'), '02/05/2025 – 31/05/2025');
  assert.deepEqual(monthsOf({ from: '2025-11-15', to: '2026-01-02' }), ['2025-11-01', '2025-12-01', '2026-01-01']);
});

test('figures are exact texts; nothing is null, never zero', () => {
  assert.equal(figure('123456789012345678.10'), '123456789012345678.10');
  assert.equal(figure(12), '12');
  assert.equal(figureOf(1.005, 'percent'), '1.01');
  assert.equal(figureOf('33.3', 'percent'), '33.30');
  assert.equal(figureOf(null, 'percent'), null);
  assert.equal(changePct('110.00', '100.00'), '10.0');
  assert.equal(changePct('-5', '-10'), '50.0');
  assert.equal(changePct('5', '0'), null);
  assert.equal(changePct(null, '1'), null);
});
