/** A code that many entries name: kept once, with what is known of it. */
export class Code {
  readonly id: number;
  readonly text: string;
  /** In UTF-8. */
  readonly bytes: Uint8Array;
  /** What the table's judge said of it: nothing is to be told of entries that name it. */
  readonly good: boolean;
  /** What the entries of this one belong to: the collective account of a third party. */
  readonly of: Code | null;

  constructor(id: number, text: string, bytes: Uint8Array, judged: Judged) {
    this.id = id;
    this.text = text;
    this.bytes = bytes;
    this.good = judged.good;
    this.of = judged.of ?? null;
  }
}

export interface Judged {
  good: boolean;
  of?: Code | null;
}

/** Codes by their bytes. As many as there are accounts, journals or third parties. */
export class CodeTable {
  #slots: (Code | undefined)[] = new Array(256).fill(undefined);
  /** By their ids. */
  readonly all: Code[] = [];
  /** Entries of one account or third party stand together. */
  #last: Code | null = null;
  #none: Code | null = null;
  readonly #judge: (text: string) => Judged;

  constructor(judge: (text: string) => Judged = () => ({ good: true })) {
    this.#judge = judge;
  }

  /** The code of what has none. */
  get none(): Code {
    this.#none ??= this.of('');
    return this.#none;
  }

  of(text: string): Code {
    if (this.#last?.text === text) return this.#last;
    const bytes = Buffer.from(text);
    return this.at(bytes, 0, bytes.length);
  }

  at(bytes: Uint8Array, from: number, to: number): Code {
    if (this.#last !== null && same(this.#last.bytes, bytes, from, to)) return this.#last;
    const mask = this.#slots.length - 1;
    let slot = hash(bytes, from, to) & mask;
    for (;;) {
      const code = this.#slots[slot];
      if (code === undefined) break;
      if (same(code.bytes, bytes, from, to)) {
        this.#last = code;
        return code;
      }
      slot = (slot + 1) & mask;
    }
    const own = Uint8Array.from(bytes.subarray(from, to));
    const text = Buffer.from(own).toString();
    const code = new Code(this.all.length, text, own, this.#judge(text));
    this.#slots[slot] = code;
    this.all.push(code);
    this.#last = code;
    if (this.all.length * 2 > this.#slots.length) this.#grow();
    return code;
  }

  #grow(): void {
    this.#slots = new Array(this.#slots.length * 2).fill(undefined);
    const mask = this.#slots.length - 1;
    for (const code of this.all) {
      let slot = hash(code.bytes, 0, code.bytes.length) & mask;
      while (this.#slots[slot] !== undefined) slot = (slot + 1) & mask;
      this.#slots[slot] = code;
    }
  }
}

/** Whether a code's bytes are those between two places. */
export function same(own: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (own.length !== to - from) return false;
  for (let at = 0; at < own.length; at += 1) if (own[at] !== bytes[from + at]) return false;
  return true;
}

function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ (bytes[at] as number), 0x01000193);
  return value ^ (value >>> 15);
}
