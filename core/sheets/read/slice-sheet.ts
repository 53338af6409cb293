import { inflatePart, type ZipPart } from './zip-parts.ts';

const BEGINNING = /<((?:\w+:)?)sheetData(\s[^>]*)?>/;
const NUMBER = /\sr=["'](\d+)["']/;
const CLOSE = 0x3e;
/** What stands before the rows, and a row's own tag, are never longer. */
const MOST_HEAD = 1 << 20;

/**
 * A sheet's XML with no rows but those asked for (ECMA-376 part 1, §18.3.1.80): the part is inflated up to the last of them, chunk by
 * chunk. Null: it is no sheet.
 */
export async function sliceSheet(
  bytes: Buffer,
  part: ZipPart,
  o: { from: number; to: number; allowed: number },
): Promise<Buffer | null> {
  const slice = new Slice(o.from, o.to);
  await inflatePart(bytes, part, o.allowed, (chunk) => slice.take(chunk));
  return slice.end();
}

class Slice {
  readonly #from: number;
  readonly #to: number;
  #head: Buffer | null = null;
  #prefix = '';
  #rowTag = Buffer.alloc(0);
  #rest: Buffer = Buffer.alloc(0);
  readonly #kept: Buffer[] = [];
  #keeps = false;
  #last = 0;

  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  /** False: nothing more is needed. */
  take(chunk: Buffer): boolean {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#head !== null) return this.#rows(data, 0);
    const found = BEGINNING.exec(data.toString('latin1'));
    if (!found) {
      this.#rest = Buffer.from(data);
      return data.length < MOST_HEAD;
    }
    const end = found.index + found[0].length;
    this.#head = Buffer.from(data.subarray(0, end));
    this.#prefix = found[1] ?? '';
    this.#rowTag = Buffer.from(`<${this.#prefix}row`);
    return this.#rows(data, end);
  }

  #rows(data: Buffer, start: number): boolean {
    let at = start;
    for (;;) {
      const tag = data.indexOf(this.#rowTag, at);
      if (tag < 0) {
        const end = Math.max(at, data.length - this.#rowTag.length + 1);
        this.#keep(data, at, end);
        this.#rest = Buffer.from(data.subarray(end));
        return true;
      }
      const close = data.indexOf(CLOSE, tag);
      if (close < 0) {
        this.#keep(data, at, tag);
        this.#rest = Buffer.from(data.subarray(tag));
        return this.#rest.length < MOST_HEAD;
      }
      const text = data.toString('latin1', tag, close + 1);
      if (!/^[\s/>]/.test(text.slice(this.#rowTag.length))) {
        this.#keep(data, at, close + 1);
      } else {
        this.#keep(data, at, tag);
        const number = NUMBER.exec(text)?.[1];
        this.#last = number === undefined ? this.#last + 1 : Number(number);
        if (this.#last > this.#to) return false;
        this.#keeps = this.#last >= this.#from;
        const own = number === undefined ? text.replace(/(\s|\/?>)/, ` r="${this.#last}"$1`) : text;
        if (this.#keeps) this.#kept.push(Buffer.from(own, 'latin1'));
      }
      at = close + 1;
    }
  }

  #keep(data: Buffer, from: number, to: number): void {
    if (this.#keeps && to > from) this.#kept.push(Buffer.from(data.subarray(from, to)));
  }

  end(): Buffer | null {
    if (this.#head === null) return null;
    const rows = Buffer.concat(this.#kept);
    const close = Buffer.from(`</${this.#prefix}sheetData>`);
    const over = rows.indexOf(close);
    const foot = Buffer.from(`</${this.#prefix}worksheet>`);
    return Buffer.concat([this.#head, over < 0 ? rows : rows.subarray(0, over), close, foot]);
  }
}
