import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords, lexiconOf, readOthers } from '../others.ts';
import { mistypedCases, namedCases } from './names.ts';
import { NO_ORDERS, REFUSED } from './refused.ts';
import { type Case, casesOf } from './words.ts';
import { ZONES_INVOICES } from './zones-invoices.ts';
import { ZONES_LAND } from './zones-land.ts';
import { ZONES_MONEY } from './zones-money.ts';

const PLACES = [
  { fr: '', en: '', filter: '' },
  { fr: ' à Vridi', en: ' in Vridi', filter: ' where zone__nom_zone eq "Vridi"' },
];
const TIMES = [
  { fr: '', en: '', range: '' },
  { fr: ' en 2025', en: ' in 2025', range: ' in 2025-01-01..2025-12-31' },
  { fr: ' le mois dernier', en: ' last month', range: ' in 2026-10-01..2026-10-31' },
];

const ZONES = [...ZONES_MONEY, ...ZONES_INVOICES, ...ZONES_LAND];
const SILENT = new Set(['clarify', 'unknown']);

/** Asks again, and says what became of it. */
async function judge(application: string, cases: readonly Case[]) {
  const { asOf, values } = await readOthers(application);
  const lexicon = await lexiconOf(application, values);
  const count = { right: 0, asked: 0, other: 0 };
  const others = cases.flatMap(({ q, right, asked }) => {
    const got = inWords(lexicon, asOf, { q });
    const verdict = right.includes(got) ? 'right' : asked && SILENT.has(got) ? 'asked' : 'other';
    count[verdict] += 1;
    return verdict === 'other' ? [`${q}\n  right ${right[0]}\n  now   ${got}`] : [];
  });
  return { count, others };
}

test('every figure of Zones is found by its nouns and verbs, in the tenses, turns and courtesies of both languages', async (t) => {
  const { count, others } = await judge('zones', casesOf(ZONES, PLACES, TIMES));
  t.diagnostic(`right ${count.right}, asked ${count.asked}, other ${count.other}`);
  assert.deepEqual(others, []);
  assert.ok(count.right > 2000);
});

test('orders to write are refused in every mood and courtesy, and what was done is still told', async (t) => {
  const all = [
    ...REFUSED.map((q) => ({ q, right: ['refused'] })),
    ...NO_ORDERS.map(([q, right]) => ({ q, right: [right] })),
  ];
  const { count, others } = await judge('zones', all);
  t.diagnostic(`right ${count.right}, other ${count.other}`);
  assert.deepEqual(others, []);
});

test('places, trades and classes are found by their names, whatever stands before them', async (t) => {
  const { values } = await readOthers('zones');
  const { count, others } = await judge('zones', namedCases(values.zone__nom_zone ?? []));
  t.diagnostic(`right ${count.right}, other ${count.other}`);
  assert.deepEqual(others, []);
});

test('a typing error is mended to what was meant or said to be unknown, and never makes another figure', async (t) => {
  const { values } = await readOthers('zones');
  const { count, others } = await judge('zones', mistypedCases(values.zone__nom_zone ?? [], ZONES));
  t.diagnostic(`right ${count.right}, asked ${count.asked}, other ${count.other}`);
  assert.deepEqual(others, []);
  assert.ok(count.right > 4 * count.asked);
});
