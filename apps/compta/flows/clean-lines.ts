import type { Code } from '../domain/ledger/code-table.ts';
import type { Posting } from '../domain/ledger/posting.ts';
import type { Units } from '../domain/values/amount.ts';

/** Bytes of a line beside its texts: marks, day, due date, line, amounts. */
const MOST_BESIDE = 256;
/** Stands where a third party is not known yet: no text of a ledger has this byte. */
export const AWAITED = 1;
const [LINE_FEED, QUOTE, COMMA, MINUS, POINT, ZERO] = [10, 34, 44, 45, 46, 48];

/** A code as a field between the commas. */
export function fieldOf(code: Code | null): Uint8Array {
  return Buffer.from(code === null ? '' : `"${code.text.replaceAll('"', '""')}"`);
}

/** Entries as lines of a clean file of the warehouse, byte by byte: they are many. */
export class CleanLines {
  #bytes = new Uint8Array(1 << 20);
  #at = 0;
  readonly #head: Uint8Array;
  readonly #decimals: number;

  constructor(ids: readonly string[], decimals: number) {
    this.#head = Buffer.from(ids.map((id) => `"${id}",`).join(''));
    this.#decimals = decimals;
  }

  /** The order is that of the table's columns. */
  add(o: Posting): void {
    // Every byte of a text may be a quotation mark, which is written twice.
    const codes = [o.journal, o.account, o.tiers, o.currency].reduce((sum, code) => sum + (code?.bytes.length ?? 0), 0);
    this.#room(this.#head.length + MOST_BESIDE + (o.lettrageEnd + codes) * 2);
    this.#copy(this.#head);
    this.#number(o.line);
    this.#ascii(o.day);
    this.#code(o.journal);
    this.#text(o.text, 0, o.pieceEnd);
    this.#code(o.account);
    if (o.awaits) {
      this.#put(AWAITED);
      this.#put(COMMA);
    } else this.#code(o.tiers);
    this.#text(o.text, o.pieceEnd, o.labelEnd);
    this.#amount(o.debit);
    this.#amount(o.credit);
    this.#ascii(o.due);
    if (o.lettrageEnd > o.labelEnd) this.#text(o.text, o.labelEnd, o.lettrageEnd);
    else this.#put(COMMA);
    this.#code(o.currency);
    // The last comma is where the line ends.
    this.#bytes[this.#at - 1] = LINE_FEED;
  }

  /** What was added since the last time; to be used before anything is added again. */
  taken(): Uint8Array {
    const lines = this.#bytes.subarray(0, this.#at);
    this.#at = 0;
    return lines;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + bytes));
    wider.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = wider;
  }

  #put(byte: number): void {
    this.#bytes[this.#at++] = byte;
  }

  #copy(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index += 1) this.#bytes[this.#at++] = bytes[index] as number;
  }

  #text(bytes: Uint8Array, from: number, to: number): void {
    this.#put(QUOTE);
    for (let index = from; index < to; index += 1) {
      const byte = bytes[index] as number;
      if (byte === QUOTE) this.#put(QUOTE);
      this.#put(byte);
    }
    this.#put(QUOTE);
    this.#put(COMMA);
  }

  /** An absent value is nothing between the commas. */
  #code(code: Code | null): void {
    if (code === null) this.#put(COMMA);
    else this.#text(code.bytes, 0, code.bytes.length);
  }

  #ascii(text: string | null): void {
    if (text !== null) {
      this.#put(QUOTE);
      for (let index = 0; index < text.length; index += 1) this.#put(text.charCodeAt(index));
      this.#put(QUOTE);
    }
    this.#put(COMMA);
  }

  #number(value: number): void {
    this.#put(QUOTE);
    this.#digits(value, 1);
    this.#put(QUOTE);
    this.#put(COMMA);
  }

  #amount(units: Units): void {
    const decimals = this.#decimals;
    this.#put(QUOTE);
    if (units < 0) this.#put(MINUS);
    this.#digits(Math.abs(units), decimals + 1);
    this.#bytes.copyWithin(this.#at - decimals + 1, this.#at - decimals, this.#at);
    this.#bytes[this.#at - decimals] = POINT;
    this.#at += 1;
    this.#put(QUOTE);
    this.#put(COMMA);
  }

  /** A whole number with at least so many digits. */
  #digits(value: number, least: number): void {
    let length = least;
    for (let bound = 10 ** least; value >= bound; bound *= 10) length += 1;
    let rest = value;
    for (let at = this.#at + length - 1; at >= this.#at; at -= 1) {
      const tenth = Math.floor(rest / 10);
      this.#bytes[at] = ZERO + (rest - tenth * 10);
      rest = tenth;
    }
    this.#at += length;
  }
}
