import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { testWarehouse } from '../testing/index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

test('what goes in as text comes out as the same text: no digit, day or microsecond is lost', async (t) => {
  const { warehouse } = await testWarehouse(t);
  const tenant = warehouse.tenant(TENANT);
  const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  const row = fc.record({
    big: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    huge: fc.bigInt({ min: -(2n ** 127n) + 1n, max: 2n ** 127n - 1n }),
    cents: fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }),
    day,
    micros: fc.integer({ min: 0, max: 999_999 }),
    text: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\u0000', '')),
    double: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const places: string[] = [];
      const params: unknown[] = [];
      const expected = rows.map(({ big, huge, cents, day: at, micros, text, double }) => {
        const iso = at.toISOString();
        const ms = iso.slice(-24, -5);
        const fraction =
          micros === 0
            ? ''
            : micros % 1000 === 0
              ? `.${String(micros / 1000).padStart(3, '0')}`
              : `.${String(micros).padStart(6, '0')}`;
        const sign = cents < 0n ? '-' : '';
        const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
        const decimal = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        const values = [
          String(big),
          String(huge),
          decimal,
          iso.slice(0, -14),
          `${ms}.${String(micros).padStart(6, '0')}`,
          text,
          double,
        ];
        const types = ['BIGINT', 'HUGEINT', 'DECIMAL(38,2)', 'DATE', 'TIMESTAMP', 'VARCHAR', 'DOUBLE'];
        places.push(`SELECT ${types.map((type, i) => `CAST($${params.length + i + 1} AS ${type})`).join(', ')}`);
        params.push(...values);
        return [String(big), String(huge), decimal, iso.slice(0, -14), `${ms}${fraction}`, text, double];
      });
      const result = await tenant.query(places.join(' UNION ALL '), params);
      assert.deepEqual(
        new Set(result.rows.map((one) => JSON.stringify(one))),
        new Set(expected.map((one) => JSON.stringify(one))),
      );
    }),
    { numRuns: 30 },
  );
});
