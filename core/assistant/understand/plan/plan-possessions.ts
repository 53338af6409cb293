import type { Filter } from '@griot/metrics';
import type { Fragment, Group } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';

/** `les clients qui ont des impayés`, `sans impayé`: the rows are those that have some of a figure, or none of it. */
export function planPossessions(fragment: Fragment, groups: readonly Group[]): Filter[] {
  const { said, top, thresholds, metrics, nouns } = fragment;
  const having: Filter[] = [];
  for (const { name, without } of metrics)
    if (without) {
      if (!groups.some((one) => 'concept' in one)) throw new Unsettled('dimension', name);
      having.push({ dimension: name, operator: 'eq', value: 0 });
    }
  const possesses =
    said.has('with') &&
    (nouns.length > 0 || said.has('who')) &&
    top === null &&
    thresholds.length === 0 &&
    !said.has('their') &&
    !said.has('order');
  if (possesses)
    for (const { name, without, orders } of metrics)
      if (!without && !orders) having.push({ dimension: name, operator: 'gt', value: 0 });
  return having;
}
