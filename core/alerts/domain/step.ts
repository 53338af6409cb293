/** Where one dimension value of one threshold stands. `open`: an alert is open for it. */
export interface Memory {
  state: 'normal' | 'pending' | 'active' | 'recovering' | 'no_data' | 'error';
  /** ISO 8601, when this state began. */
  since: string;
  open: boolean;
}

export interface Rule {
  operator: '<' | '<=' | '>' | '>=' | '=' | '!=';
  limit: number;
  /** How far back on the good side a value must be before an open alert may end; in the figure's unit. */
  hysteresis: number;
  /** Minutes a breach must last before it opens, and a good value before it ends. */
  pendingMinutes: number;
  /** A missing value is itself the breach. */
  alertOnNoData: boolean;
}

/** `suspect`: stale data or failed tests behind the figure; nothing is decided on it. */
export type Observation = { value: number | null; suspect?: boolean } | { error: string };

export interface Step {
  memory: Memory;
  change: 'opened' | 'resolved' | null;
}

export const calm = (at: string): Memory => ({ state: 'normal', since: at, open: false });

export function breaches({ operator, limit }: Pick<Rule, 'operator' | 'limit'>, value: number): boolean {
  const answers = {
    '<': value < limit,
    '<=': value <= limit,
    '>': value > limit,
    '>=': value >= limit,
    '=': value === limit,
    '!=': value !== limit,
  };
  return answers[operator];
}

/** An open alert ends only when the value is good by more than the hysteresis. */
function stillBad(rule: Rule, value: number): boolean {
  if (rule.operator === '=' || rule.operator === '!=') return breaches(rule, value);
  const limit = rule.operator.startsWith('<') ? rule.limit + rule.hysteresis : rule.limit - rule.hysteresis;
  return breaches({ operator: rule.operator, limit }, value);
}

/**
 * One evaluation. An open alert survives missing data and errors (nobody saw it become good); suspect data decides
 * nothing. Pure: the same timeline always gives the same changes.
 */
export function step(rule: Rule, before: Memory, at: string, seen: Observation): Step {
  const to = (state: Memory['state'], open: boolean, change: Step['change'] = null): Step => ({
    memory: { state, open, since: state === before.state ? before.since : at },
    change,
  });
  if ('error' in seen) return to('error', before.open);
  if (seen.suspect) return { memory: before, change: null };
  if (seen.value === null && !rule.alertOnNoData) return to('no_data', before.open);
  const bad = seen.value === null || (before.open ? stillBad(rule, seen.value) : breaches(rule, seen.value));
  const lasted = (state: Memory['state']): boolean => {
    const since = before.state === state ? Date.parse(before.since) : Date.parse(at);
    return Date.parse(at) - since >= rule.pendingMinutes * 60_000;
  };
  if (bad && before.open) return to('active', true);
  if (bad) return lasted('pending') ? to('active', true, 'opened') : to('pending', false);
  if (before.open) return lasted('recovering') ? to('normal', false, 'resolved') : to('recovering', true);
  return to('normal', false);
}
