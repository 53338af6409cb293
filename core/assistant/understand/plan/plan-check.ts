import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import type { Fragment } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';

/** The threshold that one figure is held against: « dépasse-t-il 80 % ? ». Of several figures it is a condition instead. */
export function planCheck(
  fragment: Fragment,
  dimensions: readonly string[],
  lexicon: Lexicon,
  metrics: readonly string[],
): Asked['check'] {
  const delay = metrics.every((name) => lexicon.metrics.get(name)?.unit === 'days');
  // Days are ages, unless a delay is measured.
  const found = fragment.thresholds.filter((one) => one.unit !== 'days' || delay);
  const [one] = found;
  if (!one || dimensions.length > 0) return null;
  if (found.length > 1) throw new Unsettled('threshold', one.text);
  const verb = /^(d[ée]pass|exc[èe]d|est |sont |exceed)/i.test(one.text);
  if (
    (!verb && !fragment.said.has('exists') && !fragment.said.has('whether')) ||
    fragment.said.has('list') ||
    fragment.said.has('which') ||
    fragment.said.has('count')
  )
    throw new Unsettled('dimension', one.text);
  return { operator: one.operator, value: one.value };
}
