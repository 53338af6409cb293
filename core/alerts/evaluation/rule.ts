import type { Rule } from '../domain/step.ts';
import type { Threshold } from '../store/thresholds.ts';

/** The rule of the state machine that a threshold stands for. */
export function ruleFor(t: Pick<Threshold, 'operator' | 'limit' | 'hysteresis' | 'pendingMinutes' | 'kind'>): Rule {
  const rule: Rule = {
    operator: t.operator,
    limit: t.limit,
    hysteresis: t.hysteresis,
    pendingMinutes: t.pendingMinutes,
    alertOnNoData: t.kind === 'no_data',
  };
  // "No data" looks only at whether there is a value.
  if (t.kind === 'no_data') return { ...rule, operator: '<', limit: Number.NEGATIVE_INFINITY };
  // Unusual either way: `observe` gives the size of the score.
  if (t.kind === 'unusual' && t.operator === '!=') return { ...rule, operator: '>' };
  return rule;
}
