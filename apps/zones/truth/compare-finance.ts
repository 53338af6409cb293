import assert from 'node:assert/strict';
import type { z } from 'zod';
import type { bySector, monthlyTrends, overdueAgeing, summary, topClients, topZones } from '../http/contract.ts';
import type { ZonesPlatform } from '../testing/zones-platform.ts';
import { type Choice, type Expected, spanBefore, spanOf } from './expected.ts';
import { money, percent } from './invoice-state.ts';
import { months } from './read-rows.ts';

export const addressOf = (path: string, choice: object): string => {
  const query = new URLSearchParams(
    Object.entries(choice).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return query.size === 0 ? path : `${path}?${query}`;
};

/** Money and counts to the last digit; rates, which the engine divides as doubles, to their last shown digit. */
export function assertFigure(actual: string | null, expected: string | null | undefined, where: string): void {
  if (actual === expected) return;
  const near =
    actual !== null && typeof expected === 'string' && Math.abs(Number(actual) - Number(expected)) <= 0.010_000_1;
  assert.ok(near && /pct|taux|delai|moyen|part/.test(where), `${where}: ${actual} instead of ${expected}`);
}

/** Compares the cards of a summary, `previous` of each too; `later` says what is known of the period before. */
export function assertCards(
  answer: z.output<typeof summary>,
  now: Record<string, string | null>,
  before: Record<string, string | null> | null,
  where: string,
): void {
  for (const { metric, value, previous } of answer.kpis) {
    if (!(metric in now)) continue;
    assertFigure(value, now[metric], `${where} ${metric}`);
    if (before && metric in before) assertFigure(previous, before[metric], `${where} ${metric} before`);
  }
}

/** Debts and rates of the span before are taken at the same age, revenue as it is. */
export function financeBefore(expected: Expected, choice: Choice): Record<string, string | null> {
  const { span, day } = spanBefore(spanOf(choice, expected.asOf), expected.asOf);
  const plain = expected.finance(choice, span);
  const sameAge = expected.finance(choice, span, day);
  const ripening = [
    'montant_impaye',
    'creances_clients_montant',
    'taux_paiement_pct',
    'taux_recouvrement',
    'delai_moyen_paiement',
  ];
  return { ...plain, ...Object.fromEntries(ripening.map((name) => [name, sameAge[name] ?? null])) };
}

export async function compareFinance(platform: ZonesPlatform, expected: Expected, choice: Choice): Promise<void> {
  const span = spanOf(choice, expected.asOf);
  const where = JSON.stringify(choice);
  const get = <T>(name: string, extra = {}): Promise<T> =>
    platform.get<T>(addressOf(`/api/${name}`, { ...choice, ...extra }));

  const cards = await get<z.output<typeof summary>>('financier/summary');
  assert.deepEqual(cards.period, span, where);
  assert.equal(cards.kpis.length, 6);
  assertCards(cards, expected.finance(choice, span), financeBefore(expected, choice), `financier ${where}`);

  const operations = await get<z.output<typeof summary>>('operationnel/summary');
  assert.equal(operations.kpis.length, 8);
  const now = { ...expected.finance(choice, span), encaissements: expected.received(choice, span) };
  const { span: earlier } = spanBefore(span, expected.asOf);
  assertCards(
    operations,
    now,
    { ...financeBefore(expected, choice), encaissements: expected.received(choice, earlier) },
    `operationnel ${where}`,
  );

  const ageing = await get<z.output<typeof overdueAgeing>>('financier/impayes');
  assert.equal(ageing.asOf, expected.asOf);
  assert.equal(ageing.total, money(expected.sums(choice, span).overdue), `impayes ${where}`);
  const buckets = Object.fromEntries(ageing.buckets.map(({ bucket, ...rest }) => [bucket, rest]));
  assert.deepEqual(buckets, expected.ageing(choice, span), `impayes ${where}`);

  const zones = await get<z.output<typeof topZones>>('financier/top_zones_performance');
  const byZone = group(expected, choice, (company) => (company.zoneId === null ? 'Sans zone' : company.zone));
  assert.deepEqual(new Set(zones.items.map((item) => item.zone)), new Set(byZone.keys()), `zones ${where}`);
  for (const item of zones.items) {
    const figures = byZone.get(item.zone);
    assert.equal(item.ca_total, figures?.ca_total, `zone ${item.zone} ${where}`);
    assert.equal(item.montant_impaye, figures?.montant_impaye, `zone ${item.zone} ${where}`);
    assertFigure(item.taux_paiement_pct, figures?.taux_paiement_pct, `taux of zone ${item.zone} ${where}`);
  }
  assertDescending(zones.items.map((item) => item.ca_total));

  const sectors = await get<z.output<typeof bySector>>('financier/by_secteur');
  const bySectorTruth = group(expected, choice, (company) => company.sector);
  const whole = expected.sums(choice, span).revenue;
  assert.equal(sectors.items.length, bySectorTruth.size, `sectors ${where}`);
  for (const item of sectors.items) {
    const figures = bySectorTruth.get(item.secteur);
    assert.equal(item.ca_total, figures?.ca_total, `${item.secteur} ${where}`);
    assert.equal(item.montant_impaye, figures?.montant_impaye, `${item.secteur} ${where}`);
    assertFigure(
      item.part_pct,
      percent(BigInt((item.ca_total ?? '0').replace('.', '')), whole),
      `part of ${item.secteur}`,
    );
  }

  const clients = await get<z.output<typeof topClients>>('financier/top_clients', { limit: 20 });
  // Zones and sectors have a line though all their invoices be cancelled; a client then is not among the top ones.
  const billed = [...group(expected, choice, (company) => company.id)].filter(([, one]) => one.factures_emises !== '0');
  const byClient = new Map(billed);
  assert.equal(clients.items.length, Math.min(20, byClient.size), `top clients ${where}`);
  const order = [...byClient.values()].map((figures) => Number(figures.ca_total)).sort((a, b) => b - a);
  for (const [index, item] of clients.items.entries()) {
    assert.equal(item.ca_total, byClient.get(item.id_entreprise)?.ca_total, `client ${item.id_entreprise} ${where}`);
    assert.equal(item.montant_impaye, byClient.get(item.id_entreprise)?.montant_impaye);
    assert.equal(item.segment_client, expected.clients.get(item.id_entreprise)?.segment);
    assert.equal(Number(item.ca_total), order[index], `rank ${index + 1} ${where}`);
  }
  await compareTrends(expected, choice, await get<z.output<typeof monthlyTrends>>('financier/tendances_mensuelles'));
}

function compareTrends(expected: Expected, choice: Choice, trends: z.output<typeof monthlyTrends>): void {
  const span = spanOf(choice, expected.asOf);
  const wanted: string[] = [];
  for (let month = `${span.from.slice(0, 7)}-01`; month <= span.to; month = months(month, 1)) wanted.push(month);
  assert.deepEqual(
    trends.items.map((item) => item.mois),
    wanted,
  );
  for (const item of trends.items) {
    const ends = (first: string, last: string): { from: string; to: string } => ({
      from: first > span.from ? first : span.from,
      to: last < span.to ? last : span.to,
    });
    const within = ends(item.mois, dayBefore(months(item.mois, 1)));
    const figures = expected.finance(choice, within);
    const earlier = { from: months(within.from, -12), to: months(within.to, -12) };
    const where = `${item.mois} ${JSON.stringify(choice)}`;
    assert.equal(item.ca_total, figures.ca_total, where);
    assert.equal(item.montant_impaye, figures.montant_impaye, where);
    assertFigure(item.taux_paiement_pct, figures.taux_paiement_pct, `taux ${where}`);
    assertFigure(item.taux_recouvrement, figures.taux_recouvrement, `taux ${where}`);
    assert.equal(item.ca_total_n1, expected.finance(choice, earlier).ca_total, `year before ${where}`);
  }
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** Figures of the choice, for each value of a property of the client that has an invoice. */
function group(
  expected: Expected,
  choice: Choice,
  key: (company: Expected['books']['invoices'][number]['company']) => string,
): Map<string, Record<string, string | null>> {
  const span = spanOf(choice, expected.asOf);
  const keys = new Set(expected.invoices(choice, span).map((invoice) => key(invoice.company)));
  const invoices = expected.invoices(choice, span);
  const groups = new Map<string, Record<string, string | null>>();
  for (const name of keys) {
    const part = new Set(invoices.filter((invoice) => key(invoice.company) === name));
    const narrowed = Object.create(expected) as Expected;
    narrowed.invoices = () => [...part];
    groups.set(name, narrowed.finance(choice, span));
  }
  return groups;
}

function assertDescending(values: (string | null)[]): void {
  const numbers = values.map(Number);
  assert.deepEqual(
    numbers,
    [...numbers].sort((a, b) => b - a),
  );
}
