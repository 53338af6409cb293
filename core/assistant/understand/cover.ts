import type { Day } from '@griot/kernel';
import { FILLERS, HAVING, PARTICLES } from '../language/fillers.ts';
import { type ReadNumber, readNumber } from '../language/numbers.ts';
import type { Operator } from '../language/operators.ts';
import type { Refusal } from '../language/refusals.ts';
import type { Token } from '../language/tokens.ts';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Meaning } from '../lexicon/meaning.ts';
import { isFrenchWord, type NearWord } from '../lexicon/near.ts';
import type { TimeReading } from '../time/period.ts';
import { readTime } from '../time/read-time.ts';
import { TIME_WORDS } from '../time/words.ts';

interface Place {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** A comma stands before it. */
  readonly comma: boolean;
  readonly mended: readonly { readonly from: string; readonly to: string }[];
}

/** A piece of the question and what it is. Pieces follow each other and leave nothing out. */
export type Part = Place &
  (
    | {
        readonly kind: 'name';
        readonly meanings: readonly Exclude<Meaning, { kind: 'operator' | 'refusal' }>[];
        readonly partial: boolean;
      }
    | { readonly kind: 'operator'; readonly operators: readonly Operator[] }
    | { readonly kind: 'refusal'; readonly why: Refusal }
    | { readonly kind: 'time'; readonly time: TimeReading; readonly number: ReadNumber | null }
    | { readonly kind: 'number'; readonly number: ReadNumber }
    | { readonly kind: 'filler' }
    | { readonly kind: 'unknown'; readonly near: readonly NearWord[] }
  );

const UNKNOWN = 8;
/** A word of several figures gives way to a reading that tells which, even at the price of a particle more. */
const SEVERAL = 1.05;
const SPLITTING = new Set(['par', 'by', 'per']);
type Span = { part: Part; cost: number };

export interface CoverOptions {
  readonly today: Day;
  readonly english: boolean;
  /** Name spans (`start:end`) that are not to be used: for a second reading. */
  readonly without?: ReadonlySet<string>;
  /** Words of questions that metrics are called by are read as those: for a second reading. */
  readonly spoken?: boolean;
}

/** The cheapest way to read all tokens: few pieces, few mended letters, unknown words only where nothing else is found. */
export function cover(tokens: readonly Token[], lexicon: Lexicon, o: CoverOptions): Part[] {
  const nearOf = tokens.map((token, at) => {
    const near = mending(token, lexicon, o.english);
    // « sann-pédro »: half of a name is no « sans ».
    const half = tokens[at + 1]?.joined === true && (tokens[at + 1]?.text.length ?? 0) > 3;
    return half ? near.filter(({ word }) => !lexicon.speaks(word)) : near;
  });
  const mended = tokens.map((token, at) => mendForTime(token, nearOf[at] ?? []));
  const best: { cost: number; part: Part | null; next: number }[] = new Array(tokens.length + 1);
  best[tokens.length] = { cost: 0, part: null, next: 0 };
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    let chosen = { cost: Number.POSITIVE_INFINITY, part: null as Part | null, next: at + 1 };
    for (const { part, cost } of spansAt(tokens, mended, at, lexicon, nearOf, o)) {
      const whole = cost + (best[part.end]?.cost ?? 0);
      if (whole < chosen.cost - 1e-9) chosen = { cost: whole, part, next: part.end };
    }
    best[at] = chosen;
  }
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length; ) {
    const step = best[at];
    if (!step?.part) break;
    parts.push(step.part);
    at = step.next;
  }
  return parts;
}

/** Several figures of one unit: neither « nombre de » nor « montant de » tells which. */
function severalMetrics(meanings: readonly Meaning[], lexicon: Lexicon): boolean {
  const names = meanings.flatMap((one) =>
    one.kind === 'metric' ? [one.name] : one.kind === 'view' ? [one.metric] : [],
  );
  const units = new Set(names.map((name) => lexicon.metrics.get(name)?.unit));
  return new Set(names).size > 1 && units.size === 1;
}

function mending(token: Token, lexicon: Lexicon, english: boolean): readonly NearWord[] {
  if (/\d|[%+<>=]/.test(token.text) || lexicon.known(token.text, token.stem)) return [];
  if (token.text.length < 4 || isFrenchWord(token.text)) return [];
  const near = lexicon.vocabulary.near(token.stem);
  const own = token.stem === token.text ? near : [...near, ...lexicon.vocabulary.near(token.text)];
  // An English word is no French one mistyped: there only close names are taken.
  const sure = english
    ? own.map((one) => ({ ...one, sure: one.sure && one.distance === 1 && one.word.length >= 6 }))
    : own;
  const said = token.heard === undefined ? [] : [{ word: token.heard, distance: 1, sure: true }];
  const all = [...new Map([...sure, ...said].map((one) => [one.word, one])).values()];
  // « iactifs » can be either of two opposites.
  const opposite = ({ word }: NearWord) => all.some((one) => one.word === `in${word}` || word === `in${one.word}`);
  return all.map((one) => (opposite(one) ? { ...one, sure: false } : one));
}

function mendForTime(token: Token, near: readonly NearWord[]): Token {
  const word = near.find((one) => one.sure && TIME_WORDS.has(one.word))?.word;
  return word === undefined ? token : { ...token, text: word };
}

