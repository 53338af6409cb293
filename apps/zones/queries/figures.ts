import type { MetricResult, Value } from '@griot/metrics';

export type Unit = 'currency' | 'percent' | 'days' | 'count' | 'hectares' | 'score';

/**
 * A figure as it leaves: an exact decimal text. Money keeps its two decimals as the warehouse has them; rates, days and
 * scores are rounded to two (half away from zero); counts are whole.
 */
export function figure(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : rounded(value, 2);
  return String(value);
}

export function figureOf(value: unknown, unit: Unit): string | null {
  if (value === null || value === undefined) return null;
  if (unit === 'percent' || unit === 'days' || unit === 'score') return rounded(Number(value), 2);
  return figure(value);
}

/** `(value - previous) / |previous| x 100`, one decimal; null when it cannot be said. */
export function changePct(value: string | null, previous: string | null): string | null {
  if (value === null || previous === null || Number(previous) === 0) return null;
  return rounded((100 * (Number(value) - Number(previous))) / Math.abs(Number(previous)), 1);
}

function rounded(value: number, decimals: number): string {
  const factor = 10 ** decimals;
  // A double just under a half (1.005 is 1.00499…) is meant as the half.
  const nearest = Math.round(Math.abs(value) * factor + 1e-9) / factor;
  return (value < 0 && nearest !== 0 ? -nearest : nearest).toFixed(decimals);
}

/** Rows of a metric answer as objects by column. */
export function records(result: MetricResult): Record<string, Value>[] {
  return result.rows.map((row) =>
    Object.fromEntries(result.columns.map((column, at): [string, Value] => [column.name, row[at] ?? null])),
  );
}

export const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
export const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);
export const whole = (value: unknown): number => Number(value ?? 0);
