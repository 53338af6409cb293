/**
 * Remembers at which line each text was first seen, in typed arrays: some thirty bytes a text, where a map of strings takes two
 * hundred. Texts are told apart by 64 bits of hash: two different ones among ten million meet once in 370 000 ledgers.
 */
export class SeenTable {
  #low = new Int32Array(4096);
  #high = new Int32Array(4096);
  /** 0: the slot is free. */
  #lines = new Uint32Array(4096);
  #size = 0;

  /** The line at which the text was first seen, or null when this is the first time. Lines count from 1. */
  see(text: string, line: number): number | null {
    if (this.#size * 2 > this.#lines.length) this.#grow();
    const [low, high] = hash64(text);
    const slot = this.#slot(low, high);
    const first = this.#lines[slot] ?? 0;
    if (first !== 0) return first;
    this.#put(slot, low, high, line);
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
      const line = lines[index] ?? 0;
      if (line === 0) continue;
      const [low, high] = [lows[index] ?? 0, highs[index] ?? 0];
      this.#put(this.#slot(low, high), low, high, line);
    }
  }
}

/** Two hashes of different primes, each with MurmurHash3's finaliser. */
function hash64(text: string): [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = (Math.imul(b ^ code, 0x5bd1e995) + 0x7f4a7c15) | 0;
  }
  return [mixed(a), mixed(b)];
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}
