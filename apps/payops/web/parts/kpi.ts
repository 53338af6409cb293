import type { KpiData } from '@griot/ui';
import type { Kpi, Overview } from '../answers.ts';
import { fromMinor } from './money.ts';

/** A KPI of the dashboard as the design system's card takes it. */
export function asCard(kpi: Kpi, overview: Overview, locale: 'fr' | 'en', against: string): KpiData {
  const money = kpi.unit === 'money';
  const shown = (value: string | null) => (money ? fromMinor(value, overview.reportingCurrency) : value);
  return {
    metric: kpi.metric,
    label: kpi.unit === 'duration' ? `${kpi.label[locale]} (ms)` : kpi.label[locale],
    description: kpi.label[locale],
    unit: money ? 'currency' : kpi.unit === 'percent' ? 'percent' : 'count',
    currency: overview.reportingCurrency,
    value: shown(kpi.value),
    previous: shown(kpi.previous),
    previousLabel: against,
    changePct: kpi.changePct,
    goodDirection: kpi.good,
    sparkline: kpi.sparkline.map(({ at, value }) => ({ period: at, value: shown(value) })),
  };
}
