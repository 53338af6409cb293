import type { Day } from '@griot/kernel';
import type { Entry } from '../ledger-types.ts';
import type { Units } from '../values/amount.ts';
import { type DayNumber, numberOfDay } from '../values/day-bytes.ts';
import type { Code, CodeTable } from './code-table.ts';

/** The codes that the ledgers of a batch name, one table for all its files. */
export interface Codes {
  accounts: CodeTable;
  tiers: CodeTable;
  journals: CodeTable;
  currencies: CodeTable;
}

/** Places of the amounts. */
export const [DEBIT, CREDIT, BALANCE] = [0, 1, 2] as const;

/**
 * The entry that is in hand. One object is filled again for each row: millions of rows make no objects. What is to outlast the row is
 * copied by who keeps it.
 */
export class Posting {
  line = 0;
  /** Of a third-party ledger: an empty code. */
  account: Code;
  tiers: Code | null = null;
  /** Of a collective account without its third party: that is told when both ledgers were read. */
  awaits = false;
  journal: Code;
  day: Day = '';
  /** The same day. */
  date: DayNumber = 0;
  /** Debit, credit, and the running balance as it is stated: nothing is made for a number that is put here. */
  readonly amounts = new Float64Array(3);
  due: Day | null = null;
  currency: Code | null = null;
  /** Piece, label and lettrage, one after the other, in UTF-8; an empty lettrage is none. */
  text = new Uint8Array(4096);
  /** The same bytes, four a number. */
  words = new Int32Array(this.text.buffer);
  pieceEnd = 0;
  labelEnd = 0;
  lettrageEnd = 0;
  readonly codes: Codes;

  constructor(codes: Codes) {
    this.codes = codes;
    this.account = codes.accounts.none;
    this.journal = codes.journals.none;
  }

  /** Room for the texts of a row of so many bytes, whatever encoding they are in. */
  room(bytes: number): void {
    if (this.text.length >= bytes * 3 + 4) return;
    this.words = new Int32Array(bytes + 1);
    this.text = new Uint8Array(this.words.buffer);
  }

  fill(entry: Entry): void {
    const { codes } = this;
    this.line = entry.line;
    this.account = codes.accounts.of(entry.account);
    this.tiers = entry.tiers === null ? null : codes.tiers.of(entry.tiers);
    this.journal = codes.journals.of(entry.journal);
    this.day = entry.day;
    this.date = numberOfDay(entry.day);
    this.amounts[DEBIT] = entry.debit;
    this.amounts[CREDIT] = entry.credit;
    this.due = entry.due;
    this.currency = entry.currency === null ? null : codes.currencies.of(entry.currency);
    const lettrage = entry.lettrage ?? '';
    this.room(entry.piece.length + entry.label.length + lettrage.length);
    const text = Buffer.from(this.text.buffer);
    this.pieceEnd = text.write(entry.piece);
    this.labelEnd = this.pieceEnd + text.write(entry.label, this.pieceEnd);
    this.lettrageEnd = this.labelEnd + text.write(lettrage, this.labelEnd);
  }

  get debit(): Units {
    return this.amounts[DEBIT] as Units;
  }

  get credit(): Units {
    return this.amounts[CREDIT] as Units;
  }

  /** Nothing where the file states no balance. */
  get balance(): Units {
    return this.amounts[BALANCE] as Units;
  }

  get piece(): string {
    return this.#text(0, this.pieceEnd);
  }

  /** The entry as an object of its own. */
  entry(): Entry {
    return {
      line: this.line,
      account: this.account.text,
      tiers: this.tiers?.text ?? null,
      day: this.day,
      journal: this.journal.text,
      piece: this.piece,
      label: this.#text(this.pieceEnd, this.labelEnd),
      lettrage: this.#text(this.labelEnd, this.lettrageEnd) || null,
      debit: this.debit,
      credit: this.credit,
      due: this.due,
      currency: this.currency?.text ?? null,
    };
  }

  #text(from: number, to: number): string {
    return Buffer.from(this.text.buffer, from, to - from).toString();
  }
}
