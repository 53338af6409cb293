import { isDay } from '@griot/kernel';
import type { Filter } from '@griot/metrics';
import { z } from 'zod';
import type { Knowledge } from '../knowledge.ts';
import { fold } from '../language/fold.ts';
import { type Asked, NOTHING_ASKED } from '../understand/asked.ts';

const name = z.string().min(1).max(200);
const day = z.string().refine(isDay);
const text = z.string().min(1).max(200);

/** The only form that a proposal has. What else it carries makes it none. */
const proposal = z.strictObject({
  metrics: z.array(name).max(4),
  dimensions: z.array(name).max(3).default([]),
  filters: z
    .array(
      z.strictObject({
        dimension: name,
        operator: z.enum(['eq', 'ne', 'in', 'not_in']),
        value: z.union([text, z.array(text).min(1).max(20)]),
      }),
    )
    .max(6)
    .default([]),
  timeRange: z.strictObject({ from: day, to: day }).nullable().default(null),
  compare: z.enum(['previous_period', 'previous_year']).nullable().default(null),
  order: z.strictObject({ by: name, descending: z.boolean() }).nullable().default(null),
  limit: z.number().int().min(1).max(100).nullable().default(null),
});

/**
 * A proposal as a query, when all of it is declared, reachable and known: metrics, their dimensions, grains, and values that the
 * reader's own data holds. Null otherwise: nothing of it is mended or left out.
 */
export function checkProposal(value: unknown, { lexicon, today }: Knowledge): Asked | null {
  const parsed = proposal.safeParse(value);
  if (!parsed.success || parsed.data.metrics.length === 0) return null;
  const { metrics, dimensions, timeRange, compare, order, limit } = parsed.data;
  if (new Set(metrics).size < metrics.length || new Set(dimensions).size < dimensions.length) return null;
  const declared = metrics.map((one) => lexicon.metrics.get(one));
  const reached = (dimension: string) =>
    lexicon.conceptOf.has(dimension) && declared.every((metric) => metric?.dimensions.includes(dimension));
  const grains = (dimension: string) => {
    const grain = /^metric_time__(\w+)$/.exec(dimension)?.[1];
    return grain !== undefined && declared.every((metric) => metric?.timeGrains.includes(grain));
  };
  if (declared.includes(undefined) || !dimensions.every((one) => reached(one) || grains(one))) return null;
  if (timeRange && (timeRange.from > timeRange.to || timeRange.from > today)) return null;
  if (compare && !timeRange) return null;
  if (order && (!metrics.includes(order.by) || dimensions.length === 0)) return null;
  const filters: Filter[] = [];
  for (const { dimension, operator, value: said } of parsed.data.filters) {
    if (!reached(dimension)) return null;
    const known = lexicon.concepts.get(lexicon.conceptOf.get(dimension) ?? '')?.values ?? [];
    const values = [said].flat().map((one) => known.find((other) => fold(other) === fold(one)));
    const found = values.flatMap((one) => (one === undefined ? [] : [one]));
    if (found.length < values.length) return null;
    const [first = ''] = found;
    const many = operator === 'in' || operator === 'not_in';
    if (!many && found.length !== 1) return null;
    filters.push({ dimension, operator, value: many ? found : first });
  }
  return { ...NOTHING_ASKED, metrics, dimensions, filters, timeRange, compare, order, limit: order ? limit : null };
}
