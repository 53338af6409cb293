import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import type { Fragment, Group } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';

/** How many are shown when a question says "the best" of many. */
const SEVERAL = 10;

/** « du plus grand au plus petit », « les pires d'abord »: the rows stand in an order that was said. */
export const ordersRows = (said: Fragment['said']): boolean =>
  said.has('order') || said.has('orderUp') || said.has('bestFirst') || said.has('worstFirst');

/** By what the rows are ordered and how many are shown; that of the question before where this one changes something else. */
export function planOrder(
  fragment: Fragment,
  lexicon: Lexicon,
  o: {
    metrics: readonly string[];
    dimensions: readonly string[];
    base: Asked | null;
    replaced: boolean;
    groups: readonly Group[];
  },
): Pick<Asked, 'order' | 'limit'> {
  const { top, said } = fragment;
  const { base, metrics, dimensions } = o;
  if (!top) {
    const quality = said.has('bestFirst') || said.has('worstFirst');
    if (ordersRows(said)) {
      if (dimensions.length === 0) throw new Unsettled('dimension');
      const by = ordering(fragment, metrics);
      const direction = lexicon.metrics.get(by)?.direction;
      if (quality && direction !== 'up' && direction !== 'down') throw new Unsettled('metric');
      const descending = quality ? (direction === 'up') === said.has('bestFirst') : !said.has('orderUp');
      return {
        order: { by, descending },
        limit: base && !o.replaced ? base.limit : null,
      };
    }
    if (!base || o.replaced) return { order: null, limit: null };
    // « par impayés » of a ranking: by those.
    const by = fragment.metrics.find((one) => one.orders)?.name;
    return { order: base.order && by ? { ...base.order, by } : base.order, limit: base.limit };
  }
  if (dimensions.length === 0) throw new Unsettled('dimension');
  // « top 3 clients par zone »: three of each, which one query does not tell.
  if (o.groups.length > 1) throw new Unsettled('combination');
  const by = ordering(fragment, metrics);
  if (o.groups.some((group) => 'concept' in group && lexicon.counts.get(by) === group.concept))
    throw new Unsettled('metric');
  // « zones les plus endettées »: how many of their clients are, or how much they owe?
  const counted = lexicon.counts.get(by);
  const [text = ''] = fragment.metrics.flatMap((one) => (one.name === by ? [one.text] : []));
  const own =
    counted === undefined ? [] : (lexicon.concepts.get(counted)?.label.fr ?? '').toLowerCase().split(' ').slice(0, 1);
  if (counted !== undefined && !top.of && text !== '' && !own.some((word) => text.toLowerCase().includes(word)))
    throw new Unsettled('metric', text);
  const falling = lexicon.metrics.get(by)?.direction === 'down';
  const descending = top.direction === 'high' || top.direction === (falling ? 'worst' : 'best');
  const plural = fragment.nouns.some(
    (one) => one.plural && o.groups.some((group) => 'concept' in group && group.concept === one.concept),
  );
  // « quelle zone a les plus gros impayés » asks for one.
  const one =
    said.has('which') &&
    fragment.nouns.some(
      (noun) =>
        noun.role === 'asked' &&
        !noun.plural &&
        o.groups.some((group) => 'concept' in group && group.concept === noun.concept),
    );
  const limit = top.limit ?? ((top.singular || one) && !plural ? 1 : SEVERAL);
  return { order: { by, descending }, limit };
}

function ordering(fragment: Fragment, metrics: readonly string[]): string {
  const named = fragment.metrics.find((one) => one.orders)?.name ?? metrics[0];
  const open = fragment.metrics.filter((one) => !one.without);
  const different = new Set(open.map(({ name }) => name)).size > 1;
  if (named === undefined || (different && !open.some((one) => one.orders))) throw new Unsettled('combination');
  return named;
}
