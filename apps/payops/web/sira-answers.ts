import type { ActionType, Risk } from './answers.ts';

export const TYPES = ['rebalance_float', 'route_payout', 'set_hold', 'adjust_threshold'] as const;
export type RecommendationType = (typeof TYPES)[number];
export const GOALS = ['all', 'shortages', 'payouts', 'fraud'] as const;
export type Goal = (typeof GOALS)[number];

/** Ends are its 10th and 90th in a hundred. */
export interface Range {
  low: number;
  expected: number;
  high: number;
}

export interface Recommendation {
  id: string;
  type: RecommendationType;
  subject: { tenantType: string; id: string; name: string; region: string | null };
  action: { type: ActionType; parameters: Record<string, unknown> };
  model: string;
  modelVersion: number;
  features: { name: string; value: number | null; weight: number }[];
  confidence: number;
  impact: { costSavings: Range & { unit: 'money' | 'alerts'; currency: string | null }; riskReduction: Range };
  reason: { key: RecommendationType; values: Record<string, string | number> };
  state: 'open' | 'applied' | 'rejected' | 'expired';
  createdAt: string;
  expiresAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
  decisionReason: string | null;
  actionId: string | null;
  selfApplied: boolean;
  measuredAt: string | null;
  outcome: { state: 'measured' | 'not_done'; realised: number | null; estimated: Range; inside: boolean | null } | null;
  risk: Risk;
  requirement: { people: number; groups: string[] };
}

export interface Priced {
  recommendation: Recommendation;
  cost: number;
  savings: Range | null;
}

export interface Plan {
  currency: string;
  steps: (Priced & { spent: number; why: 'free' | 'most_for_the_money' | 'no_amount' })[];
  left: (Priced & { why: 'budget' | 'other_goal' })[];
  cost: number;
  savings: Range;
}

export interface CalibrationRow {
  predicted: number;
  observed: number;
  count: number;
}

export interface ModelFigures {
  model: 'float' | 'payout' | 'fraud' | 'threshold';
  version: number;
  trainedAt: string;
  historyFrom: string;
  historyTo: string;
  hash: string;
  backtest: {
    rows: number;
    positives?: number;
    prAuc?: number | null;
    brier?: number;
    brierOfShare?: number;
    coverage?: number;
    coverageRefused?: number | null;
    pinball?: number;
    pinballOfYesterday?: number;
    calibration: CalibrationRow[];
  };
}

export interface Models {
  items: ModelFigures[];
  silent: Record<string, string>;
  fewestDays: number;
  lookedAt: string | null;
  trainedAt: string | null;
  reportingCurrency: string;
  settings: { selfApply: boolean; dayBudget: number; changedBy: string | null; changedAt: string | null };
}

export const RECOMMENDATIONS = '/api/dashboard/sira/recommendations';
export const MODELS = '/api/dashboard/sira/models';
