import type { Day } from '@griot/kernel';
import { FILLERS } from '../../language/fillers.ts';
import { plainly } from '../../language/idioms.ts';
import type { Token } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Period } from '../../time/period.ts';
import { UNITS } from '../../time/words.ts';
import { cover } from '../cover.ts';
import type { Fragment, Grain, Group } from '../fragment.ts';
import { GRAINS } from '../read/operator-groups.ts';
import { readParts } from '../read/read-parts.ts';

/** One thing of a query that an order to change it names. */
export type Piece =
  | { readonly is: 'metric'; readonly name: string }
  /** `the` is of one thing (« le secteur »), else the word may mean how many of them there are. */
  | { readonly is: 'group'; readonly group: Group; readonly metric: string | null; readonly said: boolean }
  | { readonly is: 'value'; readonly concept: string; readonly values: readonly string[] }
  | { readonly is: 'time'; readonly period: Period }
  /** « la période », « la comparaison »: a part of any query, by its kind. */
  | { readonly is: 'part'; readonly part: QueryPart };
export type QueryPart = 'period' | 'compare' | 'order' | 'shares';

const PARTS: Readonly<Record<string, QueryPart>> = {
  ...{ periode: 'period', periodes: 'period', date: 'period', dates: 'period', temps: 'period', period: 'period' },
  ...{ comparaison: 'compare', comparaisons: 'compare', comparison: 'compare', variation: 'compare' },
  ...{ classement: 'order', tri: 'order', ordre: 'order', ranking: 'order', sorting: 'order' },
  ...{ part: 'shares', parts: 'shares', pourcentage: 'shares', pourcentages: 'shares', shares: 'shares' },
};

/** What some words name and nothing else, piece by piece; null when they say more, or something that is not known. */
export function piecesOf(
  tokens: readonly Token[],
  lexicon: Lexicon,
  o: { today: Day; english: boolean },
): readonly Piece[] | null {
  const telling = tokens.filter(
    ({ text }) => !/^(le|la|les|l|du|de|des|d|the|sur|par|of|nos|notre|mes|our)$/.test(text),
  );
  const [one, more] = telling;
  if (one && !more) {
    const part = Object.hasOwn(PARTS, one.text) ? PARTS[one.text] : undefined;
    if (part) return [{ is: 'part', part }];
    const unit = UNITS.get(one.text);
    if (unit && unit !== 'semester') return [{ is: 'group', group: { grain: unit }, metric: null, said: true }];
  }
  const parts = cover(plainly(tokens, lexicon.turns), lexicon, o);
  // « un client » is one that is not known yet: nobody adds one to a question.
  const [first] = parts;
  if (!first || /^(une?|an?|one)$/i.test(first.text)) return null;
  if (parts.some(({ kind }) => kind === 'unknown' || kind === 'refusal' || kind === 'number')) return null;
  if (
    parts.some(
      (part) =>
        part.kind === 'operator' && part.operators.some((one) => GRAINS.includes(one as Grain)) && parts.length === 1,
    )
  )
    return null;
  if (parts.every((part) => part.kind === 'filler' && FILLERS.has(part.text.toLowerCase()))) return null;
  return ofFragment(readParts(parts, lexicon, false));
}

function ofFragment(f: Fragment): readonly Piece[] | null {
  const counted = f.said.has('count') || f.said.has('howMuch');
  const named = [...f.said].filter((one) => one !== 'followUp' && one !== 'count' && one !== 'howMuch');
  if (f.leftovers.length + f.thresholds.length + f.whole.length > 0 || f.top || named.length > 0) return null;
  if (f.metrics.some(({ without, orders }) => without || orders) || f.times.some((one) => one.relation || one.ends))
    return null;
  if (f.filters.some(({ negated }) => negated)) return null;
  const spelled = f.filters.flatMap(({ values }) => values.map((value) => value.toLowerCase()));
  // « clients A », « zone de Vridi » is the value; « secteur de Vridi » is two things.
  const nouns = f.nouns.filter((noun) => !spelled.some((value) => noun.text.toLowerCase().endsWith(` ${value}`)));
  if (nouns.some(({ qualified }) => qualified)) return null;
  const pieces: Piece[] = [
    ...f.metrics.map(({ name }): Piece => ({ is: 'metric', name })),
    ...nouns.map(
      ({ concept, metric, plural }): Piece =>
        counted && metric
          ? { is: 'metric', name: metric }
          : { is: 'group', group: { concept }, metric: plural ? metric : null, said: false },
    ),
    ...f.groups.map((group): Piece => ({ is: 'group', group, metric: null, said: true })),
    ...f.filters.map(({ concept, values }): Piece => ({ is: 'value', concept, values })),
    ...f.times.map(({ period }): Piece => ({ is: 'time', period })),
  ];
  return pieces.length > 0 ? pieces : null;
}

/** The dimension is what the piece tells things by. */
export const isOf = (dimension: string, { group }: Extract<Piece, { is: 'group' }>, lexicon: Lexicon): boolean =>
  'grain' in group ? dimension === `metric_time__${group.grain}` : lexicon.conceptOf.get(dimension) === group.concept;

/** The days of a query are those of the period that is named. */
export const sameRange = (range: { from: Day; to: Day }, { from, to, wholeTo }: Period): boolean =>
  range.from === from && (range.to === to || range.to === wholeTo);
