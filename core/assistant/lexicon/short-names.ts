import { tokenize } from '../language/tokens.ts';
import type { Concept, Meaning } from './meaning.ts';
import { isFrenchWord } from './near.ts';

/** Above this many values, nobody calls one by its first letters alone. */
const FEW_VALUES = 60;
const SHORTEST = 3;
const LONGEST = 9;

interface ShortName {
  readonly words: readonly string[];
  readonly meaning: Meaning;
}

/**
 * What people call a place for short: `Yop`, `Ferké`, `San-Pé`. The first letters of a proper name, where no other word that
 * the application knows begins so, and French has no such word.
 */
export function shortNames(concepts: Iterable<Concept>, known: Iterable<string>): ShortName[] {
  const beginnings = new Map<string, number>();
  for (const word of known)
    for (let length = SHORTEST; length <= Math.min(LONGEST, word.length); length += 1) {
      const start = word.slice(0, length);
      beginnings.set(start, (beginnings.get(start) ?? 0) + 1);
    }
  const found: ShortName[] = [];
  for (const concept of concepts) {
    if (concept.bands || !concept.alone || concept.values.length > FEW_VALUES) continue;
    for (const value of concept.values) {
      const [first, second] = tokenize(value.replaceAll('_', ' ')).map(({ text }) => text);
      const meaning: Meaning = { kind: 'value', concept: concept.id, value };
      if (first && isName(first))
        for (const start of starts(first)) if (beginnings.get(start) === 1) found.push({ words: [start], meaning });
      // `San-Pédro` has a short first part: `san pe` and `san ped` are told by the second.
      if (first && second && first.length <= 4 && isName(second))
        for (const start of [second.slice(0, 2), ...starts(second)]) found.push({ words: [first, start], meaning });
    }
  }
  return found;
}

const isName = (word: string): boolean => /^[a-z]{5,}$/.test(word) && !isFrenchWord(word);

function starts(word: string): string[] {
  const found: string[] = [];
  for (let length = SHORTEST; length <= Math.min(LONGEST, word.length - 2); length += 1) {
    const start = word.slice(0, length);
    if (!isFrenchWord(start)) found.push(start);
  }
  return found;
}
