import type { MetricResult, Value } from '@griot/metrics';
import type { Asked } from '../understand/asked.ts';
import type { Measured, Row } from './measured.ts';

/** The mean or median of the figures by the last dimension, over those that are there, told by the dimensions before it. */
export function averaged(
  asked: Asked,
  result: MetricResult,
): Pick<Measured, 'columns' | 'rows' | 'totals' | 'count' | 'sql' | 'truncated'> {
  const at = result.columns.findIndex(({ kind }) => kind === 'metric');
  const kept = asked.dimensions.length - 1;
  const groups = new Map<string, { names: Row; figures: number[] }>();
  for (const row of result.rows) {
    const value = row[at] ?? null;
    const names = row.slice(0, kept);
    const key = JSON.stringify(names);
    const group = groups.get(key) ?? { names, figures: [] };
    if (value !== null) group.figures.push(Number(value));
    groups.set(key, group);
  }
  const middle = asked.kind === 'median' ? medianOf : meanOf;
  const rows = [...groups.values()]
    .map(({ names, figures }): Row => [...names, middle(figures)])
    .sort((a, b) => Number(b.at(-1) ?? 0) - Number(a.at(-1) ?? 0));
  const column = result.columns[at];
  const [only] = groups.values();
  return {
    columns: [...result.columns.slice(0, kept), ...(column ? [column] : [])],
    // A mean of a part of the figures would be another one.
    rows: result.hasMore ? [] : rows,
    totals: null,
    count: kept === 0 ? (only?.figures.length ?? 0) : null,
    truncated: false,
    sql: outer(asked, result, kept, at),
  };
}

const meanOf = (figures: readonly number[]): Value =>
  figures.length === 0 ? null : figures.reduce((sum, one) => sum + one, 0) / figures.length;

function medianOf(figures: readonly number[]): Value {
  if (figures.length === 0) return null;
  const sorted = [...figures].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 1 ? half : half - 1], sorted[half]];
  return (low + high) / 2;
}

/** The same in SQL, as one reads it: the figures are those of the inner query. */
function outer(asked: Asked, result: MetricResult, kept: number, at: number): string {
  const quoted = (index: number) => `"${(result.columns[index]?.name ?? '').replaceAll('"', '""')}"`;
  const names = Array.from({ length: kept }, (_, index) => quoted(index));
  const how = asked.kind === 'median' ? 'median' : 'avg';
  const by = names.length > 0 ? ` GROUP BY ${names.join(', ')}` : '';
  return `SELECT ${[...names, `${how}(${quoted(at)}) AS ${quoted(at)}`].join(', ')} FROM (\n${result.sql}\n) AS figures${by}`;
}
