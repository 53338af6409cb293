export const ALERT_SOURCES = ['threshold', 'sira', 'manual'] as const;
export const ALERT_CATEGORIES = ['float', 'fraud', 'reconciliation', 'payout', 'conversion'] as const;
export type AlertCategory = (typeof ALERT_CATEGORIES)[number];
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Limits in percent until an operator's signed action says otherwise. */
export const DEFAULT_THRESHOLDS = {
  /** Of what an agent usually holds (its best of the last week). */
  low_float_percent: 20,
  /** Of a bank's attempts of the last two hours. */
  failed_payout_percent: 25,
  /** Of a merchant's volume of the last six hours. */
  fraud_percent: 5,
  /** Successes of attempts of the last two hours, over the platform's regions. */
  conversion_percent: 75,
} as const;
export type ThresholdName = keyof typeof DEFAULT_THRESHOLDS;
export type Thresholds = Record<ThresholdName, number>;

/** Fewer than this say nothing about a rate. */
export const ENOUGH = 8;

export interface Finding {
  category: AlertCategory;
  severity: Severity;
  subjectType: string;
  subjectId: string;
  name: string;
  region: string | null;
  facts: Record<string, string | number>;
}

/** How bad a rate is that lies beyond its limit: twice beyond is critical. */
export function severityOf(value: number, limit: number, bad: 'above' | 'below'): Severity | null {
  if (bad === 'above') return value > limit ? (value > limit * 2 ? 'critical' : 'warning') : null;
  return value < limit ? (value < limit / 2 ? 'critical' : 'warning') : null;
}
