import { widened } from './widened.ts';

/** Bytes of one block of kept keys, and slots to begin with. */
const BITS = 18;
const BLOCK = 1 << BITS;
const SLOTS = 1 << 12;
/** Slots are taken up to this share. */
const FULL = 0.7;
/** Bytes before a kept key: its length. */
const HEAD = 3;

/**
 * Keys of bytes, numbered from 0 in the order they came. In typed arrays: a key takes its bytes, three for its length, four beside
 * them and eleven to twenty-three for its slot, where a map of strings takes two hundred. Equal keys are equal byte for byte.
 */
export class KeyTable {
  /** Where the key is written that `number` is to look for; it grows with `room`. */
  key = new Uint8Array(256);
  /** Two numbers a slot: the key's number from 1 (0: the slot is free), its hash. */
  #slots = new Int32Array(SLOTS * 2);
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
    const hash = hashOf(this.key, length);
    let slot = hash & this.#mask;
    for (;;) {
      const number = (this.#slots[slot * 2] as number) - 1;
      if (number < 0) break;
      if (this.#slots[slot * 2 + 1] === hash && this.#isAt(this.#places[number] as number, length)) return number;
      slot = (slot + 1) & this.#mask;
    }
    if (!add) return -1;
    const number = this.size;
    if (number === this.#places.length) this.#places = widened(this.#places);
    this.#places[number] = this.#keep(length);
    this.#slots[slot * 2] = number + 1;
    this.#slots[slot * 2 + 1] = hash;
    this.size += 1;
    if (this.size > (this.#mask + 1) * FULL) this.#grow();
    return number;
  }

  /** The bytes of a key. */
  bytesOf(number: number): Uint8Array {
    const place = this.#places[number] as number;
    const block = this.#blocks[place >>> BITS] as Uint8Array;
    const at = place & (BLOCK - 1);
    return block.subarray(at + HEAD, at + HEAD + lengthAt(block, at));
  }

  #isAt(place: number, length: number): boolean {
    const block = this.#blocks[place >>> BITS] as Uint8Array;
    const at = place & (BLOCK - 1);
    if (lengthAt(block, at) !== length) return false;
    for (let index = 0; index < length; index += 1) if (block[at + HEAD + index] !== this.key[index]) return false;
    return true;
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
    this.#mask = old.length - 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] === 0) continue;
      let slot = (old[at + 1] as number) & this.#mask;
      while (this.#slots[slot * 2] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot * 2] = old[at] as number;
      this.#slots[slot * 2 + 1] = old[at + 1] as number;
    }
  }
}

const lengthAt = (block: Uint8Array, at: number): number =>
  ((block[at] as number) << 16) | ((block[at + 1] as number) << 8) | (block[at + 2] as number);

function hashOf(bytes: Uint8Array, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
