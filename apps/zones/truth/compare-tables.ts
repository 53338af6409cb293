import assert from 'node:assert/strict';
import type { z } from 'zod';
import type { comparison } from '../http/contract.ts';
import type { ZonesPlatform } from '../testing/zones-platform.ts';
import type { Company, Invoice } from './books.ts';
import { addressOf, assertFigure, financeBefore } from './compare-finance.ts';
import { type Choice, type Expected, type Span, spanOf } from './expected.ts';
import { money, percent, quotient, stateOn, sumOn } from './invoice-state.ts';
import { landOn } from './land-truth.ts';
import { months, plus } from './read-rows.ts';

type Rate = string | null;
/** The columns that are compared, of whichever list. */
interface Row {
  zone: string;
  zone_id: string | null;
  region: string;
  mois: string;
  secteur: string;
  segment: string | null;
  axe: string;
  ca_total: string;
  montant_impaye: string;
  creances_clients_montant: string;
  montant_echu: string;
  montant_recouvre: string;
  montant_restant: string;
  encaissements: string;
  factures_emises: string;
  solde: string;
  taux_impaye_pct: Rate;
  taux_recouvrement_moyen: Rate;
  taux_recouvrement: Rate;
  taux_occupation: Rate;
  delai_moyen_paiement: Rate;
  factures: number;
  factures_payees: number;
  factures_impayees: number;
  clients: number;
  clients_actifs: number;
  zones: number;
  total_lots: number;
  lots_attribues: number;
}
interface Page {
  items: Row[];
  nextCursor: string | null;
}

/** The lists of the API beside plain loops over the source rows. */
export async function compareTables(platform: ZonesPlatform, expected: Expected, choice: Choice): Promise<void> {
  const span = spanOf(choice, expected.asOf);
  const where = JSON.stringify(choice);
  const rowsOf = (name: string, extra = {}): Promise<Row[]> => everyRow(platform, name, { ...choice, ...extra });
  comparePerformance(expected, expected.invoices(choice, span), await rowsOf('financier'), where);
  compareRecovery(expected, choice, span, await rowsOf('financier/recouvrement', { par: 'secteur' }));
  await compareComparison(platform, expected, choice, span);
  compareGroups(expected, choice, await rowsOf('clients/by_segment'), await rowsOf('clients/by_zone'));
  compareOperations(expected, choice, span, {
    zones: await rowsOf('operationnel/performance_zones'),
    trends: await rowsOf('operationnel/tendances'),
  });
  if (choice.zone !== 'Sans zone') compareRegions(expected, choice, await rowsOf('occupation/by_region'));
  await compareStatement(platform, expected, choice);
}

async function everyRow(platform: ZonesPlatform, name: string, query: object): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const place: object = cursor === null ? {} : { cursor };
    const page: Page = await platform.get<Page>(addressOf(`/api/${name}`, { ...query, limit: 500, ...place }));
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

function parts<K>(invoices: readonly Invoice[], key: (invoice: Invoice) => K): Map<K, Invoice[]> {
  const groups = new Map<K, Invoice[]>();
  for (const invoice of invoices) {
    if (invoice.cancelled) continue;
    groups.set(key(invoice), [...(groups.get(key(invoice)) ?? []), invoice]);
  }
  return groups;
}

function comparePerformance(expected: Expected, invoices: Invoice[], rows: Row[], where: string): void {
  const cells = parts(invoices, ({ company, issued }) =>
    [company.zone, `${issued.slice(0, 7)}-01`, company.sector].join('|'),
  );
  assert.deepEqual(
    rows.map((row) => [row.zone, row.mois, row.secteur].join('|')).sort(),
    [...cells.keys()].sort(),
    where,
  );
  for (const row of rows) {
    const own = cells.get([row.zone, row.mois, row.secteur].join('|')) ?? [];
    const sums = sumOn(own, expected.asOf);
    const at = `${row.zone} ${row.mois} ${row.secteur} ${where}`;
    assert.equal(row.ca_total, money(sums.revenue), at);
    assert.equal(row.montant_impaye, money(sums.overdue), at);
    assert.equal(row.creances_clients_montant, money(sums.left), at);
    assert.deepEqual([row.factures_payees, row.factures_impayees], [sums.settled, sums.late], at);
    assertFigure(row.taux_impaye_pct, percent(sums.overdue, sums.revenue), `taux_impaye ${at}`);
    assertFigure(row.taux_recouvrement_moyen, percent(sums.paidOfDue, sums.due), `taux ${at}`);
    assertFigure(row.delai_moyen_paiement, quotient(sums.paidDays, sums.paid), `delai ${at}`);
  }
}

function compareRecovery(expected: Expected, choice: Choice, span: Span, rows: Row[]): void {
  const bySector = parts(expected.invoices(choice, span), ({ company }) => company.sector);
  assert.equal(rows.length, bySector.size);
  for (const row of rows) {
    const sums = sumOn(bySector.get(row.axe) ?? [], expected.asOf);
    assert.deepEqual(
      [row.factures, row.montant_echu, row.montant_recouvre, row.montant_restant],
      [sums.invoices, money(sums.due), money(sums.paidOfDue), money(sums.due - sums.paidOfDue)],
      row.axe,
    );
    assertFigure(row.taux_recouvrement, percent(sums.paidOfDue, sums.due), `taux ${row.axe}`);
  }
}

