const NEW_TABLE = 1024;

/**
 * An exact set of ids for files of any length: about 30 bytes an id, where a Set of strings takes 80 and stops at
 * 16.7 million. Each id keeps the line where it was first met.
 */
export class IdSet {
  size = 0;
  #bytes = Buffer.alloc(16 * NEW_TABLE);
  #used = 0;
  #ends = new Float64Array(NEW_TABLE);
  #lines = new Uint32Array(NEW_TABLE);
  #hashes = new Uint32Array(NEW_TABLE);
  /** Number of the id plus one, at the first free place after its hash; never over two thirds full. */
  #slots = new Int32Array(2 * NEW_TABLE);

  /** Adds an id. Returns 0 if it is new, else the line where it was first met. */
  add(id: string, line: number): number {
    const hash = hashOf(id);
    const slot = this.#find(id, hash);
    const found = this.#slots[slot] ?? 0;
    if (found > 0) return this.#lines[found - 1] ?? 0;
    this.#append(id, hash, line);
    this.#slots[slot] = this.size;
    if (this.size * 3 > this.#slots.length * 2) this.#rehash();
    return 0;
  }

  has(id: string): boolean {
    return (this.#slots[this.#find(id, hashOf(id))] ?? 0) > 0;
  }

  #find(id: string, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0 || (this.#hashes[found - 1] === hash && this.#holds(found - 1, id))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #holds(index: number, id: string): boolean {
    const start = index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
    const end = this.#ends[index] ?? 0;
    // Almost all ids are ASCII: then bytes and letters are the same, and nothing needs to be decoded.
    if (end - start !== id.length) return end - start > id.length && this.#bytes.toString('utf8', start, end) === id;
    for (let at = 0; at < id.length; at++) {
      const code = id.charCodeAt(at);
      if (code > 127 || this.#bytes[start + at] !== code) return false;
    }
    return true;
  }

  #append(id: string, hash: number, line: number): void {
    const length = Buffer.byteLength(id);
    while (this.#used + length > this.#bytes.length) {
      const larger = Buffer.alloc(this.#bytes.length * 2);
      this.#bytes.copy(larger, 0, 0, this.#used);
      this.#bytes = larger;
    }
    if (this.size === this.#ends.length) {
      this.#ends = enlarged(this.#ends, Float64Array);
      this.#lines = enlarged(this.#lines, Uint32Array);
      this.#hashes = enlarged(this.#hashes, Uint32Array);
    }
    this.#used += this.#bytes.write(id, this.#used, 'utf8');
    this.#ends[this.size] = this.#used;
    this.#lines[this.size] = line;
    this.#hashes[this.size] = hash;
    this.size += 1;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let index = 0; index < this.size; index++) {
      let slot = (this.#hashes[index] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
    this.#slots = slots;
  }
}

function enlarged<T extends Float64Array | Uint32Array>(from: T, Kind: { new (length: number): T }): T {
  const larger = new Kind(from.length * 2);
  larger.set(from);
  return larger;
}

/** FNV-1a over UTF-16 units, mixed so that its low bits are good. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}
