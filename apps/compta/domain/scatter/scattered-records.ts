import type { Scratch, StoredBlock } from './scratch.ts';

const BITS = 6;
export const PARTS = 1 << BITS;

/** The part of a hash's records. */
export const partOf = (hash: number): number => hash >>> (32 - BITS);

/**
 * Records of whole numbers, written in the order they come and scattered by their hash over parts. What belongs together is in one part, and
 * there in its order: parts are gone through one by one, each with a table that a processor's cache holds, where one table of all would
 * be a place of memory that no cache holds for each record, and would grow with them.
 */
export class ScatteredRecords {
  /** The block that `room` has made room in. */
  block: Int32Array = NONE;
  readonly #scratch: Scratch;
  readonly #open: Int32Array[] = new Array(PARTS).fill(NONE);
  readonly #used = new Int32Array(PARTS);
  readonly #stored: StoredBlock[][] = Array.from({ length: PARTS }, () => []);

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  /** Room for a record of so many words in a part: where it begins in `block`. */
  room(part: number, words: number): number {
    const block = this.#open[part] as Int32Array;
    const at = this.#used[part] as number;
    if (at + words > block.length) return this.#next(part, words);
    this.#used[part] = at + words;
    this.block = block;
    return at;
  }

  #next(part: number, words: number): number {
    const full = this.#open[part] as Int32Array;
    const used = this.#used[part] as number;
    if (used > 0) this.#stored[part]?.push(this.#scratch.store(full, used));
    this.block = this.#scratch.block(words);
    this.#open[part] = this.block;
    this.#used[part] = words;
    return 0;
  }

  /** The blocks of a part in their order; each is good until the next is taken. Records do not go over their ends. */
  *blocks(part: number): Generator<Int32Array, void, undefined> {
    let target: Int32Array = NONE;
    try {
      for (const stored of this.#stored[part] ?? []) {
        const { words, used } = stored;
        if (words === null) {
          if (target.length < used) {
            this.#scratch.release(target);
            target = this.#scratch.block(used);
          }
          this.#scratch.read(stored, target);
        }
        yield (words ?? target).subarray(0, used);
      }
      const used = this.#used[part] as number;
      if (used > 0) yield (this.#open[part] as Int32Array).subarray(0, used);
    } finally {
      this.#scratch.release(target);
    }
  }
}

const NONE = new Int32Array(0);

/** Copies so many bytes that begin a text's words into a record. */
export function putText(block: Int32Array, at: number, words: Int32Array, bytes: number): void {
  const count = (bytes + 3) >> 2;
  for (let index = 0; index < count; index += 1) block[at + index] = words[index] as number;
}

/** A text that `putText` has put there. */
export function textAt(block: Int32Array, at: number, bytes: number): string {
  return Buffer.from(block.buffer, block.byteOffset + at * 4, bytes).toString();
}
