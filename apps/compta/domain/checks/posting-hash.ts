import type { Code } from '../ledger/code-table.ts';
import { CREDIT, DEBIT, type Posting } from '../ledger/posting.ts';

const HIGH = 1 / 0x1_0000_0000;
/** One state for each of the two hashes to begin with, and what its words are multiplied by. */
const [BEGIN_A, BEGIN_B] = [0x811c9dc5 | 0, 0x9747b28c | 0];
const [TIMES_A, TIMES_B] = [0x9e3779b1, 0x85ebca77];

/**
 * The one hash of entries, 64 bits in two halves. What tells pieces apart is a part of what tells twins apart, and that of what tells
 * entries apart: one chain, in which each is taken where it is whole. Texts go in by four bytes at once.
 */
export class PostingHash {
  /** The two halves of what was asked for last. */
  a = 0;
  b = 0;
  /** The chain so far. */
  #a = 0;
  #b = 0;

  /** Piece, journal and day. */
  piece({ words, pieceEnd, journal, date }: Posting): void {
    this.#a = BEGIN_A;
    this.#b = BEGIN_B;
    this.#text(words, 0, pieceEnd);
    this.#pair(journal.id, date);
    this.#take();
  }

  /** These, an account, and both amounts. After `piece`. */
  twin(account: Code, { amounts }: Posting): void {
    const debit = amounts[DEBIT] as number;
    const credit = amounts[CREDIT] as number;
    this.#pair(account.id, debit | 0);
    this.#pair(credit | 0, Math.floor(debit * HIGH) | 0);
    if (credit > 0x7fffffff || credit < 0) this.#pair(Math.floor(credit * HIGH) | 0, 1);
    this.#take();
  }

  /** All that there is of an entry besides its line. After `twin` with the entry's account. */
  entry({ words, pieceEnd, labelEnd, lettrageEnd }: Posting): void {
    this.#text(words, pieceEnd >> 2, lettrageEnd);
    this.#pair(labelEnd, lettrageEnd);
    this.#take();
  }

  #pair(one: number, other: number): void {
    let [a, b] = [this.#a, this.#b];
    a = Math.imul(a ^ one, TIMES_A);
    b = Math.imul(b ^ one, TIMES_B);
    a = Math.imul(a ^ (a >>> 15) ^ other, TIMES_A);
    b = Math.imul(b ^ (b >>> 13) ^ other, TIMES_B);
    this.#a = a ^ (a >>> 15);
    this.#b = b ^ (b >>> 13);
  }

  /** The words from this one on of a text of so many bytes, and how many these are. */
  #text(words: Int32Array, from: number, bytes: number): void {
    let [a, b] = [this.#a, this.#b];
    const whole = bytes >> 2;
    for (let at = from; at < whole; at += 1) {
      const word = words[at] as number;
      a = Math.imul(a ^ word, TIMES_A);
      b = Math.imul(b ^ word, TIMES_B);
      a ^= a >>> 15;
      b ^= b >>> 13;
    }
    // The last word is the beginning of what follows the text, or nothing: only what belongs to it counts.
    const last = (words[whole] as number) & ((1 << ((bytes & 3) * 8)) - 1);
    this.#a = a;
    this.#b = b;
    this.#pair(last, bytes);
  }

  #take(): void {
    this.a = mixed(this.#a);
    this.b = mixed(this.#b);
  }
}

/** MurmurHash3's finaliser. */
function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}
