import type { Day } from '@griot/kernel';
import type { Role } from '../layout/roles.ts';
import type { TextScanner } from '../source/text-scanner.ts';
import { amountInBytes, EMPTY, UNUSUAL } from '../values/amount-bytes.ts';
import type { DateOrder } from '../values/day.ts';
import { compactDay, type DayNumber, dayOfNumber, packedDay, writtenDay } from '../values/day-bytes.ts';
import { copyEven, isAccount, isCode } from '../values/even-text.ts';
import { type Code, type CodeTable, same } from './code-table.ts';
import { FecReader } from './fec-reader.ts';
import type { LedgerReader } from './ledger-reader.ts';
import { WIDTH } from './line-reader.ts';
import { BALANCE, CREDIT, DEBIT, type Posting } from './posting.ts';

/**
 * Reads the rows that nearly every row of a text is like, from their bytes: an ordinary entry, in which nothing has to be told.
 * It knows of no faults: whatever it does not understand, the ledger's reader takes as texts and judges.
 */
export class PlainReader {
  readonly #reader: LedgerReader;
  readonly #scan: TextScanner;
  readonly #posting: Posting;
  readonly #layout: string;
  readonly #byTiers: boolean;
  readonly #at: Readonly<Record<Role, number>>;
  readonly #width: number;
  readonly #currency: number;
  readonly #order: DateOrder;
  readonly #how: { decimals: number; western: boolean };
  /** The account or third party of the entry before. */
  #owner: Code | null = null;
  #day: Day = '';
  #date: DayNumber = 0;

  constructor(reader: LedgerReader, scan: TextScanner, posting: Posting) {
    const { recognition } = reader.place;
    this.#reader = reader;
    this.#scan = scan;
    this.#posting = posting;
    this.#layout = recognition.layout;
    this.#byTiers = recognition.type === 'GRAND_LIVRE_TIERS';
    this.#order = recognition.order;
    this.#how = { decimals: recognition.style.decimals, western: scan.encoding === 'windows-1252' };
    const { width, currency } = reader instanceof FecReader ? reader.shape : { width: WIDTH, currency: -1 };
    this.#width = width;
    this.#currency = currency;
    const names = ['date', 'journal', 'piece', 'account', 'tiers', 'label', 'lettrage', 'due'] as const;
    const all = [...names, 'debit', 'credit', 'balance'] as const;
    this.#at = Object.fromEntries(all.map((role) => [role, reader.columns[role] ?? -1])) as Record<Role, number>;
  }