function spansAt(
  tokens: readonly Token[],
  mended: readonly Token[],
  at: number,
  lexicon: Lexicon,
  nearOf: readonly (readonly NearWord[])[],
  o: CoverOptions,
): Span[] {
  const token = tokens[at];
  if (!token) return [];
  const spans: Span[] = [];
  const near = (i: number) => nearOf[i] ?? [];
  const place = (end: number, changes: Place['mended'] = []): Place => ({
    start: at,
    end,
    comma: token.comma === true,
    text: tokens
      .slice(at, end)
      .map((one) => one.raw)
      .join(' '),
    mended: [
      ...tokens.slice(at, end).flatMap((one) => (one.respelled ? [{ from: one.raw, to: one.text }] : [])),
      ...changes,
    ],
  });
  for (const found of lexicon.names.find(tokens, at, near)) {
    if (o.without?.has(`${at}:${found.end}`)) continue;
    // `entre` is no `entrée`: a word of questions is that, whatever it shares its stem with.
    const spoken = o.spoken === true && lexicon.spoken.has(token.text);
    // English calls who rents a « tenant »; where an application does too, it is nobody else's data.
    const rents = o.english && /^tenants?$/.test(token.text);
    // « par classe »: what something is split by is a name.
    const split = SPLITTING.has(tokens[at - 1]?.text ?? '') && found.meanings.some((one) => one.kind === 'concept');
    if (found.end === at + 1 && lexicon.speaks(token.text) && !spoken && !rents && !split) continue;
    // « CA, clients » are two things, whatever is called « CA clients ».
    const cut = tokens.slice(at + 1, found.end).some((one) => one.comma === true);
    const meanings = found.meanings
      .filter((one) => one.kind !== 'operator' && one.kind !== 'refusal')
      .filter((one) => !cut || (one.kind === 'value' && /[,;]/.test(one.value)));
    if (meanings.length === 0) continue;
    spans.push({
      part: { ...place(found.end, found.mended), kind: 'name', meanings, partial: found.partial },
      // « nombre de clients actifs » counts active clients, not clients.
      cost:
        (token.text === 'nombre' ? 1.07 : 0.97) +
        0.6 * found.edits +
        (found.partial ? 0.3 : 0) +
        (severalMetrics(meanings, lexicon) ? SEVERAL : 0) -
        1e-4 * (found.end - at),
    });
  }
  // « les clients A qui … »: a capital A is a name.
  const letter = token.text === 'a' && token.stem === 'a' && at > 0;
  // « an overdue rate »: an article in English, a year in French.
  const article = o.english && token.text === 'an';
  for (const found of letter || article ? [] : lexicon.operators.find(tokens, at, near)) {
    const operators = found.meanings.flatMap((one) => (one.kind === 'operator' ? [one.operator] : []));
    const refusal = found.meanings.find((one) => one.kind === 'refusal');
    const where = place(found.end, found.mended);
    if (operators.length > 0)
      spans.push({ part: { ...where, kind: 'operator', operators }, cost: 1 + 0.6 * found.edits });
    // `a-t-il changé le …` tells what happened: only an order is refused.
    const told = refusal?.kind === 'refusal' && refusal.why === 'write' && /é(e|s|es)?$/i.test(token.raw);
    if (refusal?.kind === 'refusal' && found.edits === 0 && !told)
      spans.push({ part: { ...where, kind: 'refusal', why: refusal.why }, cost: 0.99 });
  }
  const number = readNumber(tokens, at);
  // « le montant dû en 2025 »: a participle begins no time.
  const time = /û/i.test(token.raw) && token.text === 'du' ? null : readTime(mended, at, o);
  if (time) {
    const changes = tokens
      .slice(at, time.end)
      .flatMap((one, i) =>
        mended[at + i]?.text === one.text ? [] : [{ from: one.raw, to: mended[at + i]?.text ?? '' }],
      );
    spans.push({
      part: { ...place(time.end, changes), kind: 'time', time, number },
      cost: 0.95 + 0.6 * changes.length,
    });
  }
  if (number && !(number.end === at + 1 && ['un', 'une', 'one'].includes(token.text)))
    spans.push({ part: { ...place(number.end), kind: 'number', number }, cost: 0.98 });
  // « l'été 2025 » is a season, whatever « été » is elsewhere.
  const season = token.text === 'ete' && ['l', 'cet', 'd'].includes(tokens[at - 1]?.text ?? '');
  const having = HAVING.has(token.text) && lexicon.names.find([token], 0, near).length === 0;
  const capital = capitalBeside(tokens, at);
  const named = capital ? valuesCalled(token.raw, lexicon) : [];
  if (named.length > 0)
    spans.push({ part: { ...place(at + 1), kind: 'name', meanings: named, partial: false }, cost: 0.9 });
  if (!letter && !season && !capital && (article || having || FILLERS.has(token.text) || PARTICLES.has(token.text)))
    spans.push({ part: { ...place(at + 1), kind: 'filler' }, cost: 1 });
  spans.push({ part: { ...place(at + 1), kind: 'unknown', near: near(at) }, cost: UNKNOWN });
  return spans;
}

/** « les clients B et C »: a capital by itself, joined to what stands before it, is a name, or it is asked about; never « c'est ». */
function capitalBeside(tokens: readonly Token[], at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!token || !/^[A-Z]$/.test(token.raw) || !before) return false;
  const joined = /^(et|ou|ni|and|or|nor)$/.test(before.text) || token.comma === true;
  return joined && !/^(est|y|qu|ai)$/.test(after?.text ?? '') && tokens.some(({ raw }) => /\p{Ll}/u.test(raw));
}

const valuesCalled = (raw: string, lexicon: Lexicon): Extract<Meaning, { kind: 'value' }>[] =>
  [...lexicon.concepts.values()].flatMap(({ id, values }) =>
    values.includes(raw) ? [{ kind: 'value' as const, concept: id, value: raw }] : [],
  );
