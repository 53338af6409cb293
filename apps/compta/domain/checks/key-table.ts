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
 * Keys of bytes, numbered from 0 in the order they came. In typed arrays: a key takes its bytes, three for its length, four beside
 * them and seventeen to thirty-four for its slot, where a map of strings takes two hundred. They are told apart by 64 bits of hash, as
 * `SeenTable` does it: to look a key up touches one place of memory.
 */
export class KeyTable {
  /** Where the key is written that `number` is to look for; it grows with `room`. */
  key = new Uint8Array(256);
  /** Three numbers a slot: the key's number from 1 (0: the slot is free), its two hashes. */
  #slots = new Int32Array(SLOTS * 3);
  #mask = SLOTS - 1;
  /** Number of the block and place in it, as one. */
  #places = new Uint32Array(SLOTS);
  readonly #blocks: Uint8Array[] = [];
  #used = BLOCK;
  size = 0;

  room(bytes: number): Uint8Array {
    if (this.key.length < bytes) this.key = new Uint8Array(bytes * 2);
    return this.key;
  }

  /** The number of the key that stands in `key`; -1 when it is unknown and not to be added. */
  number(length: number, add: boolean): number {
    const { key } = this;
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (let at = 0; at < length; at += 1) {
      const byte = key[at] as number;
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
    return add ? this.#add(slot, a, b, length) : -1;
  }

  #add(slot: number, a: number, b: number, length: number): number {
    const number = this.size;
    if (number === this.#places.length) this.#places = widened(this.#places);
    this.#places[number] = this.#keep(length);
    this.#slots[slot * 3] = number + 1;
    this.#slots[slot * 3 + 1] = a;
    this.#slots[slot * 3 + 2] = b;
    this.size += 1;
    if (this.size > (this.#mask + 1) * FULL) this.#grow();
    return number;
  }

  /** The bytes of a key. */
  bytesOf(number: number): Uint8Array {
    const place = this.#places[number] as number;
    const block = this.#blocks[place >>> BITS] as Uint8Array;
    const at = place & (BLOCK - 1);
    const length = ((block[at] as number) << 16) | ((block[at + 1] as number) << 8) | (block[at + 2] as number);
    return block.subarray(at + HEAD, at + HEAD + length);
  }

  #keep(length: number): number {
    if (this.#used + length + HEAD > BLOCK) {
      this.#blocks.push(new Uint8Array(Math.max(BLOCK, length + HEAD)));
      this.#used = 0;
    }
    const block = this.#blocks[this.#blocks.length - 1] as Uint8Array;
    const at = this.#used;
    block[at] = length >> 16;
    block[at + 1] = length >> 8;
    block[at + 2] = length;
    for (let index = 0; index < length; index += 1) block[at + HEAD + index] = this.key[index] as number;
    this.#used += length + HEAD;
    return (this.#blocks.length - 1) * BLOCK + at;
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
