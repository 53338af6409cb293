import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, startOf } from './calendar.ts';
import { RELATIVE_PERIODS, resolvePeriod } from './relative-period.ts';

test('periods as people say them, across the ends of months, quarters and years', () => {
  assert.deepEqual(resolvePeriod('last_month', '2026-03-31'), { from: '2026-02-01', to: '2026-02-28' });
  assert.deepEqual(resolvePeriod('last_quarter', '2026-01-01'), { from: '2025-10-01', to: '2025-12-31' });
  assert.deepEqual(resolvePeriod('last_week', '2026-03-01'), { from: '2026-02-16', to: '2026-02-22' });
  assert.deepEqual(resolvePeriod('last_year', '2024-02-29'), { from: '2023-01-01', to: '2023-12-31' });
  assert.deepEqual(resolvePeriod('last_12_months', '2026-11-21'), { from: '2025-12-01', to: '2026-11-21' });
  assert.deepEqual(resolvePeriod('full_12_months', '2026-11-21'), { from: '2025-11-01', to: '2026-10-31' });
  assert.deepEqual(resolvePeriod('full_12_months', '2026-02-28'), { from: '2025-03-01', to: '2026-02-28' });
});

test('no period is upside down, none reaches into tomorrow, a last one ends before this one begins', () => {
  const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n));
  fc.assert(
    fc.property(days, fc.constantFrom(...RELATIVE_PERIODS), (today, period) => {
      const { from, to } = resolvePeriod(period, today);
      assert.ok(from <= to && to <= today);
      if (period === 'last_month') assert.ok(to < startOf('month', today));
      if (period === 'last_quarter') assert.equal(addDays(to, 1), startOf('quarter', today));
    }),
  );
});
