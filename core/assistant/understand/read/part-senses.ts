import { fold } from '../../language/fold.ts';
import { tokenize } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Part } from '../cover.ts';
import { GRAINS } from './operator-groups.ts';
import type { PartCursor } from './part-cursor.ts';

/** `les clients qui ont …`, `zones avec …`: things stand before it, what they have behind. `CA réalisé avec …` is none. */
export function possesses(c: PartCursor, at: number): boolean {
  const before = c.parts.slice(0, at);
  const things = before.some((part, i) => {
    const grain = part.kind === 'operator' && part.operators.some((one) => GRAINS.includes(one) || one === 'who');
    return grain || c.choice(i)?.as === 'noun' || c.choice(i)?.as === 'value';
  });
  const had = c.parts.some((_, i) => {
    const choice = i > at ? c.choice(i) : undefined;
    return i > at && (choice?.as === 'metric' || (choice?.as === 'noun' && choice.metric !== null));
  });
  return things && had;
}

/** What a concept is a property of: `zone` of a zone's region. */
export const entityOf = (lexicon: Lexicon, concept: string): string =>
  lexicon.concepts.get(concept)?.dimensions[0]?.split('__')[0] ?? '';

/** « clients A » names clients too, and which: the concept of the first, null where a piece names but one thing. */
export function ownerOf(part: Part | undefined, lexicon: Lexicon): string | null {
  if (part?.kind !== 'name' || part.end - part.start < 2) return null;
  const counted = part.meanings.flatMap((one) => (one.kind === 'metric' ? (lexicon.counts.get(one.name) ?? []) : []));
  return counted[0] ?? null;
}

/** The owner that a piece calls by its own name: « client du segment B » does, « segment B » does not. */
export function namedOwner(part: Part | undefined, lexicon: Lexicon): string | null {
  const owner = ownerOf(part, lexicon);
  if (!part || owner === null) return null;
  const tokens = tokenize(part.text);
  const named = tokens.some((_, at) =>
    lexicon.names
      .find(tokens, at, () => [])
      .some(({ meanings }) => meanings.some((one) => one.kind === 'concept' && one.concept === owner)),
  );
  return named ? owner : null;
}

/** A number of things, or how large they are: a state beside it is theirs. */
const isOfThings = (unit: string | null | undefined): boolean => unit === 'count' || unit === 'hectares';

/**
 * « lots non viabilisés »: a state that is known of zones, said of plots. What is counted there is not what was asked; a state
 * is written in the data as a code (`non_viabilisee`), where names of places and people begin with a capital.
 */
export function isStateOfOther(c: PartCursor, lexicon: Lexicon, at: number): boolean {
  const [before, part] = [c.parts[at - 1], c.parts[at]];
  const value = c.choice(at);
  const counted = c.choice(at - 1);
  if (before?.kind !== 'name' || before.end !== part?.start || value?.as !== 'value') return false;
  if (!/^\p{Ll}/u.test(value.value) || (counted?.as !== 'metric' && counted?.as !== 'noun')) return false;
  const metric = lexicon.metrics.get(counted.as === 'metric' ? counted.name : (counted.metric ?? ''));
  if (!metric || !isOfThings(metric.unit)) return false;
  const own = entityOf(lexicon, value.concept);
  const names = [before.text, metric.label, ...Object.values(metric.labels), ...metric.synonyms].join(' ');
  return !(
    before.meanings.some((one) => one.kind === 'concept' && entityOf(lexicon, one.concept) === own) ||
    fold(names)
      .split(/[\s'’-]+/)
      .some((word) => word.startsWith(own))
  );
}

/** « lots qui ne sont pas viabilisés » denies a count of lots; it is no condition on the zones around them. */
export function denies(c: PartCursor, lexicon: Lexicon, at: number, next: number): boolean {
  const [before, part] = [c.parts[at - 1], c.parts[next]];
  const value = c.choice(next);
  if (before?.kind !== 'name' || part?.kind !== 'name' || value?.as !== 'value') return false;
  if (!part.meanings.some((one) => one.kind === 'metric')) return false;
  // « impayés hors segment C »: an amount is no number of things that are so or not.
  const measured = before.meanings.flatMap((one) =>
    one.kind === 'metric' ? [lexicon.metrics.get(one.name)?.unit] : [],
  );
  if (measured.length > 0 && !measured.some(isOfThings)) return false;
  const own = entityOf(lexicon, value.concept);
  return !(
    before.meanings.some((one) => one.kind === 'concept' && entityOf(lexicon, one.concept) === own) ||
    before.meanings.some(
      (one) => one.kind === 'metric' && entityOf(lexicon, lexicon.counts.get(one.name) ?? '') === own,
    ) ||
    before.text
      .toLowerCase()
      .split(' ')
      .some((word) => word.startsWith(own))
  );
}

/** « the textile sector »: English names what a value is behind it; the index after that. */
export function pastOwnNoun(c: PartCursor, at: number, concept: string): number {
  const choice = c.choice(at);
  const own = choice?.as === 'noun' && choice.concept === concept;
  return own && !/[sx]$/i.test(c.parts[at]?.text ?? '') ? at + 1 : at;
}

/** « Qui a payé en espèces ? » asks who, though nobody stands before `a`; the index after it. */
export function asksWho(c: PartCursor, at: number): number {
  if (c.parts.slice(0, at).every(({ kind }) => kind === 'time') && /^qui\b/i.test(c.parts[at]?.text ?? '')) {
    c.out.said.add('who');
    c.out.said.add('with');
  }
  return at + 1;
}

/** « Laquelle de nos zones » is one of them. */
export function isPlural(c: PartCursor, at: number): boolean {
  const before = c.is(at - 1, 'which') ? (c.parts[at - 1]?.text ?? '') : '';
  return /[sx]$/i.test(c.parts[at]?.text.split(' ')[0] ?? '') && !/^(laquelle|lequel)$/i.test(before);
}

/** « combien d'hectares », « how many hectares »: what one has much of, and no number of things. */
export function asksHowMuch(c: PartCursor, lexicon: Lexicon, at: number): boolean {
  const counts = c.is(at, 'count') && /^(combien d|how many|(le )?nombre d)/i.test(c.parts[at]?.text ?? '');
  const choice = c.choice(at + 1);
  if (!counts || choice?.as !== 'metric') return false;
  const unit = lexicon.metrics.get(choice.name)?.unit;
  // A figure in the singular: « combien de CA ».
  const many = /^(le )?nombre/i.test(c.parts[at]?.text ?? '');
  const much = !many && unit === 'currency' && !/[sx]$/i.test(c.parts[at + 1]?.text.split(' ')[0] ?? '');
  return unit === 'hectares' || much;
}
