import type { Posting } from '../ledger/posting.ts';

/** Slots are taken up to this share: sixteen to thirty-two bytes a line, twelve more for the moment in which they are doubled. */
const FULL = 0.75;

/**
 * Remembers at which line each entry was first seen, in typed arrays. Entries are told apart by 64 bits of hash: two different ones
 * among ten million meet once in 370 000 ledgers.
 */
export class SeenTable {
  #low = new Int32Array(4096);
  #high = new Int32Array(4096);
  /** 0: the slot is free. */
  #lines = new Uint32Array(4096);
  #size = 0;
  #a = 0;
  #b = 0;

  /** The line at which an equal entry was first seen, or null when this is the first. Lines count from 1. */
  see(posting: Posting): number | null {
    if (this.#size > this.#lines.length * FULL) this.#grow();
    this.#hash(posting);
    const low = mixed(this.#a);
    const high = mixed(this.#b);
    const slot = this.#slot(low, high);
    const first = this.#lines[slot] as number;
    if (first !== 0) return first;
    this.#put(slot, low, high, posting.line);
    this.#size += 1;
    return null;
  }

  #slot(low: number, high: number): number {
    const mask = this.#lines.length - 1;
    let slot = low & mask;
    while (this.#lines[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  #put(slot: number, low: number, high: number, line: number): void {
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#lines[slot] = line;
  }

  #grow(): void {
    const [lows, highs, lines] = [this.#low, this.#high, this.#lines];
    this.#low = new Int32Array(lines.length * 2);
    this.#high = new Int32Array(lines.length * 2);
    this.#lines = new Uint32Array(lines.length * 2);
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] as number;
      if (line === 0) continue;
      const [low, high] = [lows[index] as number, highs[index] as number];
      this.#put(this.#slot(low, high), low, high, line);
    }
  }

  /** Account, day, journal, amounts, and the texts with their lengths; in two hashes of different primes. */
  #hash(o: Posting): void {
    this.#a = 0x811c9dc5;
    this.#b = 0x9747b28c;
    this.#add(o.account.id);
    this.#add(o.date);
    this.#add(o.journal.id);
    this.#add(o.debit | 0);
    this.#add((o.debit / 0x1_0000_0000) | 0);
    this.#add(o.credit | 0);
    this.#add((o.credit / 0x1_0000_0000) | 0);
    this.#add(o.pieceEnd);
    this.#add(o.labelEnd);
    const { text, lettrageEnd } = o;
    let a = this.#a;
    let b = this.#b;
    for (let index = 0; index < lettrageEnd; index += 1) {
      const byte = text[index] as number;
      a = Math.imul(a ^ byte, 0x01000193);
      b = (Math.imul(b ^ byte, 0x5bd1e995) + 0x7f4a7c15) | 0;
    }
    this.#a = a;
    this.#b = b;
  }

  #add(value: number): void {
    const a = Math.imul(this.#a ^ value, 0x9e3779b1);
    const b = Math.imul(this.#b ^ value, 0x85ebca77);
    this.#a = a ^ (a >>> 15);
    this.#b = b ^ (b >>> 13);
  }
}

/** MurmurHash3's finaliser. */
function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}
