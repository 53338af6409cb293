import type { Operator } from '../../language/operators.ts';
import { tokenize } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Part } from '../cover.ts';
import { type Choice, chooseMeaning, metricsOf } from './choose-meaning.ts';

export const isOperator = (part: Part | undefined, wanted: readonly Operator[]): boolean =>
  part?.kind === 'operator' && part.operators.some((one) => wanted.includes(one));

const conceptsOf = (part: Part | undefined): string[] =>
  part?.kind === 'name' ? part.meanings.flatMap((one) => (one.kind === 'concept' ? [one.concept] : [])) : [];

/** What each name of a question stands for, by what stands around it. */
export function chooseAll(
  parts: readonly Part[],
  lexicon: Lexicon,
  follows = false,
  narrowing = false,
): Map<Part, Choice> {
  const choices = new Map<Part, Choice>();
  const names = parts.flatMap((part) => (part.kind === 'name' ? [part] : []));
  const everywhere = names.flatMap(conceptsOf);
  const is = (at: number, ...wanted: readonly Operator[]) => isOperator(parts[at], wanted);
  let grouping = false;
  for (const [at, part] of parts.entries()) {
    if (part.kind !== 'name') {
      grouping = is(at, 'by', 'each') || (grouping && is(at, 'and'));
      continue;
    }
    const before = parts[at - 1];
    const pure = names.some(
      (one) => one !== part && one !== before && metricsOf(one).length > 0 && conceptsOf(one).length === 0,
    );
    const negated = is(at - 1, 'not', 'except');
    // « CA, impayés et taux d'impayé » lists figures; « CA des factures impayées » narrows one.
    const figure = (i: number) => {
      const one = parts[i];
      return one?.kind === 'name' && metricsOf(one).length > 0;
    };
    const listed =
      metricsOf(part).length > 0 &&
      // What stands behind « par » splits, it is no figure of a list.
      ((part.comma && figure(at - 1) && !is(at - 2, 'by', 'each')) ||
        (is(at - 1, 'and') && figure(at - 2)) ||
        (is(at + 1, 'and') && figure(at + 2) && (part.comma || at === 0)));
    const beside = names.some((one) => one !== part && metricsOf(one).length > 0 && conceptsOf(one).length === 0);
    const narrows = (concept: string): boolean => {
      // `qui ne sont pas viabilisées` is of what stands before.
      if (negated) return true;
      // « CA moyen par client, segment A »: a value behind its own name is no figure of a list.
      if (beside && callsItself(part, concept, lexicon)) return true;
      if (listed) return false;
      // « CA réalisé avec les clients B », « seulement les clients B »: which of them, not how many.
      const counted = part.end - part.start > 1 && metricsOf(part).every((name) => lexicon.counts.has(name));
      if (counted && (beside || narrowing || (follows && parts.some((_, i) => is(i, 'only'))))) return true;
      const entity = (id: string) => lexicon.concepts.get(id)?.dimensions[0]?.split('__')[0];
      // « active clients »: in English what tells which stands before the things.
      if (part.end - part.start === 1 && conceptsOf(parts[at + 1]).some((one) => entity(one) === entity(concept)))
        return true;
      if (before?.kind !== 'name') return false;
      const spelled = part.end - part.start > 1 && metricsOf(before).length > 0 && conceptsOf(before).length === 0;
      // « nombre d'entreprises actives »: what a count counts is named by it.
      const told = metricsOf(before).flatMap((name) => lexicon.counts.get(name) ?? []);
      const named = [...conceptsOf(before), ...told].filter((one) => lexicon.concepts.get(one)?.bands === null);
      return pure || spelled || named.some((one) => entity(one) === entity(concept));
    };
    const around = {
      ...{ grouped: grouping, narrows, counting: is(at - 1, 'count'), amount: is(at - 1, 'amount') },
      ...{ before: conceptsOf(before), named: everywhere },
    };
    const choice = chooseMeaning(part, around, lexicon);
    choices.set(part, choice);
    if (choice.as !== 'noun') grouping = false;
  }
  return choices;
}

/** « segment A », « secteur textile »: the piece begins with the name of what it is a value of. */
function callsItself(part: Part, concept: string, lexicon: Lexicon): boolean {
  const tokens = tokenize(part.text);
  if (tokens.length < 2) return false;
  return lexicon.names
    .find(tokens, 0, () => [])
    .some(
      ({ end, meanings }) =>
        end < tokens.length && meanings.some((one) => one.kind === 'concept' && one.concept === concept),
    );
}
