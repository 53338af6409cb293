import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Fragment } from './fragment.ts';
import { Unsettled } from './unsettled.ts';

/** An average, an amount or a number is only taken where the metric is one. */
export function checkUnits(
  fragment: Fragment,
  lexicon: Lexicon,
  o: { metrics: readonly string[]; figure: boolean; grouped: boolean },
): void {
  const { said } = fragment;
  const units = o.metrics.map((name) => lexicon.metrics.get(name)?.unit ?? null);
  const [text = ''] = fragment.metrics.map((one) => one.text);
  const means = units.every((unit) => unit === 'percent' || unit === 'days' || unit === 'score');
  if (said.has('average') && units.length > 0 && !means) throw new Unsettled('average', text);
  if (said.has('average') && units.length === 0) throw new Unsettled('average');
  if (said.has('amount') && units.some((unit) => unit !== 'currency') && units.length > 0)
    throw new Unsettled('amount', text);
  if (said.has('count') && o.figure && units.some((unit) => unit !== 'count') && !o.grouped)
    throw new Unsettled('amount', text);
}
