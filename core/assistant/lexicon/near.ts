import { createRequire } from 'node:module';
import { fold } from '../language/fold.ts';

/** A word of the vocabulary near a word that is not in it. */
export interface NearWord {
  readonly word: string;
  readonly distance: number;
  /** False: near enough to be offered, not to be taken. */
  readonly sure: boolean;
}

interface Known {
  readonly word: string;
  readonly letters: number;
  readonly sound: string;
}

/** Letters of a word as bits: words that differ in many letters are told apart without comparing them. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) % 26);
  return bits;
}

function bitsSet(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** How a French reader would say it, roughly: spellings that sound alike get one key. */
export function soundOf(word: string): string {
  return word
    .replace(/ph/g, 'f')
    .replace(/qu|q|ck|c(?=[aoulrt])|ch(?=[lr])/g, 'k')
    .replace(/[sc]h/g, 'S')
    .replace(/c(?=[eiy])|sc(?=[eiy])|t(?=ion)|[zç]/g, 's')
    .replace(/eau|au/g, 'o')
    .replace(/ai|ei|ay|ey|er$|ez$|et$/g, 'e')
    .replace(/y/g, 'i')
    .replace(/h/g, '')
    .replace(/en|em|am/g, 'an')
    .replace(/im|ain|ein/g, 'in')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/([a-zS])\1+/g, '$1')
    .replace(/(.)[estxd]+$/, '$1');
}

/** Edits between two words (a swap of neighbours is one), or `most + 1` when there are more. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII needs no folding, and most of 336 000 words are
const plain = (word: string): string => (/^[\x00-\x7f]*$/.test(word) ? word : fold(word));
let frenchWords: Set<string> | null = null;
/** A word that French has is not a typing error for another: `lits` are not `lots`. */
export function isFrenchWord(word: string): boolean {
  frenchWords ??= new Set((createRequire(import.meta.url)('an-array-of-french-words') as string[]).map(plain));
  return frenchWords.has(word);
}

/** The words that one can mean, ready to be searched for what was mistyped. */
export class Vocabulary {
  readonly #byLength: Known[][] = [];
  readonly #words = new Set<string>();
  readonly #bySound = new Map<string, Known[]>();

  add(word: string): void {
    if (this.#words.has(word) || word === '') return;
    this.#words.add(word);
    const bucket = this.#byLength[word.length] ?? [];
    const known = { word, letters: lettersOf(word), sound: soundOf(word) };
    bucket.push(known);
    this.#byLength[word.length] = bucket;
    const alike = this.#bySound.get(known.sound) ?? [];
    alike.push(known);
    this.#bySound.set(known.sound, alike);
  }

  words(): Iterable<string> {
    return this.#words;
  }

  has(word: string): boolean {
    return this.#words.has(word);
  }

  /** Nearest first; at most four. Nothing for short words, numbers and words that French has. */
  near(word: string): NearWord[] {
    if (word.length < 4 || word.length > 30 || /\d/.test(word)) return [];
    const most = word.length >= 7 ? 2 : 1;
    const letters = lettersOf(word);
    const sound = soundOf(word);
    const sorted = [...word].sort().join('');
    const found: NearWord[] = [];
    for (let length = word.length - most; length <= word.length + most; length += 1)
      for (const known of this.#byLength[length] ?? []) {
        if (known.word.length < 4 || bitsSet(known.letters ^ letters) > 2 * most) continue;
        const distance = editDistance(word, known.word, most);
        if (distance > most) continue;
        const alike = known.sound === sound || [...known.word].sort().join('') === sorted;
        const sure = distance === 1 ? known.word.length >= 5 || alike : alike || word.length >= 9;
        found.push({ word: known.word, distance, sure });
      }
    // `plato` is said as `plateau`, many letters apart.
    if (found.length === 0 && word.length >= 5)
      for (const { word: known } of this.#bySound.get(sound) ?? []) {
        const distance = editDistance(word, known, 3);
        if (known.length >= 6 && distance <= 3) found.push({ word: known, distance, sure: true });
      }
    found.sort((a, b) => a.distance - b.distance || Number(b.sure) - Number(a.sure) || (a.word < b.word ? -1 : 1));
    const least = found[0]?.distance ?? 0;
    return found.filter((one) => one.distance === least).slice(0, 4);
  }
}
