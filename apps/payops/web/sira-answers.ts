import type { z } from 'zod';
import type * as contract from '../http/sira-contract.ts';

export const GOALS = ['all', 'shortages', 'payouts', 'fraud'] as const;
export type Goal = (typeof GOALS)[number];

// What the endpoints answer, taken from their schemas.
export type Recommendation = z.output<typeof contract.recommendation>;
/** Ends are its 10th and 90th in a hundred. */
export type Range = z.output<typeof contract.range>;
export type Plan = z.output<typeof contract.plan>;

export interface CalibrationRow {
  predicted: number;
  observed: number;
  count: number;
}

/** What is kept of a judgement depends on what the model foretells; the schema leaves it open. */
export interface ModelFigures extends Omit<z.output<typeof contract.models>['items'][number], 'backtest'> {
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

export interface Models extends Omit<z.output<typeof contract.models>, 'items'> {
  items: ModelFigures[];
}

export const RECOMMENDATIONS = '/api/dashboard/sira/recommendations';
export const MODELS = '/api/dashboard/sira/models';
