import type { Services } from '@griot/application';
import type { z } from 'zod';
import type { comparison, financeOfZone } from '../http/contract.ts';
import { type PeriodQuery, readBySector, readMonthlyTrends } from './finance.ts';
import { comparedPeriod } from './period.ts';
import { NO_ZONE, type Reader } from './reader.ts';
import { readSummary } from './summaries.ts';

/** The six figures beside the period before and the same one a year earlier. */
export async function readComparison(
  services: Services,
  reader: Reader,
  query: PeriodQuery,
): Promise<z.input<typeof comparison>> {
  const [before, yearBefore] = await Promise.all(
    (['periode', 'annee'] as const).map((comparaison) =>
      readSummary(services, reader, 'financier', { ...query, comparaison }),
    ),
  );
  if (!before || !yearBefore) throw new Error('two summaries were asked for');
  const { period } = before;
  return {
    period,
    previous: comparedPeriod(period, 'periode'),
    lastYear: comparedPeriod(period, 'annee'),
    passport: reader.passport,
    items: before.kpis.map(({ metric, label, unit, value, previous, changePct, goodDirection }) => {
      const year = yearBefore.kpis.find((kpi) => kpi.metric === metric);
      const lastYear = { lastYear: year?.previous ?? null, lastYearChangePct: year?.changePct ?? null };
      return { metric, label, unit, value, previous, changePct, ...lastYear, goodDirection };
    }),
  };
}

/** One zone's figures, months and sectors. Throws `zones.zone_unknown` for one that is not there or out of sight. */
export async function readFinanceOfZone(
  services: Services,
  reader: Reader,
  query: PeriodQuery & { zone: string },
): Promise<z.input<typeof financeOfZone>> {
  const { zone } = query;
  const name = zone === NO_ZONE ? NO_ZONE : (await reader.zoneSeen(zone)).name;
  const [{ period, kpis }, { items: tendances }, { items: secteurs }] = await Promise.all([
    readSummary(services, reader, 'financier', query),
    readMonthlyTrends(reader, query),
    readBySector(reader, query),
  ]);
  return { period, passport: reader.passport, zone: name, kpis, tendances, secteurs };
}
