import { COPULAS, PARTICLES } from '../language/fillers.ts';
import type { Token } from '../language/tokens.ts';
import type { NearWord } from './near.ts';

export interface Found<Meaning> {
  /** Index after the last token. */
  readonly end: number;
  readonly meanings: readonly Meaning[];
  /** Edits that it took to read the words so. */
  readonly edits: number;
  readonly mended: readonly { readonly from: string; readonly to: string }[];
  /** The words begin several phrases and end none: `Agnéby Agro` of three companies. */
  readonly partial: boolean;
}

interface Node<Meaning> {
  readonly next: Map<string, Node<Meaning>>;
  readonly meanings: Meaning[];
  /** Meanings below, while there are few. */
  below: Meaning[] | 'many';
}

const FEW = 6;
const node = <M>(): Node<M> => ({ next: new Map(), meanings: [], below: [] });

/** Phrases by their words. A question is walked along them; particles between words are stepped over. */
export class PhraseTree<Meaning> {
  readonly #root = node<Meaning>();
  readonly #key: (token: Token) => string;
  readonly #particles: boolean;
  readonly #begins: (meaning: Meaning) => boolean;

  /** `begins` says of which meanings the first words alone are enough, when no other phrase begins so. */
  constructor(o: { key: (token: Token) => string; particles: boolean; begins?: (meaning: Meaning) => boolean }) {
    this.#key = o.key;
    this.#particles = o.particles;
    this.#begins = o.begins ?? (() => false);
  }

  /** `whole` keeps the particle that a phrase begins with: « en perte » is not « perte ». */
  add(words: readonly string[], meaning: Meaning, whole = false): void {
    // No name ends with « du »: without its accent, it is the « dû » of « reste dû ».
    const ends = (word: string, at: number) =>
      at === 0 ? whole || word.length === 1 : at === words.length - 1 && (word.length === 1 || word === 'du');
    const kept = this.#particles ? words.filter((word, at) => !PARTICLES.has(word) || ends(word, at)) : words;
    if (kept.length === 0) return;
    let at = this.#root;
    for (const word of kept) {
      let next = at.next.get(word);
      if (!next) {
        next = node();
        at.next.set(word, next);
      }
      if (this.#begins(meaning) && next.below !== 'many') {
        if (!next.below.includes(meaning)) next.below.push(meaning);
        if (next.below.length > FEW) next.below = 'many';
      }
      at = next;
    }
    if (!at.meanings.includes(meaning)) at.meanings.push(meaning);
  }

  /** Everything that begins at `from`. `near` gives other words for one that is not in the vocabulary. */
  find(tokens: readonly Token[], from: number, near: (at: number) => readonly NearWord[]): Found<Meaning>[] {
    const found: Found<Meaning>[] = [];
    const walk = (
      at: Node<Meaning>,
      i: number,
      depth: number,
      edits: number,
      mended: Found<Meaning>['mended'],
      steps: number,
      onWord = true,
    ): void => {
      // After a particle that was stepped over nothing ends.
      if (onWord && depth > 0 && at.meanings.length > 0)
        found.push({ end: i, meanings: at.meanings, edits, mended, partial: false });
      else if (onWord && depth > 1 && at.below !== 'many' && at.below.length > 0)
        found.push({ end: i, meanings: at.below, edits, mended, partial: true });
      const token = tokens[i];
      if (!token || steps > 12) return;
      const exact = at.next.get(this.#key(token));
      if (exact) walk(exact, i + 1, depth + 1, edits, mended, steps + 1);
      for (const { word, distance, sure } of near(i)) {
        const next = sure ? at.next.get(word) : undefined;
        if (next && edits + distance <= 3)
          walk(next, i + 1, depth + 1, edits + distance, [...mended, { from: token.raw, to: word }], steps + 1);
      }
      // « factures en moyenne » is no « facture moyenne ».
      const mean = token.text === 'en' && tokens[i + 1]?.text === 'moyenne';
      // « clients A sont à risque »: a capital A is a name, not « à ».
      const letter = token.text === 'a' && token.stem === 'a';
      // « reste à encaisser » is what is not « encaissé ».
      const open = /^rest/.test(token.text) && tokens[i + 1]?.text === 'a';
      const between = !mean && !letter && !open && (PARTICLES.has(token.text) || COPULAS.has(token.text));
      if (depth > 0 && this.#particles && between && i + 1 < tokens.length)
        walk(at, i + 1, depth, edits, mended, steps + 1, false);
    };
    walk(this.#root, from, 0, 0, [], 0);
    return found;
  }
}
