import type { Fragment } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import { ordersRows } from './plan-order.ts';

/** Two metrics that nothing joins are not both asked for: `CA des clients actifs`. Throws `Unsettled` for them. */
export function checkJoined(fragment: Fragment, o: { metrics: readonly string[]; grouped: boolean }): void {
  const { metrics, thresholds, top, said } = fragment;
  if (o.metrics.length < 2) return;
  // Two figures beside each other are not their sum.
  if (said.has('sum')) throw new Unsettled('combination', metrics.map(({ text }) => text).join(', '));
  if (metrics.some((one) => one.orders) && !top && !ordersRows(said))
    throw new Unsettled('combination', metrics.map(({ text }) => text).join(', '));
  const loose = metrics.filter(
    ({ name, joined, orders, without }) =>
      !joined && !orders && !without && !thresholds.some((one) => one.metric === name),
  );
  const possessed = fragment.nouns.length > 0 || o.grouped;
  if (
    loose.length > 1 ||
    (loose.length === 1 && metrics.length === 2 && !possessed && !metrics.some((one) => one.orders))
  ) {
    if (
      metrics.every((one) => one.joined || loose.includes(one)) &&
      metrics.filter((one) => one.joined).length >= metrics.length - 1
    )
      return;
    throw new Unsettled('combination', metrics.map(({ text }) => text).join(', '));
  }
}
