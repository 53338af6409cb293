import assert from 'node:assert/strict';
import type { z } from 'zod';
import type { clientDetails, clientList, summary } from '../http/contract.ts';
import type { ZonesPlatform } from '../testing/zones-platform.ts';
import type { ClientTruth } from './clients-truth.ts';
import { addressOf, assertCards, assertFigure, financeBefore } from './compare-finance.ts';
import { type Choice, type Expected, spanOf } from './expected.ts';
import { money, percent, quotient, stateOn } from './invoice-state.ts';
import { months } from './read-rows.ts';

type List = z.output<typeof clientList>;

export async function compareClients(platform: ZonesPlatform, expected: Expected, choice: Choice): Promise<void> {
  const span = spanOf(choice, expected.asOf);
  const kept = [...expected.clients.values()].filter((client) => expected.keeps(client.company, choice));
  const where = `clients ${JSON.stringify(choice)}`;
  const cards = await platform.get<z.output<typeof summary>>(addressOf('/api/clients/summary', choice));
  const scores = kept.flatMap((client) => (client.score === null ? [] : [BigInt(client.score.replace('.', ''))]));
  const now = {
    clients_total: String(kept.length),
    clients_actifs: String(kept.filter((client) => client.active).length),
    clients_a_risque: String(scores.filter((score) => score >= 6000n).length),
    score_risque_moyen: quotient(
      scores.reduce((sum, score) => sum + score, 0n),
      BigInt(scores.length) * 100n,
    ),
    ca_moyen_par_client: expected.finance(choice, span).ca_moyen_par_client ?? null,
  };
  const before = {
    clients_actifs: String(kept.filter((client) => client.wasActive).length),
    ca_moyen_par_client: financeBefore(expected, choice).ca_moyen_par_client ?? null,
  };
  assert.equal(cards.kpis.length, 5);
  assertCards(cards, now, before, `moyen ${where}`);

  const rows = await everyRow(platform, choice);
  assert.deepEqual(rows.map((row) => row.id_entreprise).sort(), kept.map((client) => client.company.id).sort(), where);
  for (const row of rows) compareRow(expected, choice, row);
  const riskiest = [...rows].sort((a, b) => Number(b.risk_score ?? -1) - Number(a.risk_score ?? -1))[0];
  for (const id of new Set([riskiest?.id_entreprise, kept[0]?.company.id, 'ENT-70001'])) {
    if (id !== undefined && expected.clients.has(id)) await compareDetails(platform, expected, id);
  }
}

/** All pages, small ones, so that paging is seen to neither lose nor repeat a row. */
async function everyRow(platform: ZonesPlatform, choice: Choice): Promise<List['items']> {
  const rows: List['items'] = [];
  let cursor: string | null = null;
  do {
    const page: List = await platform.get<List>(
      addressOf('/api/clients', {
        ...choice,
        limit: 17,
        sort: '-montant_impaye',
        ...(cursor === null ? {} : { cursor }),
      }),
    );
    rows.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) assert.equal(rows.length, page.total);
  } while (cursor !== null);
  const amounts = rows.map((row) => Number(row.montant_impaye));
  assert.deepEqual(
    amounts,
    [...amounts].sort((a, b) => b - a),
  );
  return rows;
}

function compareRow(expected: Expected, choice: Choice, row: List['items'][number]): void {
  const client = expected.clients.get(row.id_entreprise) as ClientTruth;
  const dated = choice.date_debut !== undefined;
  const own = expected.books.invoices.filter((one) => one.company === client.company && one.issued <= expected.asOf);
  const span = dated ? spanOf(choice, expected.asOf) : { from: '0000', to: expected.asOf };
  const inSpan = own.filter((one) => !one.cancelled && one.issued >= span.from && one.issued <= span.to);
  let [revenue, paid, overdue, days] = [0n, 0n, 0n, 0n];
  for (const invoice of inSpan) {
    const state = stateOn(invoice, expected.asOf);
    revenue += state.revenue;
    paid += state.paid;
    overdue += state.overdue;
    days += state.paidDays;
  }
  const where = `${row.id_entreprise} ${JSON.stringify(choice)}`;
  assert.equal(Number(row.chiffre_affaires_total), Number(money(revenue)), where);
  assert.equal(Number(row.montant_impaye), Number(money(overdue)), where);
  assertFigure(row.taux_paiement_pct, percent(paid, revenue), `taux ${where}`);
  assertFigure(row.delai_moyen_paiement, quotient(days, paid), `delai ${where}`);
  assert.equal(row.segment_client, client.segment, where);
  assert.equal(row.statut_activite, client.active ? 'actif' : 'inactif', where);
  assert.equal(row.nombre_lots_attribues, client.plots, where);
  assert.equal(row.date_derniere_facture, client.last, where);
  assert.equal(row.risk_score, client.score, where);
}

async function compareDetails(platform: ZonesPlatform, expected: Expected, id: string): Promise<void> {
  const client = expected.clients.get(id) as ClientTruth;
  const details = await platform.get<z.output<typeof clientDetails>>(`/api/clients/${id}/details`);
  assert.equal(details.client.date_premiere_facture, client.first);
  assert.deepEqual(
    details.risk.map((part) => part.points),
    client.points.map((points) => money(points)),
    id,
  );
  const invoices = expected.books.invoices.filter(
    (one) => one.company === client.company && one.issued <= expected.asOf,
  );
  assert.equal(details.invoices.length, invoices.length);
  for (const row of details.invoices) {
    const invoice = invoices.find((one) => one.id === row.id_facture);
    assert.ok(invoice, row.id_facture);
    const state = stateOn(invoice, expected.asOf);
    assert.deepEqual(
      [row.montant_facture, row.montant_paye, row.reste_a_payer, row.jours_retard],
      [money(invoice.amount), money(state.paid), money(state.left), state.daysLate],
      row.id_facture,
    );
  }
  const payments = invoices.flatMap((one) => one.payments).filter((payment) => payment.day <= expected.asOf);
  assert.deepEqual(details.payments.map((row) => row.id_paiement).sort(), payments.map((payment) => payment.id).sort());
  for (const row of details.monthly) {
    const span = {
      from: row.mois,
      to: new Date(Date.parse(months(row.mois, 1)) - 86_400_000).toISOString().slice(0, 10),
    };
    const own = Object.create(expected) as Expected;
    own.keeps = (company) => company === client.company;
    const figures = own.finance({}, span);
    assert.deepEqual(
      [row.ca_total, row.montant_impaye],
      [figures.ca_total, figures.montant_impaye],
      `${id} ${row.mois}`,
    );
  }
}
