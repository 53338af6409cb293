import type { CellValue, SheetRow } from '@griot/sheets';
import type { Entry } from '../ledger-types.ts';
import { isAmountFault, readAmount, type Units, unitsText } from '../values/amount.ts';
import type { Posting } from './posting.ts';
import type { RowPlace } from './row-place.ts';

/**
 * Adds up what was read and holds it against what the report states: the running balance, what is carried from page to page,
 * the totals of accounts and of the whole. A difference is told once, where it begins.
 */
export class RunningCheck {
  #debit = 0;
  #credit = 0;
  #grandDebit = 0;
  #grandCredit = 0;
  /** Stated balance less ours: told when it changes. */
  #drift = 0;
  /** A row of the account could not be read: its sums say nothing. */
  #blind = false;
  #grandBlind = false;
  /** Entries whose balance was stated and came out. */
  confirmed = 0;
  readonly #place: RowPlace;
  readonly #suspect: (entry: Entry | null) => void;

  constructor(place: RowPlace, suspect: (entry: Entry | null) => void) {
    this.#place = place;
    this.#suspect = suspect;
  }

  begin(): void {
    this.#debit = 0;
    this.#credit = 0;
    this.#drift = 0;
    this.#blind = false;
  }

  /** A row with an amount was not read. */
  lose(): void {
    this.#blind = true;
    this.#grandBlind = true;
  }

  entry(row: SheetRow, entry: Entry): void {
    this.#debit += entry.debit;
    this.#credit += entry.credit;
    this.#grandDebit += entry.debit;
    this.#grandCredit += entry.credit;
    const column = this.#place.recognition.columns.balance;
    if (column === undefined || this.#blind) return;
    const stated = this.#amount(row.cells[column]);
    if (stated === null) return;
    const drift = stated - (this.#debit - this.#credit);
    if (drift === this.#drift) {
      if (drift === 0) this.confirmed += 1;
      return;
    }
    const expected = this.#debit - this.#credit + this.#drift;
    this.#place.tell('solde_progressif', row, 'balance', { facts: { attendu: this.#text(expected) } });
    this.#drift = drift;
    this.#grandBlind = true;
    this.#suspect(entry);
  }

  /**
   * An entry of which the balance, when one is stated, comes out as those before did; false: it does not, nothing was added up, and
   * `entry` has something to tell.
   */
  keep({ debit, credit, balance: stated }: Posting): boolean {
    const looks = this.#place.recognition.columns.balance !== undefined && !this.#blind;
    const drift = looks ? stated - (this.#debit + debit - this.#credit - credit) : this.#drift;
    if (drift !== this.#drift) return false;
    this.#debit += debit;
    this.#credit += credit;
    this.#grandDebit += debit;
    this.#grandCredit += credit;
    if (looks && drift === 0) this.confirmed += 1;
    return true;
  }

  /** A `Total compte` line. */
  total(row: SheetRow): void {
    if (this.#blind || this.#drift !== 0) return;
    this.#compare('total_faux', row, this.#debit, this.#credit);
  }

  /** What a page carries forward: sums of the account so far. */
  carried(row: SheetRow): void {
    if (this.#blind || this.#drift !== 0) return;
    this.#compare('report_faux', row, this.#debit, this.#credit);
  }

  grandTotal(row: SheetRow): void {
    if (this.#grandBlind) return;
    this.#compare('total_faux', row, this.#grandDebit, this.#grandCredit);
  }

  #compare(code: 'total_faux' | 'report_faux', row: SheetRow, debit: Units, credit: Units): void {
    const { columns } = this.#place.recognition;
    const sides = [
      ['debit', debit],
      ['credit', credit],
    ] as const;
    const stated = sides.map(([role]) => this.#amount(row.cells[columns[role] ?? -1]));
    if (
      stated.every((one) => one === null || one === 0) &&
      (debit !== 0 || credit !== 0) &&
      isNothing(row, columns.balance)
    )
      return;
    for (const [index, [role, expected]] of sides.entries()) {
      if ((stated[index] ?? 0) === expected) continue;
      this.#place.tell(code, row, role, { facts: { attendu: this.#text(expected) } });
      this.#grandBlind = true;
      this.#suspect(null);
    }
  }

  #amount(cell: CellValue | undefined): Units | null {
    const value = readAmount(cell, this.#place.recognition.style);
    return isAmountFault(value) ? null : (value ?? 0);
  }

  #text(units: Units): string {
    return unitsText(units, this.#place.recognition.style.decimals);
  }
}

/** A line of a total that states no amount at all. */
const isNothing = (row: SheetRow, balance: number | undefined): boolean =>
  row.cells.every((cell, column) => typeof cell !== 'number' && column !== balance);
