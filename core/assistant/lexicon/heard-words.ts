import { stem } from '../language/fold.ts';
import { consonants, heard } from '../language/speech.ts';
import { editDistance, isFrenchWord } from './near.ts';

/** Shorter words sound like too many others. */
export const SHORTEST = 4;
/** A word that sounds like another and has not half its letters is another word. */
const MOST_EDITS = 4;

/** Words by how they are heard and by their consonants, to find what somebody wrote as they say it. */
export class HeardWords {
  readonly #bySound = new Map<string, string[]>();
  readonly #byConsonants = new Map<string, string[]>();
  readonly #words = new Set<string>();

  /** `named`: somebody may write it without its vowels. */
  add(word: string, named: boolean): void {
    if (word.length < SHORTEST || !/^[a-z]+$/.test(word)) return;
    if (named) put(this.#byConsonants, consonants(word), word);
    if (this.#words.has(word)) return;
    this.#words.add(word);
    for (const key of heard(word)) put(this.#bySound, key, word);
  }

  /** The one word that `word` can be when it is said aloud; null when there is none, or several. */
  said(word: string): string | null {
    const alike = [...new Set(heard(word).flatMap((key) => this.#bySound.get(key) ?? []))];
    const french = alike.filter(isFrenchWord);
    const near = (french.length > 0 ? french : alike).map((one) => ({
      one,
      edits: editDistance(word, one, MOST_EDITS),
    }));
    const least = Math.min(...near.map(({ edits }) => edits));
    const found = near.filter(
      ({ one, edits }) => edits === least && edits <= Math.min(MOST_EDITS, Math.ceil(one.length / 2)),
    );
    return oneOf(found.map(({ one }) => one));
  }

  /** The one word that has just these consonants, for what was written without vowels. */
  short(word: string): string | null {
    if (/.[aeiou]/.test(word) || word.length < (/^[aeiou]/.test(word) ? 4 : 3)) return null;
    return oneOf(this.#byConsonants.get(consonants(word)) ?? []);
  }
}

function put(index: Map<string, string[]>, key: string, word: string): void {
  const found = index.get(key) ?? [];
  if (!found.includes(word)) found.push(word);
  index.set(key, found);
}

/** One word, or several that are forms of one. */
function oneOf(words: readonly string[]): string | null {
  const [first] = words;
  return first !== undefined && words.every((one) => stem(one) === stem(first)) ? first : null;
}
