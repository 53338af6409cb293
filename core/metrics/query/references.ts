import { DATE_PARTS, type DatePart } from '../manifest/model.ts';

/** A reference to something a query can group or filter by, before it is known what it is. */
export interface ItemReference {
  /** What the writer said it is; `any` when only a name was given. */
  readonly kind: 'any' | 'dimension' | 'time' | 'entity' | 'metric';
  /** The path of entities that leads to it: `listing__user__home_state` has `['listing', 'user']`. */
  readonly links: readonly string[];
  readonly element: string;
  readonly grain: string | null;
  readonly datePart: DatePart | null;
  /** For `Metric('bookings', ['listing'])`: the entities the metric is grouped by (only one is supported). */
  readonly groupBy: readonly string[];
}

const EXTRACT = 'extract_';

export function datePartOf(name: string): DatePart | null {
  return DATE_PARTS.find((part) => part === name.toLowerCase()) ?? null;
}

/**
 * Splits a dunder name. A trailing grain or `extract_<part>` is split off only when `isGrain` knows it and something
 * is left of it to group by.
 */
export function parseName(name: string, isGrain: (word: string) => boolean): ItemReference {
  const words = name.split('__');
  const last = words.at(-1) ?? '';
  const base = { kind: 'any' as const, groupBy: [] };
  if (words.length > 1 && last.startsWith(EXTRACT)) {
    const datePart = datePartOf(last.slice(EXTRACT.length));
    if (datePart) return { ...base, ...path(words.slice(0, -1)), grain: null, datePart };
  }
  if (words.length > 1 && isGrain(last.toLowerCase()))
    return { ...base, ...path(words.slice(0, -1)), grain: last.toLowerCase(), datePart: null };
  return { ...base, ...path(words), grain: null, datePart: null };
}

const path = (words: readonly string[]): { links: string[]; element: string } => ({
  links: words.slice(0, -1),
  element: words.at(-1) ?? '',
});

/** The name without grain or date part: `listing__user__home_state`. */
export const baseName = (item: { readonly links: readonly string[]; readonly element: string }): string =>
  [...item.links, item.element].join('__');
