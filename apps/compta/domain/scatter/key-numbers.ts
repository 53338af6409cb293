const SLOTS = 1 << 10;
/** Slots are taken up to this share. */
const FULL = 0.6;

/** Numbers keys from 0 in the order they come. Keys are 64 bits of hash: two different ones among ten million meet once in 370 000 ledgers. */
export class KeyNumbers {
  size = 0;
  /** Three numbers a slot: the key's number from 1 (0: the slot is free), its two hashes. */
  #slots = new Int32Array(SLOTS * 3);
  #mask = SLOTS - 1;

  /** Forgets all keys; the room for them stays. */
  clear(): void {
    this.#slots.fill(0);
    this.size = 0;
  }

  /** The key's number; one that is new has the number that `size` was. */
  add(a: number, b: number): number {
    const at = this.#slot(a, b);
    const number = this.#slots[at] as number;
    if (number !== 0) return number - 1;
    this.#slots[at] = this.size + 1;
    this.#slots[at + 1] = a;
    this.#slots[at + 2] = b;
    this.size += 1;
    if (this.size > (this.#mask + 1) * FULL) this.#grow();
    return this.size - 1;
  }

  /** The key's number, or -1. */
  find(a: number, b: number): number {
    return (this.#slots[this.#slot(a, b)] as number) - 1;
  }

  /** Where the slot of these hashes begins, free or taken. */
  #slot(a: number, b: number): number {
    const slots = this.#slots;
    let at = (a & this.#mask) * 3;
    while (slots[at] !== 0 && (slots[at + 1] !== a || slots[at + 2] !== b)) at = at + 3 === slots.length ? 0 : at + 3;
    return at;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let from = 0; from < old.length; from += 3) {
      if (old[from] === 0) continue;
      const at = this.#slot(old[from + 1] as number, old[from + 2] as number);
      for (let part = 0; part < 3; part += 1) this.#slots[at + part] = old[from + part] as number;
    }
  }
}
