import type { Cell } from '@griot/warehouse';
import { figure } from './figures.ts';
import { RISK_WORDS, type RiskName } from './risk-words.ts';

export interface RiskPart {
  part: string;
  label: string;
  value: string | null;
  weight: string | null;
  points: string | null;
  explanation: string;
}

/** As in mart_portefeuille_clients. */
const WEIGHTS: readonly (readonly [RiskName, string])[] = [
  ['risque_impaye', '0.40'],
  ['risque_anciennete', '0.30'],
  ['risque_tendance', '0.20'],
  ['risque_concentration', '0.10'],
];

/** The parts of the score, with their weights; the points add up to it. Empty without a score. */
export function riskParts(row: Record<string, Cell>, locale: 'fr' | 'en'): RiskPart[] {
  if (row.risk_score === null || row.risk_score === undefined) return [];
  return WEIGHTS.map(([part, weight]) => {
    const { label, explain } = RISK_WORDS[locale][part];
    return {
      part,
      label,
      value: figure(row[part]),
      weight,
      points: figure(row[`${part}_points`]),
      explanation: explain(row),
    };
  });
}
