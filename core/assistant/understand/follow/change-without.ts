import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Period } from '../../time/period.ts';
import type { Asked } from '../asked.ts';
import { dimensionOf } from '../find-dimensions.ts';
import { Unsettled } from '../unsettled.ts';
import { condition, filterOn, put, valuesOf } from './change-filters.ts';
import { isOf, type Piece, sameRange } from './change-pieces.ts';

/** The question before without what is named; null where one of them is no part of it. */
export function without(before: Asked, pieces: readonly Piece[], lexicon: Lexicon, condition: boolean): Asked | null {
  let asked: Asked | null = before;
  for (const piece of pieces)
    asked =
      asked &&
      (condition && piece.is !== 'time' ? withoutCondition(asked, piece, lexicon) : withoutOne(asked, piece, lexicon));
  return asked;
}

/** « enlève le filtre sur Vridi »: of all places again. */
function withoutCondition(asked: Asked, piece: Piece, lexicon: Lexicon): Asked {
  const concept =
    piece.is === 'value' ? piece.concept : piece.is === 'group' && 'concept' in piece.group ? piece.group.concept : '';
  const name = piece.is === 'metric' ? piece.name : null;
  const gone = asked.filters.filter(
    ({ dimension }) => dimension === name || lexicon.conceptOf.get(dimension) === concept,
  );
  if (gone.length !== 1) throw new Unsettled('context');
  return { ...asked, filters: asked.filters.filter((one) => !gone.includes(one)) };
}

function withoutOne(asked: Asked, piece: Piece, lexicon: Lexicon): Asked | null {
  switch (piece.is) {
    case 'metric':
      return withoutMetric(asked, piece.name);
    case 'group': {
      const dimension = asked.dimensions.find((one) => isOf(one, piece, lexicon));
      if (dimension === undefined)
        return piece.metric !== null && asked.metrics.includes(piece.metric)
          ? withoutMetric(asked, piece.metric)
          : null;
      return withoutDimension(asked, dimension);
    }
    case 'value':
      return withoutValues(asked, piece.concept, piece.values, lexicon);
    case 'time':
      return withoutPeriod(asked, piece.period);
    default:
      return withoutPart(asked, piece.part);
  }
}

function withoutMetric(asked: Asked, name: string): Asked | null {
  if (!asked.metrics.includes(name)) return null;
  const metrics = asked.metrics.filter((one) => one !== name);
  // The one figure of a question is not taken from it.
  if (metrics.length === 0) return null;
  const order = asked.order?.by === name ? null : asked.order;
  const filters = asked.filters.filter(({ dimension }) => dimension !== name);
  return { ...asked, metrics, filters, order, limit: order ? asked.limit : null };
}

function withoutDimension(asked: Asked, dimension: string): Asked {
  if (asked.kind !== 'figure' || asked.focus !== null) throw new Unsettled('combination');
  const dimensions = asked.dimensions.filter((one) => one !== dimension);
  if (dimensions.length > 0) return { ...asked, dimensions };
  const filters = asked.filters.filter(
    (one) => !asked.metrics.includes(one.dimension) && one.dimension !== 'metric_time',
  );
  // Months side by side are not their sum.
  if (asked.filters.some((one) => one.dimension === 'metric_time')) throw new Unsettled('period');
  return { ...asked, dimensions, filters, order: null, limit: null, shares: false };
}

function withoutValues(asked: Asked, concept: string, values: readonly string[], lexicon: Lexicon): Asked | null {
  const filter = filterOn(asked, concept, lexicon);
  if (!filter) {
    const dimension = dimensionOf(lexicon, concept, asked.metrics);
    if (dimension === null || asked.focus !== null) throw new Unsettled('context');
    const left = condition({ dimension, operator: 'ne' }, values, true);
    return { ...asked, filters: [...asked.filters, left] };
  }
  const known = valuesOf(filter);
  if (filter.operator === 'ne' || filter.operator === 'not_in')
    return put(asked, filter, condition(filter, [...new Set([...known, ...values])], true));
  // « enlève Vridi » of a figure of Vridi: of all places, or of all others?
  const rest = known.filter((one) => !values.includes(one));
  if (rest.length === 0 || !values.every((one) => known.includes(one))) throw new Unsettled('context');
  return put(asked, filter, condition(filter, rest, false));
}

function withoutPeriod(asked: Asked, period: Period): Asked | null {
  if (asked.timeRange && sameRange(asked.timeRange, period)) return { ...asked, timeRange: null, compare: null };
  const filter = asked.filters.find(({ dimension }) => dimension === 'metric_time');
  if (!filter || filter.grain !== period.grain) return null;
  const rest = valuesOf(filter).filter((one) => one !== period.from);
  if (rest.length === 0 || rest.length === valuesOf(filter).length) return null;
  return put(asked, filter, { ...filter, value: rest });
}

function withoutPart(asked: Asked, part: 'period' | 'compare' | 'order' | 'shares'): Asked | null {
  const there = { period: asked.timeRange, compare: asked.compare, order: asked.order, shares: asked.shares };
  if (!there[part]) throw new Unsettled('context');
  if (part === 'period') return asked.timeRange ? { ...asked, timeRange: null, compare: null } : null;
  if (part === 'compare') return asked.compare && asked.kind !== 'why' ? { ...asked, compare: null } : null;
  if (part === 'order') return asked.order ? { ...asked, order: null, limit: null } : null;
  return asked.shares && asked.focus === null ? { ...asked, shares: false } : null;
}
