import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';

/** The filter leaves its values out. */
export const negates = ({ operator }: Filter): boolean => operator === 'ne' || operator === 'not_in';
export const valuesOf = ({ value }: Filter): string[] => (Array.isArray(value) ? value : [value]).map(String);
/** The question with one filter in the place of another. */
export const put = (asked: Asked, old: Filter, now: Filter): Asked => ({
  ...asked,
  filters: asked.filters.map((one) => (one === old ? now : one)),
});

/** A filter by one value or several, held or left out. */
export function condition(filter: Filter, values: readonly string[], negated: boolean): Filter {
  const [first = ''] = values;
  return values.length === 1
    ? { ...filter, operator: negated ? 'ne' : 'eq', value: first }
    : { ...filter, operator: negated ? 'not_in' : 'in', value: [...values] };
}

export const filterOn = (asked: Asked, concept: string, lexicon: Lexicon): Filter | undefined =>
  asked.filters.find(({ dimension }) => lexicon.conceptOf.get(dimension) === concept);
