import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { dimensionOf } from '../find-dimensions.ts';
import type { Fragment } from '../fragment.ts';

/**
 * A figure that does not reach what it is asked by gives way to the one that is declared to tell the same line by line:
 * « créances clients par tiers » are the open items.
 */
export function preferDetail(fragment: Fragment, lexicon: Lexicon, base: Asked | null): void {
  const { metrics, groups, filters, nouns, thresholds } = fragment;
  const aged = thresholds.some((one) => one.unit === 'days')
    ? [...lexicon.concepts.values()].flatMap(({ id, bands }) => (bands === null ? [] : [id]))
    : [];
  const said = [
    ...groups.flatMap((one) => ('concept' in one ? [one.concept] : [])),
    ...filters.map(({ concept }) => concept),
    ...nouns.map(({ concept }) => concept),
  ];
  const reaches = (concept: string, name: string) => dimensionOf(lexicon, concept, [name]) !== null;
  const instead = (name: string): string | null => {
    const detail = lexicon.metrics.get(name)?.speech?.detail ?? null;
    if (detail === null || !lexicon.metrics.has(detail)) return null;
    const ages = aged.filter((concept) => reaches(concept, detail)).slice(0, 1);
    const wanted = lexicon.metrics.get(name)?.unit === 'days' ? said : [...said, ...ages];
    const further = wanted.some((concept) => !reaches(concept, name));
    return further && wanted.every((concept) => reaches(concept, detail)) ? detail : null;
  };
  for (const [at, one] of metrics.entries()) {
    const detail = instead(one.name);
    if (detail !== null) metrics.splice(at, 1, { ...one, name: detail });
  }
  const [known, more] = base?.metrics ?? [];
  const detail = metrics.length === 0 && known !== undefined && more === undefined ? instead(known) : null;
  if (detail !== null) metrics.push({ name: detail, text: '', without: false, orders: false, joined: false });
}
