import { addMonths, Decimal, startOf } from '@griot/kernel';
import type { z } from 'zod';
import type { bySector, monthlyTrends, overdueAgeing, topZones } from '../http/contract.ts';
import { figure, figureOf, records, text, whole } from './figures.ts';
import { metricFilters } from './filters.ts';
import { monthsOf, periodOf } from './period.ts';
import { type FilterQuery, NO_ZONE, type Reader } from './reader.ts';

export type PeriodQuery = FilterQuery & { date_debut?: string | undefined; date_fin?: string | undefined };

const ZERO = '0.00';
const NO_SECTOR = 'Non renseigné';

/** Zones by revenue, all of them, invoices of clients without a zone as one more. */
export async function readTopZones(reader: Reader, query: PeriodQuery): Promise<z.input<typeof topZones>> {
  const period = periodOf(query, reader.asOf);
  const result = await reader.metrics({
    metrics: ['ca_total', 'montant_impaye', 'taux_paiement_pct'],
    dimensions: ['zone', 'zone__nom_zone'],
    filters: metricFilters(await reader.filters(query), 'clients'),
    timeRange: period,
    order: [{ by: 'ca_total', descending: true }, { by: 'zone' }],
  });
  const items = records(result).map((row, index) => ({
    zone: text(row.zone__nom_zone) || NO_ZONE,
    ca_total: figure(row.ca_total) ?? ZERO,
    montant_impaye: figure(row.montant_impaye) ?? ZERO,
    taux_paiement_pct: figureOf(row.taux_paiement_pct, 'percent'),
    rang: index + 1,
  }));
  return { period, passport: reader.passport, items };
}

/** A row a month of the period, those without invoices too. */
export async function readMonthlyTrends(reader: Reader, query: PeriodQuery): Promise<z.input<typeof monthlyTrends>> {
  const period = periodOf(query, reader.asOf);
  const filters = metricFilters(await reader.filters(query), 'clients');
  const byMonth = { dimensions: [{ name: 'metric_time', grain: 'month' }], filters };
  const metrics = ['ca_total', 'montant_impaye', 'taux_paiement_pct', 'taux_recouvrement'];
  const yearBefore = { from: addMonths(period.from, -12), to: addMonths(period.to, -12) };
  const [now, before] = await Promise.all([
    reader.metrics({ metrics, ...byMonth, timeRange: period }),
    reader.metrics({ metrics: ['ca_total'], ...byMonth, timeRange: yearBefore }),
  ]);
  const monthOf = (value: unknown): string => startOf('month', String(value).slice(0, 10));
  const present = new Map(records(now).map((row) => [monthOf(row.metric_time__month), row]));
  const past = new Map(records(before).map((row) => [monthOf(row.metric_time__month), row.ca_total]));
  const items = monthsOf(period).map((mois) => {
    const row = present.get(mois);
    return {
      mois,
      ca_total: figure(row?.ca_total) ?? ZERO,
      montant_impaye: figure(row?.montant_impaye) ?? ZERO,
      taux_paiement_pct: figureOf(row?.taux_paiement_pct, 'percent'),
      taux_recouvrement: figureOf(row?.taux_recouvrement, 'percent'),
      ca_total_n1: figure(past.get(addMonths(mois, -12))) ?? ZERO,
    };
  });
  return { period, passport: reader.passport, items };
}

export async function readBySector(reader: Reader, query: PeriodQuery): Promise<z.input<typeof bySector>> {
  const period = periodOf(query, reader.asOf);
  const result = await reader.metrics({
    metrics: ['ca_total', 'montant_impaye'],
    dimensions: ['entreprise__secteur_activite'],
    filters: metricFilters(await reader.filters(query), 'clients'),
    timeRange: period,
    order: [{ by: 'ca_total', descending: true }, { by: 'entreprise__secteur_activite' }],
    totals: true,
  });
  const total = Decimal.parse(figure(result.totals?.ca_total) ?? ZERO);
  const items = records(result).map((row) => ({
    secteur: text(row.entreprise__secteur_activite) || NO_SECTOR,
    ca_total: figure(row.ca_total) ?? ZERO,
    part_pct: partOf(figure(row.ca_total) ?? ZERO, total),
    montant_impaye: figure(row.montant_impaye) ?? ZERO,
  }));
  return { period, passport: reader.passport, items };
}

function partOf(amount: string, total: Decimal): string | null {
  if (total.isZero()) return null;
  return Decimal.parse(amount).multiply(Decimal.parse('100')).divide(total, 2).toString();
}

const BUCKETS = ['0-30', '31-60', '61-90', '90+'] as const;

/** Overdue money of the period's invoices by its age on the as-of date. */
export async function readAgeing(reader: Reader, query: PeriodQuery): Promise<z.input<typeof overdueAgeing>> {
  const period = periodOf(query, reader.asOf);
  const filters = metricFilters(await reader.filters(query), 'clients');
  const result = await reader.metrics({
    metrics: ['montant_impaye', 'factures_impayees', 'clients_en_retard'],
    dimensions: ['facture__tranche_retard'],
    filters: [...filters, { dimension: 'facture__tranche_retard', operator: 'is_not_null' }],
    timeRange: period,
    totals: true,
  });
  const rows = new Map(records(result).map((row) => [text(row.facture__tranche_retard), row]));
  return {
    asOf: reader.asOf,
    passport: reader.passport,
    total: figure(result.totals?.montant_impaye) ?? ZERO,
    buckets: BUCKETS.map((bucket) => {
      const row = rows.get(bucket);
      return {
        bucket,
        montant: figure(row?.montant_impaye) ?? ZERO,
        factures: whole(row?.factures_impayees),
        clients: whole(row?.clients_en_retard),
      };
    }),
  };
}

export function segment(value: unknown): 'A' | 'B' | 'C' | null {
  return value === 'A' || value === 'B' || value === 'C' ? value : null;
}
