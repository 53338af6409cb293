import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeFiles, slotOf } from './place-files.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));
const shown = ({ placed, left }: ReturnType<typeof placeFiles>) => ({
  placed: Object.fromEntries(Object.entries(placed).map(([slot, file]) => [slot, file?.name])),
  left: left.map(({ name }) => name),
});

test('a name says the slot, as programs and people write it', () => {
  const cases: [string, ReturnType<typeof slotOf>][] = [
    ['GrandLivre.xlsx', 'GRAND_LIVRE_COMPTES'],
    ['20250131_GrandLivreTiers_Comptoir.xlsx', 'GRAND_LIVRE_TIERS'],
    ['Grand livre des tiers janv.xls', 'GRAND_LIVRE_TIERS'],
    ['grand_livre_comptes.csv', 'GRAND_LIVRE_COMPTES'],
    ['GL 2025.txt', 'GRAND_LIVRE_COMPTES'],
    ['PlanTiers.csv', 'PLAN_TIERS'],
    ['plan comptable général.xlsx', 'PLAN_COMPTES'],
    ['PlanComptes.xlsx', 'PLAN_COMPTES'],
    ['Codes journaux.txt', 'CODE_JOURNAL'],
    ['CodeJournal.xlsx', 'CODE_JOURNAL'],
    ['123456789FEC20251231.txt', 'FEC'],
    ['FEC 2025.txt', 'FEC'],
    ['export (3).xlsx', null],
  ];
  for (const [name, slot] of cases) assert.equal(slotOf(name), slot, name);
});

test('files dropped together go where their names say, the others where there is room', () => {
  const files = named('export.xlsx', 'PlanTiers.xlsx', 'GrandLivre.xlsx', 'Journaux.xlsx', 'GrandLivreTiers.xlsx');
  assert.deepEqual(shown(placeFiles({}, files)), {
    placed: {
      PLAN_COMPTES: 'export.xlsx',
      PLAN_TIERS: 'PlanTiers.xlsx',
      GRAND_LIVRE_COMPTES: 'GrandLivre.xlsx',
      CODE_JOURNAL: 'Journaux.xlsx',
      GRAND_LIVRE_TIERS: 'GrandLivreTiers.xlsx',
    },
    left: [],
  });
});

test('what has no slot is told, what was there stays, the same slot again is replaced', () => {
  const before = { PLAN_TIERS: { name: 'plan tiers 1.xlsx' } };
  const many = named('plan tiers 2.xlsx', ...Array.from({ length: 6 }, (_, at) => `x${at}.xlsx`));
  const { placed, left } = shown(placeFiles(before, many));
  assert.equal(placed.PLAN_TIERS, 'plan tiers 2.xlsx');
  assert.deepEqual(left, ['x4.xlsx', 'x5.xlsx']);
});