async function compareComparison(
  platform: ZonesPlatform,
  expected: Expected,
  choice: Choice,
  span: Span,
): Promise<void> {
  const answer = await platform.get<z.output<typeof comparison>>(addressOf('/api/financier/comparaison', choice));
  const before = financeBefore(expected, choice);
  const to = months(span.to, -12);
  const endsMonth = plus(span.to, 1).endsWith('-01');
  const lastOf = (day: string): string => plus(months(`${day.slice(0, 8)}01`, 1), -1);
  const yearBefore = { from: months(span.from, -12), to: endsMonth ? lastOf(to) : to };
  assert.deepEqual(answer.lastYear, yearBefore);
  const plain = expected.finance(choice, yearBefore);
  const sameAge = expected.finance(choice, yearBefore, months(expected.asOf, -12));
  for (const item of answer.items) {
    const where = `${item.metric} ${JSON.stringify(choice)}`;
    assertFigure(item.previous, before[item.metric], where);
    const wanted = item.metric === 'ca_total' ? plain : sameAge;
    assertFigure(item.lastYear, wanted[item.metric], `${where} a year before`);
  }
}

function compareGroups(expected: Expected, choice: Choice, segments: Row[], zones: Row[]): void {
  const kept = [...expected.clients.values()].filter((client) => expected.keeps(client.company, choice));
  const count = (rows: Row[]): number => rows.reduce((sum, row) => sum + row.clients, 0);
  assert.deepEqual([count(segments), count(zones)], [kept.length, kept.length]);
  for (const row of segments) {
    const own = kept.filter((client) => client.segment === row.segment);
    assert.deepEqual([row.clients, row.clients_actifs], [own.length, own.filter((client) => client.active).length]);
  }
  for (const row of zones) {
    const own = kept.filter((client) => client.company.zone === row.zone && client.company.zoneId === row.zone_id);
    assert.equal(row.clients, own.length, row.zone);
    if (choice.date_debut === undefined)
      assert.equal(row.ca_total, money(own.reduce((sum, client) => sum + client.revenue, 0n)), row.zone);
  }
}

function compareOperations(expected: Expected, choice: Choice, span: Span, o: { zones: Row[]; trends: Row[] }): void {
  const within = (keeps: (company: Company) => boolean): Expected => {
    const narrowed = Object.create(expected) as Expected;
    narrowed.keeps = (company, of) => expected.keeps(company, of) && keeps(company);
    return narrowed;
  };
  for (const row of o.zones) {
    const own = within((company) => company.zoneId === row.zone_id);
    const figures = own.finance(choice, span);
    assert.equal(row.ca_total, figures.ca_total, row.zone);
    assert.equal(row.encaissements, own.received(choice, span), row.zone);
    assert.equal(Number(row.factures_emises), Number(figures.factures_emises), row.zone);
    assertFigure(row.taux_recouvrement, figures.taux_recouvrement, `taux ${row.zone}`);
    if (row.zone_id === null) continue;
    const day = span.to < expected.asOf ? span.to : expected.asOf;
    const land = landOn(expected.books, new Set([row.zone_id]), day);
    assertFigure(row.taux_occupation, percent(land.let, land.plots), `taux ${row.zone}`);
  }
  for (const row of o.trends) {
    const last = plus(months(row.mois, 1), -1);
    const month = { from: row.mois > span.from ? row.mois : span.from, to: last < span.to ? last : span.to };
    const figures = expected.finance(choice, month);
    assert.deepEqual(
      [row.ca_total, Number(row.factures_emises)],
      [figures.ca_total, Number(figures.factures_emises)],
      row.mois,
    );
    assert.equal(row.encaissements, expected.received(choice, month), row.mois);
  }
}

function compareRegions(expected: Expected, choice: Choice, rows: Row[]): void {
  const day = choice.date_fin !== undefined && choice.date_fin < expected.asOf ? choice.date_fin : expected.asOf;
  const zones = [...expected.zonesOf(choice)].map((id) => expected.books.zones.get(id));
  assert.deepEqual(rows.map((row) => row.region).sort(), [...new Set(zones.map((zone) => zone?.region))].sort());
  for (const row of rows) {
    const own = new Set(zones.flatMap((zone) => (zone?.region === row.region ? [zone.id] : [])));
    const land = landOn(expected.books, own, day);
    assert.deepEqual([row.zones, row.total_lots, row.lots_attribues], [own.size, land.plots, land.let], row.region);
    assertFigure(row.taux_occupation, percent(land.let, land.plots), `taux ${row.region}`);
  }
}

async function compareStatement(platform: ZonesPlatform, expected: Expected, choice: Choice): Promise<void> {
  const client = [...expected.clients.values()].find((one) => expected.keeps(one.company, choice));
  if (!client) return;
  const rows = await everyRow(platform, `clients/${client.company.id}/transactions`, {});
  let [owed, moves] = [0n, 0];
  for (const invoice of expected.books.invoices) {
    if (invoice.company !== client.company || invoice.issued > expected.asOf) continue;
    owed += stateOn(invoice, expected.asOf).revenue;
    moves += 1;
    for (const payment of invoice.payments) {
      if (payment.day > expected.asOf) continue;
      owed -= payment.amount;
      moves += 1;
    }
  }
  assert.equal(rows.length, moves, client.company.id);
  if (moves > 0) assert.equal(rows[0]?.solde, money(owed), `balance of ${client.company.id}`);
}
