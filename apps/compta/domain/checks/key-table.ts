import { widened } from './widened.ts';

const BITS = 18;
/** Bytes of one block of kept keys, and slots to begin with. */
const BLOCK = 1 << BITS;
const SLOTS = 1 << 12;
/** Slots are taken up to this share. */
const FULL = 0.7;
/** Bytes before a kept key: its length. */
const HEAD = 3;

/**
 * Keys of some whole numbers and a text, numbered from 0 in the order they came. In typed arrays: a key takes its bytes, three for its length, four beside
 * them and seventeen to thirty-four for its slot, where a map of strings takes two hundred. They are told apart by 64 bits of hash, as
 * `SeenTable` does it: to look a key up touches one place of memory.
 */
export class KeyTable {
  /** The numbers of the key that `number` is to look for. */
  readonly words: Int32Array;
  /** Three numbers a slot: the key's number from 1 (0: the slot is free), its two hashes. */
  #slots = new Int32Array(SLOTS * 3);
  #mask = SLOTS - 1;
  /** Number of the block and place in it, as one. */
  #places = new Uint32Array(SLOTS);
  readonly #blocks: Uint8Array[] = [];
  #used = BLOCK;
  size = 0;

  constructor(words: number) {
    this.words = new Int32Array(words);
  }

  /** The number of the key of `words` and so many bytes of a text; -1 when it is unknown and not to be added. */
  number(text: Uint8Array, length: number, add: boolean): number {
    const { words } = this;
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (let at = 0; at < words.length; at += 1) {
      a = Math.imul(a ^ (words[at] as number), 0x9e3779b1);
      b = Math.imul(b ^ (words[at] as number), 0x85ebca77);
      a ^= a >>> 15;
      b ^= b >>> 13;
    }
    for (let at = 0; at < length; at += 1) {
      const byte = text[at] as number;
      a = Math.imul(a ^ byte, 0x01000193);
      b = (Math.imul(b ^ byte, 0x5bd1e995) + 0x7f4a7c15) | 0;
    }
    a = mixed(a);
    b = mixed(b);
    let slot = a & this.#mask;
    for (;;) {
      const number = this.#slots[slot * 3] as number;
      if (number === 0) break;
      if (this.#slots[slot * 3 + 1] === a && this.#slots[slot * 3 + 2] === b) return number - 1;
      slot = (slot + 1) & this.#mask;
    }
    return add ? this.#add(slot, a, b, text.subarray(0, length)) : -1;
  }

  #add(slot: number, a: number, b: number, text: Uint8Array): number {
    const number = this.size;
    if (number === this.#places.length) this.#places = widened(this.#places);
    this.#places[number] = this.#keep(text);
    this.#slots[slot * 3] = number + 1;
    this.#slots[slot * 3 + 1] = a;
    this.#slots[slot * 3 + 2] = b;
    this.size += 1;
    if (this.size > (this.#mask + 1) * FULL) this.#grow();
    return number;
  }

  /** A key's numbers and text. */
  keyOf(number: number): { words: Int32Array; text: string } {
    const place = this.#places[number] as number;
    const block = this.#blocks[place >>> BITS] as Uint8Array;
    const at = place & (BLOCK - 1);
    const length = ((block[at] as number) << 16) | ((block[at + 1] as number) << 8) | (block[at + 2] as number);
    const bytes = Buffer.from(block.subarray(at + HEAD, at + HEAD + length));
    const words = this.words.map((_, index) => bytes.readInt32LE(index * 4));
    return { words, text: bytes.toString('utf8', words.length * 4) };
  }

  #keep(text: Uint8Array): number {
    const length = this.words.length * 4 + text.length;
    if (this.#used + length + HEAD > BLOCK) {
      this.#blocks.push(new Uint8Array(Math.max(BLOCK, length + HEAD)));
      this.#used = 0;
    }
    const block = this.#blocks[this.#blocks.length - 1] as Uint8Array;
    const start = this.#used;
    let at = start;
    for (const part of [length >> 16, length >> 8, length]) block[at++] = part;
    for (const word of this.words) for (let shift = 0; shift < 32; shift += 8) block[at++] = word >>> shift;
    block.set(text, at);
    this.#used = at + text.length;
    return (this.#blocks.length - 1) * BLOCK + start;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let at = 0; at < old.length; at += 3) {
      if (old[at] === 0) continue;
      let slot = (old[at + 1] as number) & this.#mask;
      while (this.#slots[slot * 3] !== 0) slot = (slot + 1) & this.#mask;
      for (let part = 0; part < 3; part += 1) this.#slots[slot * 3 + part] = old[at + part] as number;
    }
  }
}

/** MurmurHash3's finaliser. */
export function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}