  /** Whether the scanner's row is an ordinary entry; it is then in the posting. Nothing else has changed. */
  take(): boolean {
    const scan = this.#scan;
    if (scan.fields < 0 || this.#layout === 'pnm' || !this.#reader.ready(scan.line)) return false;
    if (this.#layout === 'report') return this.#ofReport() && this.#rest();
    if (scan.fields !== this.#width) return false;
    return (this.#layout === 'fec' ? this.#ofFec() : this.#ofBare()) && this.#rest();
  }

  #ofReport(): boolean {
    const { owner } = this.#reader;
    if (owner === null) return false;
    const { codes } = this.#posting;
    const table = this.#byTiers ? codes.tiers : codes.accounts;
    if (this.#owner?.text !== owner) this.#owner = table.of(owner);
    return this.#owns(this.#owner) && this.#dated(this.#written(this.#at.date));
  }

  #ofBare(): boolean {
    const { bytes, from, to } = this.#scan;
    const { codes } = this.#posting;
    const [start = 0, end = 0] = [from[0], to[0]];
    if (this.#at.date !== 1) return false;
    // The lines of an account stand together.
    let owner = this.#owner;
    if (owner === null || !same(owner.bytes, bytes, start, end)) {
      if (!(this.#byTiers ? isCode : isAccount)(bytes, start, end)) return false;
      owner = (this.#byTiers ? codes.tiers : codes.accounts).at(bytes, start, end);
      this.#owner = owner;
    }
    return this.#owns(owner) && this.#dated(packedDay(bytes, from[1] ?? 0, to[1] ?? 0, this.#order));
  }

  #ofFec(): boolean {
    const { bytes, from, to } = this.#scan;
    const { codes } = this.#posting;
    const { account, date } = this.#at;
    const [start = 0, end = 0] = [from[account], to[account]];
    if (!isAccount(bytes, start, end)) return false;
    const tiers = this.#code(this.#at.tiers, codes.tiers);
    const currency = this.#code(this.#currency, codes.currencies);
    if (tiers === undefined || currency === undefined) return false;
    this.#posting.account = codes.accounts.at(bytes, start, end);
    this.#posting.tiers = tiers;
    this.#posting.currency = currency;
    return this.#dated(compactDay(bytes, from[date] ?? 0, to[date] ?? 0));
  }

  #owns(owner: Code): boolean {
    const posting = this.#posting;
    posting.account = this.#byTiers ? posting.codes.accounts.none : owner;
    posting.tiers = this.#byTiers ? owner : null;
    posting.currency = null;
    return true;
  }

  #dated(date: DayNumber): boolean {
    if (date === 0) return false;
    if (date !== this.#date) {
      const day = dayOfNumber(date);
      if (day === null) return false;
      this.#day = day;
      this.#date = date;
    }
    this.#posting.day = this.#day;
    this.#posting.date = date;
    return true;
  }

  /** What all layouts have. */
  #rest(): boolean {
    const posting = this.#posting;
    const at = this.#at;
    const fec = this.#layout === 'fec';
    const debit = this.#amount(at.debit, DEBIT);
    const credit = this.#amount(at.credit, CREDIT);
    if (debit === UNUSUAL || credit === UNUSUAL || this.#amount(at.balance, BALANCE) === UNUSUAL) return false;
    if (!fec && debit === EMPTY && credit === EMPTY) return false;
    if (posting.debit !== 0 && posting.credit !== 0) return false;
    const journal = this.#code(at.journal, posting.codes.journals);
    if (!journal) return false;
    posting.journal = journal;
    posting.line = this.#scan.line;
    return this.#due(fec ? -1 : at.due) && this.#texts();
  }

  #texts(): boolean {
    const posting = this.#posting;
    const { piece, label, lettrage } = this.#at;
    posting.room(this.#scan.length);
    posting.pieceEnd = this.#copy(piece, 0);
    if (posting.pieceEnd < 0) return false;
    posting.labelEnd = this.#copy(label, posting.pieceEnd);
    if (posting.labelEnd < 0) return false;
    posting.lettrageEnd = this.#copy(lettrage, posting.labelEnd);
    return posting.lettrageEnd >= 0;
  }

  #copy(column: number, at: number): number {
    const { bytes, from, to, fields } = this.#scan;
    if (column < 0 || column >= fields) return at;
    return copyEven(bytes, from[column] ?? 0, to[column] ?? 0, this.#posting.text, at, this.#how.western);
  }

  #due(column: number): boolean {
    this.#posting.due = null;
    if (this.#empty(column)) return true;
    const date = this.#written(column);
    if (date !== 0) this.#posting.due = dayOfNumber(date);
    return date !== 0;
  }

  #amount(column: number, place: number): ReturnType<typeof amountInBytes> {
    const { bytes, from, to, fields } = this.#scan;
    const there = column >= 0 && column < fields;
    const start = there ? (from[column] as number) : 0;
    const end = there ? (to[column] as number) : 0;
    return amountInBytes(bytes, start, end, this.#how, this.#posting.amounts, place);
  }

  #written(column: number): DayNumber {
    const { bytes, from, to, fields } = this.#scan;
    if (column < 0 || column >= fields) return 0;
    return writtenDay(bytes, from[column] ?? 0, to[column] ?? 0, this.#order);
  }

  #empty(column: number): boolean {
    const { from, to, fields } = this.#scan;
    return column < 0 || column >= fields || from[column] === to[column];
  }

  /** Null: nothing stands there; undefined: something that is no plain code. */
  #code(column: number, table: CodeTable): Code | null | undefined {
    if (this.#empty(column)) return null;
    const { bytes, from, to } = this.#scan;
    const [start = 0, end = 0] = [from[column], to[column]];
    return isCode(bytes, start, end) ? table.at(bytes, start, end) : undefined;
  }
}
