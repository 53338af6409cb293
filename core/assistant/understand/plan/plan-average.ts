import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import type { Fragment, Group } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import { isMean } from './check-said.ts';

export interface AveragePlan {
  readonly how: 'mean' | 'median';
  /** What each figure is of: `par mois`, `par zone`; null: that of the question before. */
  readonly per: Group | null;
  /** What means are told by: `moyenne mensuelle par zone`. */
  readonly groups: readonly Group[];
}

/** A mean or a median over the figures of each month, zone…; null where none is asked. What cannot be told is asked back. */
export function planAverage(
  fragment: Fragment,
  lexicon: Lexicon,
  o: { metrics: readonly string[]; groups: readonly Group[]; base: Asked | null },
): AveragePlan | null {
  const { said, metrics: named, top, thresholds } = fragment;
  const asks = said.has('median') || said.has('average');
  const before = o.base?.kind === 'mean' || o.base?.kind === 'median' ? o.base.kind : null;
  const [text = ''] = named.map((one) => one.text);
  if (!asks && before === null) return null;
  if (!asks) {
    if (o.groups.length > 0 || top || thresholds.length > 0) throw new Unsettled('average', text);
    return before === null ? null : { how: before, per: null, groups: [] };
  }
  const own = o.metrics.map((name) => lexicon.metrics.get(name));
  if (!said.has('median') && own.length > 0 && o.metrics.every((one) => isMean(one, lexicon))) return null;
  if (o.metrics.length !== 1) throw new Unsettled('average', text);
  // « average invoice » is no mean of numbers of invoices.
  if (own[0]?.unit === 'count' && !said.has('count') && fragment.groups.length === 0)
    throw new Unsettled('average', text, o.metrics);
  const alone = [
    'order',
    'orderUp',
    'bestFirst',
    'worstFirst',
    'share',
    'percent',
    'breakdown',
    'why',
    'trend',
    'growth',
    'versus',
    'compare',
  ] as const;
  if (top || thresholds.length > 0 || alone.some((one) => said.has(one)))
    throw new Unsettled('average', text, o.metrics);
  const how = said.has('median') ? 'median' : 'mean';
  const [first, second, ...more] = o.groups;
  if (!first) {
    if (o.base && o.base.dimensions.length === 1) return { how, per: null, groups: [] };
    throw new Unsettled('average', text, o.metrics);
  }
  if (!second) return { how, per: first, groups: [] };
  const grain = o.groups.find((one) => 'grain' in one);
  if (more.length > 0 || !grain || ('grain' in first && 'grain' in second))
    throw new Unsettled('average', text, o.metrics);
  return { how, per: grain, groups: o.groups.filter((one) => one !== grain) };
}

/** Means of means, of periods side by side or of a change are nothing that one figure says: only a plain question has one. */
export function plainAverage(average: AveragePlan, metrics: readonly string[], plain: boolean): AveragePlan['how'] {
  if (!plain) throw new Unsettled('average', '', metrics);
  return average.how;
}
