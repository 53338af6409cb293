import type { Posting } from '../ledger/posting.ts';
import { mixed } from './key-table.ts';

/** Slots are taken up to this share: sixteen to thirty-two bytes a line, and half of that for the moment in which they are doubled. */
const FULL = 0.75;
const SLOTS = 4096;

/**
 * Remembers at which line each entry was first seen, in a typed array. Entries are told apart by 64 bits of hash: two different ones
 * among ten million meet once in 370 000 ledgers.
 */
export class SeenTable {
  /** Three numbers a slot: the line (0: the slot is free), two hashes. */
  #slots = new Int32Array(SLOTS * 3);
  #mask = SLOTS - 1;
  #size = 0;
  /** What of the entry is numbers. */
  readonly #words = new Int32Array(9);
  #a = 0;
  #b = 0;

  /** The line at which an equal entry was first seen, or null when this is the first. Lines count from 1. */
  see(posting: Posting): number | null {
    if (this.#size > (this.#mask + 1) * FULL) this.#grow();
    this.#hash(posting);
    const a = mixed(this.#a);
    const b = mixed(this.#b);
    const slot = this.#slot(a, b);
    const first = this.#slots[slot] as number;
    if (first !== 0) return first;
    this.#slots[slot] = posting.line;
    this.#slots[slot + 1] = a;
    this.#slots[slot + 2] = b;
    this.#size += 1;
    return null;
  }

  /** Where the slot of these hashes begins, free or taken. */
  #slot(a: number, b: number): number {
    const slots = this.#slots;
    let slot = (a & this.#mask) * 3;
    while (slots[slot] !== 0 && (slots[slot + 1] !== a || slots[slot + 2] !== b))
      slot = slot + 3 === slots.length ? 0 : slot + 3;
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let at = 0; at < old.length; at += 3) {
      if (old[at] === 0) continue;
      const slot = this.#slot(old[at + 1] as number, old[at + 2] as number);
      for (let part = 0; part < 3; part += 1) this.#slots[slot + part] = old[at + part] as number;
    }
  }

  /** Account, day, journal, amounts, and the texts with their lengths; in two hashes of different primes. */
  #hash(o: Posting): void {
    const words = this.#words;
    words[0] = o.account.id;
    words[1] = o.date;
    words[2] = o.journal.id;
    words[3] = o.debit;
    words[4] = Math.floor(o.debit / 0x1_0000_0000);
    words[5] = o.credit;
    words[6] = Math.floor(o.credit / 0x1_0000_0000);
    words[7] = o.pieceEnd;
    words[8] = o.labelEnd;
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (let at = 0; at < words.length; at += 1) {
      a = Math.imul(a ^ (words[at] as number), 0x9e3779b1);
      b = Math.imul(b ^ (words[at] as number), 0x85ebca77);
      a ^= a >>> 15;
      b ^= b >>> 13;
    }
    const { text, lettrageEnd } = o;
    for (let index = 0; index < lettrageEnd; index += 1) {
      const byte = text[index] as number;
      a = Math.imul(a ^ byte, 0x01000193);
      b = (Math.imul(b ^ byte, 0x5bd1e995) + 0x7f4a7c15) | 0;
    }
    this.#a = a;
    this.#b = b;
  }
}
