import type { Answer } from '../answers.ts';
import { widgetOf } from './widget-of.ts';

/** A report template of one block that shows this answer, in the words of core/reports; null for what a block cannot say. */
export function reportOf(answer: Answer, title: string): Record<string, unknown> | null {
  const widget = widgetOf(answer);
  if (!widget) return null;
  const name = (title || 'Assistant').slice(0, 120);
  return {
    ...{ title: name, application: answer.application, formats: ['pdf', 'xlsx'] },
    widgets: [{ id: 'reponse', title: name, ...widget }],
  };
}

const OPERATORS: Record<string, string> = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '=' };
const PLAIN = new Set(['eq', 'ne', 'in', 'not_in']);

/** What the form of a threshold begins with: metric, what it is told by, what it is narrowed to, and the limit that was said. */
export function thresholdOf({ asked, application }: Answer): Record<string, string> | null {
  const [metric] = asked?.metrics ?? [];
  if (!asked || metric === undefined) return null;
  const dimension = asked.dimensions.find((one) => !one.startsWith('metric_time'));
  const filters = asked.filters.filter(
    ({ dimension: name, operator }) => !asked.metrics.includes(name) && name !== 'metric_time' && PLAIN.has(operator),
  );
  const limit = asked.filters.find((one) => one.dimension === metric && typeof one.value === 'number');
  const operator = limit ? OPERATORS[limit.operator] : undefined;
  return {
    ...{ application, metric },
    ...(dimension ? { dimension } : {}),
    ...(filters.length > 0
      ? {
          filters: JSON.stringify(
            filters.map(({ dimension: name, operator: sign, value }) => ({ dimension: name, operator: sign, value })),
          ),
        }
      : {}),
    ...(limit && operator ? { operator, limit: String(limit.value) } : {}),
  };
}

/** A query with its parameters written into it, to be read and changed as SQL. */
export function literalSql(sql: string, params: readonly unknown[]): string {
  return sql.replace(/\$(\d+)\b/g, (place, number: string) => {
    const at = Number(number) - 1;
    if (at < 0 || at >= params.length) return place;
    const value = params[at];
    if (value === null || value === undefined) return 'NULL';
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return `'${String(value).replaceAll("'", "''")}'`;
  });
}
