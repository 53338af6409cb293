import { readNumber } from '../../language/numbers.ts';
import { type Token, tokenize } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { ratesOf } from '../figures-beside.ts';
import { dimensionOfGroup } from '../find-dimensions.ts';
import { Unsettled } from '../unsettled.ts';
import { negates, put, valuesOf } from './change-filters.ts';
import { conceptsNamed, valuesNamed } from './follow-named.ts';
import { askedOfThings } from './follow-things.ts';
import { withMetric } from './inherit.ts';

/** What a whole follow-up makes of the question before, where it says that and nothing else; null where it says more. */
export function changedWhole(before: Asked, tokens: readonly Token[], lexicon: Lexicon): Asked | null {
  const text = tokens.map((one) => one.text).join(' ');
  if (TURNED.test(text)) return turned(before);
  if (SHARE.test(text)) return shareOf(before, lexicon);
  if (PERCENT.test(text)) return percentOf(before, lexicon);
  const first = FIRST.exec(text)?.groups;
  const count = readNumber(tokenize(first?.count ?? first?.after ?? ''), 0)?.value;
  if (count !== undefined) return firstOf(before, count);
  const back = BACK.exec(text)?.groups?.what;
  if (back !== undefined) return takenBack(before, tokens, lexicon);
  if (EVERY_ROW.test(text) && before.limit !== null && before.kind === 'figure') return { ...before, limit: null };
  if (OTHERS.test(text)) return othersThan(before, tokens, lexicon);
  return ALL.test(text) ? allOf(before, tokens, lexicon) : askedOfThings(before, tokens, lexicon);
}

const LEAD = '^(et |and |mais |alors |donc |ok |non |oui |now |plutot )*';
const END = '( (alors|donc|stp|svp|please|maintenant|now))*$';
const TURNED = new RegExp(
  `${LEAD}((a |dans |en )?(l |le |la |un )?(autre sens|sens inverse|ordre inverse|inverse)|invers(e|er|ez|es|ee|ees)( (moi|le|la|les|l|ce|cet))*( (classement|ordre|tri|sens))?|retourne (le|la|les)( \\w+)?|(in )?(the )?(other way (round|around)|reverse( order| it| that)?)|reverse (the )?(order|ranking|it)|du bas vers le haut)${END}`,
);
const SHARE = new RegExp(
  `${LEAD}((cela|ca|c|il|elle|this|that) )?((fait|represente|pese|est|is|represents?) )?(quelle|quel|what|which) (part|proportion|pourcentage|poids|share|percentage|fraction)( (du|de|de l|dans le|of|of the|sur le) (total|tout|ensemble|whole))?( (is|does) (that|this|it)( represent)?| est ce| cela (fait|represente))?${END}`,
);
const PERCENT = new RegExp(
  `${LEAD}((mets|mettez|donne|affiche|montre|passe|exprime|moi|le|la|les|ca|cela|show|it|me) )*(en (un )?(pourcentages?|%|pour cent|proportions?)|as (a )?percentages?|in (percent|percentages?|%))${END}`,
);
const NUMBER = '\\d+|un|une|deux|trois|quatre|cinq|six|sept|huit|dix|one|two|three|four|five|ten';
const FIRST = new RegExp(
  `${LEAD}((seulement|uniquement|juste|only|just|keep|montre|donne|show|moi|me|plutot) )*(les |aux |the )?((?<count>${NUMBER}) )?(premiers?|premieres?|first)( (lignes?|rows?|seulement|uniquement|only))?( (?<after>${NUMBER}))?${END}`,
);
const BACK = new RegExp(`${LEAD}(avec|with|y compris|en comptant|including)( (le|la|les|l|the))? (?<what>.+)$`);
const OTHERS = new RegExp(
  `${LEAD}((dans|pour|sur|chez|avec|a|in|for|at|tous|toutes|all) )*(les |des |aux |the )?(autres?|others?|other|ailleurs|elsewhere)( (?<what>.+))?$`,
);

const EVERY_ROW = new RegExp(
  `${LEAD}((montre|donne|affiche|liste|show|give|me|moi|les|la|le|them|list) )*(tous|toutes|tout|all|all of them|everything|liste complete|full list|classement complet|sans limite)${END}`,
);
const ALL = new RegExp(
  `${LEAD}((pareil|idem|meme|chose|same|pour|sur|dans|avec|for|in|a|at|on|de) )*(tous|toutes|toute|all|every)( (les|nos|the|our))? .+${END}`,
);

function turned(before: Asked): Asked {
  const [by, more] = before.metrics;
  if (before.kind !== 'figure' || before.focus !== null) throw new Unsettled('combination');
  if (before.dimensions.length !== 1) throw new Unsettled(before.dimensions.length === 0 ? 'dimension' : 'combination');
  if (!before.order && (by === undefined || more !== undefined)) throw new Unsettled('combination');
  const order = before.order ?? { by: by ?? '', descending: true };
  return { ...before, order: { ...order, descending: !order.descending } };
}

