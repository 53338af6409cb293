import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Decimal } from '@griot/kernel';
import Papa from 'papaparse';
import { AGREEMENT, computeLines, type LineDefinition, termsOf } from './statement-lines.ts';

const seed = (name: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(
    readFileSync(new URL(`../../warehouse/seeds/${name}.csv`, import.meta.url), 'utf8').trimEnd(),
    { header: true },
  ).data;

const formOf = (standard: string): LineDefinition[] =>
  seed('etats_postes')
    .filter((line) => line.standard === standard)
    .map((line) => ({
      statement: line.etat as LineDefinition['statement'],
      reference: line.reference ?? '',
      nature: line.nature as LineDefinition['nature'],
      formula: line.formule || null,
      label: line.libelle_fr ?? '',
      source: line.source ?? '',
    }));

const line = (reference: string, nature: LineDefinition['nature'], formula: string | null = null): LineDefinition => ({
  ...{ statement: 'actif', reference, nature, formula, label: reference, source: '' },
});
const figures = (net: number) => ({
  gross: Decimal.fromUnits(BigInt(net), 0),
  wear: Decimal.zero,
  net: Decimal.fromUnits(BigInt(net), 0),
});

for (const standard of ['syscohada', 'pcg'] as const) {
  test(`the forms of ${standard} name only lines that they have, each in both languages with its source`, () => {
    const form = formOf(standard);
    const references = new Set(form.map(({ reference }) => reference));
    assert.equal(references.size, form.length);
    for (const { reference, nature, formula, source } of form) {
      assert.equal(formula !== null, nature !== 'poste', reference);
      for (const term of termsOf(formula)) assert.ok(references.has(term.reference), `${reference}: ${term.reference}`);
      assert.equal(termsOf(formula).length, formula === null ? 0 : formula.split(/[+-]/).length, reference);
      assert.ok(source !== '', reference);
    }
    for (const { libelle_fr: fr, libelle_en: en } of seed('etats_postes')) assert.ok(fr && en);
    const natures = new Map(form.map(({ reference, nature }) => [reference, nature]));
    for (const rule of seed('etats_comptes').filter((one) => one.standard === standard)) {
      const nature = natures.get(rule.reference ?? '');
      assert.ok(nature === 'poste' || nature === 'resultat', `${rule.prefixe} → ${rule.reference}`);
      assert.match(rule.prefixe ?? '', /^[1-8]\d{1,3}$/);
    }
    for (const reference of Object.values(AGREEMENT[standard])) assert.ok(references.has(reference));
  });

  test(`every line of the bilan of ${standard} is in its grand total once`, () => {
    const form = formOf(standard);
    const { assets, liabilities } = AGREEMENT[standard];
    for (const [statement, total] of [
      ['actif', assets],
      ['passif', liabilities],
    ] as const) {
      for (const { reference } of form.filter((one) => one.statement === statement && one.nature !== 'total')) {
        const lines = computeLines(form, new Map([[reference, figures(100)]]));
        assert.equal(lines.get(total)?.net.toString(), '100', reference);
      }
    }
  });
}

test('totals are sums with their signs, over sums too', () => {
  const lines = computeLines(
    [line('AA', 'poste'), line('BB', 'poste'), line('CC', 'total', 'AA-BB'), line('DD', 'total', 'CC+CC')],
    new Map([
      ['AA', figures(10)],
      ['BB', figures(4)],
    ]),
  );
  assert.deepEqual(
    [...lines].map(([reference, { net }]) => `${reference} ${net}`),
    ['AA 10', 'BB 4', 'CC 6', 'DD 12'],
  );
});

test('a form that names a line it does not have, or sums itself, is refused', () => {
  assert.throws(() => computeLines([line('AA', 'total', 'ZZ')], new Map()), /no line ZZ/);
  assert.throws(() => computeLines([line('AA', 'total', 'BB'), line('BB', 'total', 'AA')], new Map()), /sum of itself/);
});
