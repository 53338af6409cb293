import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import { whoConcept } from '../find-dimensions.ts';
import type { Fragment, Group, Noun } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import { isMean } from './check-said.ts';
import { ordersRows } from './plan-order.ts';

/** Whether a figure is told by what a noun names, a row for each; throws where that is not clear. */
export function toldBy(
  noun: Noun,
  fragment: Fragment,
  lexicon: Lexicon,
  { groups, metrics: measured }: { groups: readonly Group[]; metrics: readonly string[] },
): boolean {
  const { said, top, thresholds, metrics } = fragment;
  // « où les clients paient-ils … »: places are asked, whoever is there.
  if (said.has('where') && noun.role === 'plain' && !lexicon.hierarchies.some((one) => one.includes(noun.concept)))
    return false;
  if (groups.some((one) => 'concept' in one && one.concept === noun.concept)) return false;
  // « CA moyen d'une zone »: of each. A rate of « nos clients » is of all of them.
  const ofAll = noun.whole && !said.has('median') && measured.every((one) => isMean(one, lexicon));
  if ((said.has('average') || said.has('median')) && groups.length === 0 && !noun.qualified && !ofAll) return true;
  const days = thresholds.some((one) => one.unit === 'days');
  if (lexicon.concepts.get(noun.concept)?.bands) {
    if (days) return false;
    // « clients avec retard » have some; that is no age to tell them by.
    if (!noun.leads || said.has('with')) throw new Unsettled('noun', noun.text);
    return true;
  }
  const selecting =
    top !== null ||
    thresholds.some((one) => one.unit !== 'days') ||
    metrics.some((one) => one.without) ||
    ordersRows(said);
  const listing =
    noun.role === 'asked' || said.has('breakdown') || said.has('with') || said.has('list') || said.has('where');
  // « comparez les clients A et B »: those two with each other, not each of them.
  const comparing = said.has('compare') && noun.plural && !noun.qualified;
  const narrowed = noun.qualified && noun.role !== 'asked' && !said.has('with');
  if (selecting || (listing && !narrowed) || comparing) return true;
  if (noun.plural && noun.role === 'plain' && groups.length === 0 && ofEveryone(noun, fragment, lexicon, measured))
    return false;
  if (!noun.qualified && !noun.whole) throw new Unsettled('noun', noun.text);
  return false;
}

/** « Combien nous doivent les clients ? », « délai de paiement des clients »: those whose figure it is, all of them. */
function ofEveryone(noun: Noun, { said }: Fragment, lexicon: Lexicon, measured: readonly string[]): boolean {
  const one = said.has('howMuch') || measured.every((name) => isMean(name, lexicon));
  return one && noun.concept === whoConcept(lexicon, measured);
}
