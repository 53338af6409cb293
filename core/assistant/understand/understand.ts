import type { Day } from '@griot/kernel';
import { plainly } from '../language/idioms.ts';
import { isOrder } from '../language/orders.ts';
import { preambleOf } from '../language/preamble.ts';
import { type Token, tokenize } from '../language/tokens.ts';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import { respell } from '../lexicon/respell.ts';
import { type Asked, type ClarifyReason, type Understanding, writeAsked } from './asked.ts';
import { assemble } from './assemble.ts';
import { cover, type Part } from './cover.ts';
import { changeNumber, numberAlone } from './follow/change-number.ts';
import { changeQuestion } from './follow/change-question.ts';
import { changedWhole } from './follow/follow-change.ts';
import { partOfIt, sameFamily } from './follow/follow-family.ts';
import { followsOn, saysTotal } from './follow/follow-or-new.ts';
import { spelledAfter } from './follow/follow-words.ts';
import { withMetric } from './follow/inherit.ts';
import { measureIn, switchMeasure } from './follow/switch-measure.ts';
import { whoOfThem } from './follow/take-up.ts';
import { readParts } from './read/read-parts.ts';
import { spellOut } from './spell-out.ts';
import { Unsettled } from './unsettled.ts';

export interface UnderstandOptions {
  /** The business day that figures are as of. */
  readonly today: Day;
  /** The question before in the conversation. */
  readonly before?: Asked | null;
}

const ENGLISH = new Set(
  'whose having above below least the what which how is are was show give by of and for with than who why much many between since month year quarter does did do have top per last our'.split(
    ' ',
  ),
);
const FRENCH = new Set(
  'le la les du des de quel quelle quels quelles combien est par et en dans pour avec sur au aux mois an pourquoi'.split(
    ' ',
  ),
);

/** The language a question is asked in, by its small words; null where it has none of either (« CA », « revenue 2025 »). */
export function languageOf(question: string): 'fr' | 'en' | null {
  // One word has no language of its own, and « top » is of both.
  const tokens = tokenize(question).filter(({ text }) => text !== 'top');
  if (tokens.length < 2) return null;
  if (isEnglish(tokens)) return 'en';
  return tokens.some(({ text }) => FRENCH.has(text)) ? 'fr' : null;
}

function isEnglish(tokens: readonly Token[]): boolean {
  const own = tokens.filter((_, at) => !isArticle(tokens, at));
  const count = (words: ReadonlySet<string>) => own.filter(({ text }) => words.has(text)).length;
  return count(ENGLISH) > count(FRENCH);
}

/** « an overdue rate »: an article of English, where « un an » is a year. */
const isArticle = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === 'an' &&
  /^[aeiouh]/.test(tokens[at + 1]?.text ?? '') &&
  !/^(un|une|l|d|par|cet|chaque|dernier|apres|pour|en|\d+)$/.test(tokens[at - 1]?.text ?? '');

/**
 * A question as one metric query, or why not. Pure and deterministic: the same words, lexicon and day give the same answer.
 * Every word is accounted for: what is not understood is said, never left out.
 */
export function understand(question: string, lexicon: Lexicon, o: UnderstandOptions): Understanding {
  const found = understandWhole(question, lexicon, o);
  const preamble = found.status === 'unknown' ? preambleOf(question) : null;
  // « Préparation du comité : … » tells the occasion, as long as nothing in it is a name.
  const names =
    preamble && tokenize(preamble.said).some((_, at, all) => lexicon.names.find(all, at, () => []).length > 0);
  return preamble && !names ? understandWhole(preamble.asked, lexicon, o) : found;
}

function understandWhole(question: string, lexicon: Lexicon, o: UnderstandOptions): Understanding {
  const written = tokenize(question);
  // The language is that of the words that were written: turns of speech may put French in their place.
  const english = isEnglish(written);
  const heard = english ? written : respell(written, lexicon);
  const { before } = o;
  let said: readonly Token[] = heard;
  if (before) {
    const told = settledBefore(before, heard, lexicon, o.today);
    if ('status' in told) return told;
    said = told.said;
    const follow = (named: readonly Token[]) => read(plainly(named, lexicon.turns), lexicon, o, english);
    const changed = changeQuestion(said, lexicon, { today: o.today, english, before, follow });
    if (changed) return changed;
    const wanted = measureIn(said);
    if (wanted) return settled(() => switchMeasure(before, wanted, lexicon));
  }
  if (isOrder(written)) return { status: 'refused', why: 'write' };
  return read(plainly(said, lexicon.turns), lexicon, o, english);
}

