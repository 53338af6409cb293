/** The metrics of the contract: what people read, in which unit, and which way is good. */
export const METRICS = {
  gmv: metric('money', 'up', 'Volume payé', 'Payment volume'),
  revenue: metric('money', 'up', 'Revenu net', 'Net revenue'),
  fees: metric('money', 'up', 'Frais facturés', 'Fees charged'),
  refunds: metric('money', 'down', 'Remboursements', 'Refunds'),
  disputes: metric('money', 'down', 'Litiges ouverts', 'Disputes opened'),
  payouts: metric('money', 'none', 'Reversements payés', 'Payouts paid'),
  float: metric('money', 'none', 'Variation du flottant', 'Float movement'),
  transactions: metric('count', 'up', 'Transactions', 'Transactions'),
  attempts: metric('count', 'up', 'Tentatives', 'Attempts'),
  successes: metric('count', 'up', 'Réussites', 'Successes'),
  conversion: metric('percent', 'up', 'Taux de réussite', 'Conversion'),
  fraud_count: metric('count', 'down', 'Fraudes signalées', 'Fraud flags'),
  fraud_amount: metric('money', 'down', 'Montant des fraudes', 'Fraud amount'),
  active_users: metric('count', 'up', 'Clients actifs', 'Active users'),
  latency_p50: metric('duration', 'down', 'Latence médiane', 'Median latency'),
  latency_p95: metric('duration', 'down', 'Latence p95', 'p95 latency'),
} as const;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as [MetricName, ...MetricName[]];

export type MetricUnit = 'money' | 'count' | 'percent' | 'duration';

export interface Metric {
  unit: MetricUnit;
  good: 'up' | 'down' | 'none';
  label: { fr: string; en: string };
}

function metric(unit: MetricUnit, good: Metric['good'], fr: string, en: string): Metric {
  return { unit, good, label: { fr, en } };
}
