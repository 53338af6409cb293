import { contributionsOf } from '@griot/learning';
import type { ActionType } from '../domain/actions/action-types.ts';
import type { Backtest, Probability } from './judge-model.ts';

export const RECOMMENDATION_TYPES = ['route_payout', 'set_hold', 'adjust_threshold', 'rebalance_float'] as const;
export type RecommendationType = (typeof RECOMMENDATION_TYPES)[number];
export const MODEL_NAMES = ['float', 'payout', 'fraud', 'threshold'] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

/** Between the ends lie 80 in a hundred. */
export interface Range {
  low: number;
  expected: number;
  high: number;
}

export interface Impact {
  /** Money that customers, merchants or the platform would lose else, minor units; or alerts a week for nothing. */
  costSavings: Range & { unit: 'money' | 'alerts'; currency: string | null };
  /** How much likelier the trouble is when nothing is done, 0 to 1; of a threshold the share of troubles told in time. */
  riskReduction: Range;
}

export interface Feature {
  name: string;
  /** Null: not known. */
  value: number | null;
  /** What it moved the log-odds by. */
  weight: number;
}

/** What SIRA advises: an operator's action filled in, and why. */
export interface Draft {
  type: RecommendationType;
  subject: { tenantType: string; id: string; region: string | null };
  action: { type: ActionType; parameters: Record<string, unknown> };
  model: ModelName;
  features: Feature[];
  /** Chance that the trouble comes, or of a threshold that it is better than the one set. */
  confidence: number;
  impact: Impact;
  /** ms */
  expiresAt: number;
  /** A sentence of the page's catalogue with its figures. */
  reason: { key: RecommendationType; values: Record<string, string | number> };
}

const MOST_FEATURES = 6;

/** The features that moved a prediction most, largest first. */
export function featuresOf({ model }: Probability, row: readonly number[]): Feature[] {
  const { values } = contributionsOf(model, row);
  return model.names
    .map((name, n) => {
      const value = row[n] as number;
      return { name, value: Number.isNaN(value) ? null : Math.round(value * 1000) / 1000, weight: values[n] as number };
    })
    .filter(({ weight }) => Math.abs(weight) > 1e-3)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MOST_FEATURES);
}

/** How far its probabilities were from what came, on rows it had not seen. */
export function offBy({ calibration }: Pick<Backtest, 'calibration'>): number {
  let [sum, count] = [0, 0];
  for (const row of calibration) {
    sum += row.count * (row.predicted - row.observed) ** 2;
    count += row.count;
  }
  return count > 0 ? Math.sqrt(sum / count) : 0.1;
}

export const share = (value: number): number => Math.min(1, Math.max(0, value));
export const around = (expected: number, off: number): Range => ({
  low: share(expected - off),
  expected: share(expected),
  high: share(expected + off),
});