function read(tokens: readonly Token[], lexicon: Lexicon, o: UnderstandOptions, english: boolean): Understanding {
  if (tokens.length === 0) return { status: 'unknown', words: [], options: [] };
  const options = { today: o.today, english };
  // `montant par ville` of a file whose column is called « Montant ».
  if (tokens.some(({ text }) => lexicon.spoken.has(text))) {
    const named = attempt(cover(tokens, lexicon, { ...options, spoken: true }), lexicon, o);
    if (named.status === 'query') return named;
  }
  const first = attempt(cover(tokens, lexicon, options), lexicon, o);
  // « uniquement les clients actifs » after a figure narrows it; the other metric would be a new question.
  if (o.before && first.status === 'query' && narrowsOnly(tokens) && !sameMetrics(first.asked, o.before))
    return { status: 'clarify', reason: 'context', words: '', options: [] };
  // With a number, a state may stand between it and what it limits.
  const numbered = tokens.some(({ text }) => /\d/.test(text));
  if (first.status !== 'clarify' || !(SPELLED.has(first.reason) || (numbered && LIMITED.has(first.reason))))
    return first;
  // `CA des clients actifs`: « clients actifs » is a count of its own, but here it narrows; « clients avec impayés de plus de 90 jours »
  // are not those that it counts. Read it by its words.
  const parts = cover(tokens, lexicon, options);
  const without = new Set(
    parts.flatMap((part) =>
      part.kind === 'name' &&
      part.end - part.start > 1 &&
      part.meanings.some((one) => one.kind === 'metric' && lexicon.counts.has(one.name))
        ? [`${part.start}:${part.end}`]
        : [],
    ),
  );
  if (without.size === 0) return first;
  const second = attempt(cover(tokens, lexicon, { ...options, without }), lexicon, o);
  // A part is told of one state: « % de clients inactifs par zone » is of each zone's, or of all that are?
  const told = second.status === 'query' && (first.reason !== 'share' || second.asked.focus !== null);
  return told ? second : first;
}

function attempt(covered: readonly Part[], lexicon: Lexicon, o: UnderstandOptions): Understanding {
  const parts = spellOut(covered, lexicon, o.before ?? null);
  const refusal = parts.find((part) => part.kind === 'refusal');
  if (refusal?.kind === 'refusal') {
    if (refusal.why === 'forecast' || refusal.why === 'personal')
      return {
        status: 'unknown',
        words: [refusal.text],
        options: [],
        ...(refusal.why === 'forecast' ? { forecast: true } : {}),
      };
    return { status: 'refused', why: refusal.why };
  }
  const unknown = parts.flatMap((part) => (part.kind === 'unknown' ? [part] : []));
  if (unknown.length > 0)
    return {
      status: 'unknown',
      words: unknown.map(({ text }) => text),
      options: [...new Set(unknown.flatMap(({ near }) => near.map(({ word }) => word)))],
    };
  const before = o.before ?? null;
  const number = before && numberAlone(parts);
  if (number) return settled(() => changeNumber(before, number, lexicon));
  const fragment = readParts(parts, lexicon, before !== null);
  const who = before && whoOfThem(fragment, before, lexicon);
  if (who) return { status: 'query', asked: who, mended: fragment.mended };
  const follows = before !== null && followsOn(parts, fragment, before);
  const found = assemble(fragment, lexicon, { today: o.today, base: follows ? before : null });
  // « merci », « au total ? », « qui sont-ils ? »: the same answer again is none.
  const again = follows && before && found.status === 'query' && writeAsked(found.asked) === writeAsked(before);
  if (again && before.dimensions.length > 0 && saysTotal(parts)) return settled(() => inAll(before, lexicon));
  if (
    again &&
    fragment.said.has('count') &&
    before.dimensions.length === 1 &&
    before.kind === 'figure' &&
    !before.shares
  )
    return { ...found, asked: { ...before, kind: 'count', order: null, limit: null } };
  if (again) return { status: 'clarify', reason: 'same', words: '', options: [] };
  return found;
}

/** Where the name of a count may be two things, a thing and its state. */
const SPELLED: ReadonlySet<ClarifyReason> = new Set(['combination', 'threshold', 'share']);
const LIMITED: ReadonlySet<ClarifyReason> = new Set(['dimension', 'unit']);

/** A follow-up in words that stand by themselves, or what it makes of the question before where it says that alone. */
function settledBefore(
  before: Asked,
  heard: readonly Token[],
  lexicon: Lexicon,
  today: Day,
): Understanding | { readonly said: readonly Token[] } {
  try {
    const said = spelledAfter(before, heard, { lexicon, today });
    const asked = changedWhole(before, said, lexicon);
    if (asked) return { status: 'query', asked, mended: [] };
    const metric = sameFamily(before, said, lexicon) ?? partOfIt(before, said, lexicon);
    return metric === null ? { said } : { status: 'query', asked: withMetric(before, metric, lexicon), mended: [] };
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    return { status: 'clarify', reason: error.reason, words: error.words, options: error.options };
  }
}

function settled(make: () => Asked): Understanding {
  try {
    return { status: 'query', asked: make(), mended: [] };
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    return { status: 'clarify', reason: error.reason, words: error.words, options: error.options };
  }
}

/** `et le total ?` after figures by something: the one figure of them all; of some that were chosen, it is asked. */
function inAll(before: Asked, lexicon: Lexicon): Asked {
  const filters = before.filters.filter(({ dimension }) => !lexicon.metrics.has(dimension));
  const chosen = before.kind !== 'list' && (filters.length < before.filters.length || before.limit !== null);
  if (chosen || before.kind === 'why' || before.kind === 'count') throw new Unsettled('context');
  return { ...before, kind: 'figure', dimensions: [], filters, order: null, limit: null, shares: false, focus: null };
}

const narrowsOnly = (tokens: readonly Token[]): boolean =>
  tokens.some(({ text }) => /^(seulement|uniquement|only|exclusivement|juste|just)$/.test(text));
const sameMetrics = (a: Asked, b: Asked): boolean => a.metrics.join() === b.metrics.join();
