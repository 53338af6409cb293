import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@griot/kernel';
import fc from 'fast-check';
import { loadRows } from '../testing/load-rows.ts';
import { testWarehouse } from '../testing/test-warehouse.ts';

const COLUMNS = { lot: 'VARCHAR', ligne: 'INTEGER', montant: 'DECIMAL(18,2)', texte: 'VARCHAR' };

/** What a load is to leave: rows by lot and line. */
type Table = Map<string, (string | null)[]>;

test('a slice that is loaded replaces itself alone, and what a table holds is known without reading the others again', async (t) => {
  const { warehouse } = await testWarehouse(t);
  const row = fc.tuple(fc.nat(5), fc.integer({ min: -99_999, max: 99_999 }), fc.option(fc.constantFrom('a', 'é"', '')));
  const step = fc.record({
    slices: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 2 }),
    rows: fc.uniqueArray(row, { selector: ([line]) => line, maxLength: 6 }),
    // Rows of a lot that is not named go beside what that lot has.
    strays: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
      const tenant = warehouse.tenant(newId(0));
      const table: Table = new Map();
      for (const [at, { slices, rows, strays }] of steps.entries()) {
        const lot = strays ? 9 : (slices[0] ?? 0);
        const cells = rows.map(([line, units, text]) => [`L${lot}`, String(line), (units / 100).toFixed(2), text]);
        const values = slices.map((slice) => `L${slice}`);
        const before = contentOf(table);
        for (const [key, [own]] of table) if (values.includes(own ?? '')) table.delete(key);
        for (const one of cells) table.set(`${one[0]} ${one[1]}`, one);
        const load = { source: 'lignes', columns: COLUMNS, key: ['lot', 'ligne'] };
        const first = await loadRows(tenant, {
          ...{ ...load, rows: cells, loadId: `un-${at}`, mode: 'upsert', without: { column: 'lot', values } },
        });
        assert.equal(first.rows, table.size);
        if (at > 0) assert.equal(first.unchanged, contentOf(table) === before);
        // The whole of it, read again from its rows, is told to be the same: the digest is that of what is there.
        const whole = await loadRows(tenant, { ...load, rows: [...table.values()], loadId: `tout-${at}` });
        assert.equal(whole.unchanged, true, JSON.stringify({ at, table: [...table.values()] }));
      }
    }),
    { numRuns: 25 },
  );
});

const contentOf = (table: Table): string =>
  JSON.stringify([...table.values()].map((row) => JSON.stringify(row)).sort());
