import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Fragment } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';

/** An amount or a number is only taken where the metric is one. */
export function checkUnits(
  fragment: Fragment,
  lexicon: Lexicon,
  o: { metrics: readonly string[]; figure: boolean; grouped: boolean; averaged: boolean },
): void {
  const { said } = fragment;
  const units = o.metrics.map((name) => lexicon.metrics.get(name)?.unit ?? null);
  const [text = ''] = fragment.metrics.map((one) => one.text);
  if (said.has('amount') && units.some((unit) => unit !== 'currency') && units.length > 0)
    throw new Unsettled('amount', text);
  // « combien d'arriérés en montant » says which.
  const amount = said.has('amount') && said.has('howMuch');
  if (said.has('count') && !amount && o.figure && !o.averaged && units.some((unit) => unit !== 'count') && !o.grouped)
    throw new Unsettled('amount', text);
}