/** `ça fait quelle part du total ?`: of the one value that it was of, or of each that it is told by. */
function shareOf(before: Asked, lexicon: Lexicon): Asked {
  if (before.kind !== 'figure' || before.compare || before.focus !== null) throw new Unsettled('share');
  if (before.shares) throw new Unsettled('same');
  const units = before.metrics.map((name) => lexicon.metrics.get(name)?.unit);
  if (units.length !== 1 || !units.every((unit) => unit === 'currency' || unit === 'count' || unit === 'hectares'))
    throw new Unsettled('unit');
  if (before.dimensions.length > 0) {
    const named = before.dimensions.some((one) => !one.startsWith('metric_time'));
    const chosen = before.filters.some(({ dimension }) => lexicon.metrics.has(dimension));
    if (!named || chosen) throw new Unsettled('share');
    return { ...before, shares: true };
  }
  const [one, more] = before.filters;
  if (!one || more || one.operator !== 'eq') throw new Unsettled('share');
  return { ...before, dimensions: [one.dimension], filters: [], shares: true, focus: String(one.value) };
}

/** `en pourcentage`: shares of what it is told by; of one figure the rate that is declared of it. */
function percentOf(before: Asked, lexicon: Lexicon): Asked {
  const [name = '', more] = before.metrics;
  if (before.dimensions.length > 0 || before.focus !== null) return shareOf(before, lexicon);
  const rates = more === undefined ? ratesOf(name, lexicon) : [];
  const [rate, other] = rates;
  if (rate === undefined || other !== undefined) throw new Unsettled('share', '', rates);
  return withMetric(before, rate, lexicon);
}

/** `les 2 premiers`: of the rows as they stand, the largest where nothing was said. */
function firstOf(before: Asked, count: number): Asked {
  const [by, more] = before.metrics;
  if (before.kind !== 'figure' || before.focus !== null || before.dimensions.length > 1)
    throw new Unsettled('combination');
  if (before.dimensions.length === 0 || by === undefined) throw new Unsettled('dimension');
  if (more !== undefined && !before.order) throw new Unsettled('combination');
  if (before.limit === count) throw new Unsettled('same');
  return { ...before, order: before.order ?? { by, descending: true }, limit: count };
}

/** `avec les espèces cette fois`: what was left out comes back. Null where nothing of it was. */
function takenBack(before: Asked, tokens: readonly Token[], lexicon: Lexicon): Asked | null {
  const named = valuesNamed(tokens, lexicon);
  const filter = before.filters.find((one) => negates(one) && lexicon.conceptOf.get(one.dimension) === named?.concept);
  if (!named || !filter || !named.values.every((one) => valuesOf(filter).includes(one))) return null;
  const rest = valuesOf(filter).filter((one) => !named.values.includes(one));
  const [one = ''] = rest;
  if (rest.length === 0) return { ...before, filters: before.filters.filter((other) => other !== filter) };
  return put(
    before,
    filter,
    rest.length === 1 ? { ...filter, operator: 'ne', value: one } : { ...filter, value: rest },
  );
}

/** `toutes les zones`: of one of them no more, and by each where it was one figure. */
function allOf(before: Asked, tokens: readonly Token[], lexicon: Lexicon): Asked | null {
  const rest = tokens.slice(tokens.findIndex(({ text }) => /^(tous|toutes?|all|every)$/.test(text)) + 1);
  const [concept, more] = conceptsNamed(rest, lexicon) ?? [];
  if (concept === undefined || more !== undefined) return null;
  const own = (one: string) => lexicon.conceptOf.get(one) === concept;
  const told = before.dimensions.some(own);
  if (told && before.focus !== null) return { ...before, focus: null };
  // A ranking of them that is of all of them is in the same order.
  if (told && before.limit !== null && before.kind === 'figure') return { ...before, limit: null };
  const filters = before.filters.filter(({ dimension }) => !own(dimension));
  const narrowed = filters.length < before.filters.length;
  if (before.check !== null) throw new Unsettled('threshold');
  if (!narrowed && (told || before.dimensions.length > 0 || before.kind !== 'figure')) throw new Unsettled('same');
  if (before.dimensions.length > 0 || before.kind !== 'figure') return { ...before, filters };
  return { ...before, filters, dimensions: [dimensionOfGroup(lexicon, { concept }, before.metrics)] };
}

/** `les autres zones` after a figure of one: all but that one. */
function othersThan(before: Asked, tokens: readonly Token[], lexicon: Lexicon): Asked | null {
  const rest = tokens.slice(tokens.findIndex(({ text }) => /^(autres?|others?|ailleurs|elsewhere)$/.test(text)) + 1);
  const concepts = conceptsNamed(rest, lexicon);
  if (concepts === null) return null;
  const held = before.filters.filter(
    (one) =>
      (one.operator === 'eq' || one.operator === 'in') &&
      lexicon.conceptOf.has(one.dimension) &&
      (concepts.length === 0 || concepts.includes(lexicon.conceptOf.get(one.dimension) ?? '')),
  );
  const [filter, more] = held;
  if (!filter || more || before.focus !== null) throw new Unsettled('context');
  const values = valuesOf(filter);
  const dimensions = before.dimensions.filter((one) => filter.operator !== 'in' || one !== filter.dimension);
  const left = { ...filter, operator: filter.operator === 'eq' ? ('ne' as const) : ('not_in' as const) };
  return { ...put(before, filter, filter.operator === 'eq' ? left : { ...left, value: values }), dimensions };
}
