import type { Day } from '@griot/kernel';
import { plainly } from '../language/idioms.ts';
import { isOrder } from '../language/orders.ts';
import { preambleOf } from '../language/preamble.ts';
import { type Token, tokenize } from '../language/tokens.ts';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import { respell } from '../lexicon/respell.ts';
import { type Asked, type Understanding, writeAsked } from './asked.ts';
import { assemble } from './assemble.ts';
import { changeNumber, numberAlone } from './change-number.ts';
import { changeQuestion } from './change-question.ts';
import { cover, type Part } from './cover.ts';
import type { Noun } from './fragment.ts';
import { readParts } from './read-parts.ts';
import { spellOut } from './spell-out.ts';
import { measureIn, switchMeasure } from './switch-measure.ts';
import { allOfThem, whoOfThem } from './take-up.ts';
import { Unsettled } from './unsettled.ts';

export interface UnderstandOptions {
  /** The business day that figures are as of. */
  readonly today: Day;
  /** The question before in the conversation. */
  readonly before?: Asked | null;
}

const ENGLISH = new Set(
  'the what which how is are was show give by of and for with than who why much many between since month year quarter does did do have top per last our'.split(
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
  const count = (words: ReadonlySet<string>) => tokens.filter(({ text }) => words.has(text)).length;
  return count(ENGLISH) > count(FRENCH);
}

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
  const said = english ? written : respell(written, lexicon);
  const { before } = o;
  if (before) {
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
  const open = first.status === 'clarify' && (first.reason === 'combination' || first.reason === 'threshold');
  if (!open) return first;
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
  return second.status === 'query' ? second : first;
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
  const all =
    before && (allOfThem(fragment, parts[0]?.text ?? '', before, lexicon) ?? whoOfThem(fragment, before, lexicon));
  if (all) return { status: 'query', asked: all, mended: fragment.mended };
  const bare =
    fragment.metrics.length > 0 &&
    fragment.said.size === 0 &&
    fragment.nouns.length +
      fragment.groups.length +
      fragment.filters.length +
      fragment.times.length +
      fragment.thresholds.length ===
      0 &&
    parts.length === 1;
  const follows =
    before !== null &&
    (bare ||
      fragment.said.has('followUp') ||
      fragment.said.has('their') ||
      (fragment.said.has('only') && fragment.metrics.length === 0 && fragment.filters.length > 0) ||
      // « combien ont été annulées ? » says of what by the question before.
      countsThose(parts) ||
      (fragment.metrics.length === 0 && (fragment.nouns.every(ofValue) || fragment.top !== null)));
  // « et combien de clients ? » after a figure of one place: of that place, of that figure, or of all?
  if (
    before !== null &&
    !follows &&
    /^(et|and)\b/i.test(parts[0]?.text ?? '') &&
    before.filters.length > 0 &&
    fragment.filters.length === 0
  )
    return { status: 'clarify', reason: 'context', words: '', options: [] };
  const found = assemble(fragment, lexicon, { today: o.today, base: follows ? before : null });
  // « merci », « au total ? », « qui sont-ils ? »: the same answer again is none.
  const again = follows && before && found.status === 'query' && writeAsked(found.asked) === writeAsked(before);
  if (
    again &&
    before.dimensions.length > 0 &&
    parts.some(({ text }) => /^(total|totale|tout|ensemble|overall|total)$/i.test(text))
  )
    return { ...found, asked: inAll(before, lexicon) };
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

/** « clients A » names whom by the value; nothing more is asked of them. */
const ofValue = (noun: Noun): boolean => noun.qualified && noun.metric === null && noun.role === 'plain';

/** « combien ont été annulées ? »: counted without a noun of its own. */
function countsThose(parts: readonly Part[]): boolean {
  const at = parts.findIndex(({ kind }) => kind === 'name');
  const opening = parts.slice(0, at).map(({ text }) => text.toLowerCase());
  return /^combien (en )?(ont|sont|d.?entre)\b/.test(opening.join(' '));
}

function settled(make: () => Asked): Understanding {
  try {
    return { status: 'query', asked: make(), mended: [] };
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    return { status: 'clarify', reason: error.reason, words: error.words, options: error.options };
  }
}

/** `et le total ?` after figures by something: the one figure of them all. */
function inAll(before: Asked, lexicon: Lexicon): Asked {
  const filters = before.filters.filter(({ dimension }) => !lexicon.metrics.has(dimension));
  return { ...before, kind: 'figure', dimensions: [], filters, order: null, limit: null, shares: false, focus: null };
}

const narrowsOnly = (tokens: readonly Token[]): boolean =>
  tokens.some(({ text }) => /^(seulement|uniquement|only|exclusivement|juste|just)$/.test(text));
const sameMetrics = (a: Asked, b: Asked): boolean => a.metrics.join() === b.metrics.join();
