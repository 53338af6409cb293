import type { CellValue, SheetRow } from '@griot/sheets';
import type { FindingLog } from '../checks/finding-log.ts';
import { areHeadings } from '../layout/find-heading.ts';
import type { Columns } from '../layout/place-columns.ts';
import type { Recognition } from '../layout/recognise.ts';
import type { Entry } from '../ledger-types.ts';
import { readDay } from '../values/day.ts';
import { foldWords, isBlank, plainText } from '../values/text.ts';
import type { LedgerReader, Suspicion } from './ledger-reader.ts';
import type { Posting } from './posting.ts';
import { readEntry } from './read-entry.ts';
import { RowPlace } from './row-place.ts';
import { RunningCheck } from './running-check.ts';

/** What pages print besides entries. */
const TITLE =
  /©|(^| )periode du( |$)|date de tirage|^impression (provisoire|definitive)|tenue de compte|^page( \d.*)?$|^grand livre/;
const CARRIED = /^(a reporter|report|reports|report a nouveau page|solde a reporter)$/;

/** Reads a report: an account or third party on a line of its own, its entries below, its total after them. */
export class ReportReader implements LedgerReader {
  readonly place: RowPlace;
  readonly #running: RunningCheck;
  readonly #byTiers: boolean;
  readonly #suspect: Suspicion;
  #owner: string | null = null;
  /** The line above was told to be no account: its entries are lost with it. */
  #ownerBad = false;
  #ownerRow = 0;
  #grandTotal = false;
  #last = 0;

  constructor(recognition: Recognition, log: FindingLog, suspect: Suspicion) {
    this.place = new RowPlace(recognition, log);
    this.#suspect = suspect;
    this.#byTiers = recognition.type === 'GRAND_LIVRE_TIERS';
    this.#running = new RunningCheck(this.place, suspect);
  }

  get owner(): string | null {
    return this.#owner;
  }

  get columns(): Columns {
    return this.place.recognition.columns;
  }

  ready(line: number): boolean {
    return this.#owner !== null && line > this.place.recognition.headingLine;
  }

  keep(posting: Posting): boolean {
    this.#last = posting.line;
    return this.#running.keep(posting);
  }

  take(row: SheetRow): Entry | null {
    const { recognition } = this.place;
    this.#last = row.line;
    const first = row.cells.findIndex((cell) => !isBlank(cell));
    if (first < 0 || row.line <= recognition.headingLine) return null;
    const { columns } = recognition;
    const dateColumn = columns.date ?? 0;
    const filled = (column: number | undefined): boolean => column !== undefined && !isBlank(row.cells[column]);
    const amounts = filled(columns.debit) || filled(columns.credit);
    const journal = filled(columns.journal);
    const dated = this.#isDate(row.cells[dateColumn]);
    if (dated && (amounts || journal)) return this.#entry(row);
    const words = row.cells.map(foldWords);
    if (this.#isTitle(words, amounts)) return null;
    if (!filled(dateColumn) || !journal) {
      if (words.some((word) => word === 'totaux' || word === 'total general')) return this.#grand(row);
      if (words.some((word) => /^total( |$)/.test(word)) && !(amounts && filled(columns.label) && journal))
        return this.#total(row);
      if (words.some((word) => CARRIED.test(word))) return this.#carried(row);
    }
    if (!amounts && first <= dateColumn) return this.#begin(row, first);
    if (!amounts) return null;
    if (journal) return this.#entry(row);
    this.place.tell('ligne_inconnue', row, filled(columns.debit) ? 'debit' : 'credit');
    this.#lose(null);
    return null;
  }

  end(): void {
    if (!this.#grandTotal) this.place.tell('totaux_absents', { line: this.#last });
  }

  get confirmed(): number {
    return this.#running.confirmed;
  }

  #isDate(cell: CellValue | undefined): boolean {
    // Six digits of a text are an account here (101000), not a date.
    if (typeof cell === 'string' && /^\s*\d+\s*$/.test(cell))
      return this.place.recognition.grid.format === 'delimited' && readDay(cell) !== null;
    return readDay(cell, this.place.recognition.order) !== null;
  }

  #entry(row: SheetRow): Entry | null {
    const fields = readEntry(row, this.place);
    if (fields === null) return this.#lose(row);
    if (this.#owner === null) {
      if (!this.#ownerBad) this.place.tell('compte_absent', row, 'date');
      return this.#lose(row);
    }
    const entry: Entry = {
      ...fields,
      account: this.#byTiers ? '' : this.#owner,
      tiers: this.#byTiers ? this.#owner : null,
    };
    this.#running.entry(row, entry);
    return entry;
  }

  #lose(row: SheetRow | null): null {
    this.#running.lose();
    const { columns } = this.place.recognition;
    const of = (column: number | undefined): string => plainText(row?.cells[column ?? -1]);
    this.#suspect(row === null ? null : { journal: of(columns.journal), piece: of(columns.piece) });
    return null;
  }

  #begin(row: SheetRow, first: number): null {
    const owner = plainText(row.cells[first]);
    // A name of a company, or a sentence, heads no entries.
    if (/\s/.test(owner) || owner.length > 20) return null;
    if (!this.#byTiers && !/^\d[\dA-Z]{2,12}$/i.test(owner)) {
      this.place.tell('compte_illisible', row, 'account');
      this.#owner = null;
      this.#ownerBad = true;
      this.#running.lose();
      this.#suspect(null);
      return null;
    }
    if (owner !== this.#owner) this.#running.begin();
    this.#ownerBad = false;
    this.#owner = owner;
    this.#ownerRow = row.line;
    return null;
  }

  /** Where the present account's own line is. */
  get ownerLine(): number {
    return this.#ownerRow;
  }

  #total(row: SheetRow): null {
    this.#running.total(row);
    this.#running.begin();
    this.#owner = null;
    this.#ownerBad = false;
    return null;
  }

  #carried(row: SheetRow): null {
    this.#running.carried(row);
    return null;
  }

  #grand(row: SheetRow): null {
    this.#grandTotal = true;
    this.#running.grandTotal(row);
    return null;
  }

  #isTitle(folded: readonly string[], amounts: boolean): boolean {
    const words = folded.filter((word) => word !== '');
    if (words.some((word) => TITLE.test(word))) return true;
    if (words[0] === 'au' && words.length <= 2 && !amounts) return true;
    return areHeadings(words, this.#byTiers ? 'GRAND_LIVRE_TIERS' : 'GRAND_LIVRE_COMPTES');
  }
}
