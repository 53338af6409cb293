import type { CellValue, SheetRow } from '@griot/sheets';
import type { FindingLog } from '../checks/finding-log.ts';
import type { Columns } from '../layout/place-columns.ts';
import type { Recognition } from '../layout/recognise.ts';
import { FEC_COLUMNS } from '../layout/roles.ts';
import type { AccountRow, Entry, JournalRow, TiersRow } from '../ledger-types.ts';
import { isAmountFault, readAmount, type Units } from '../values/amount.ts';
import { readCompactDay } from '../values/day.ts';
import { fold, isBlank, plainText } from '../values/text.ts';
import type { LedgerReader, Suspicion } from './ledger-reader.ts';
import { mendRow } from './mend-row.ts';
import type { Posting } from './posting.ts';
import { RowPlace } from './row-place.ts';

type FecColumn = (typeof FEC_COLUMNS)[number];

/** Reads a FEC (art. A47 A-1 LPF): entries with their accounts, third parties and journals beside them. */
export class FecReader implements LedgerReader {
  readonly place: RowPlace;
  readonly confirmed = 0;
  readonly accounts = new Map<string, AccountRow>();
  readonly tiers = new Map<string, TiersRow>();
  readonly journals = new Map<string, JournalRow>();
  readonly #suspect: Suspicion;
  readonly #at: Record<FecColumn, number>;
  readonly #width: number;
  #half: SheetRow | null = null;

  constructor(recognition: Recognition, log: FindingLog, suspect: Suspicion) {
    this.place = new RowPlace(recognition, log);
    this.#suspect = suspect;
    const titles = (recognition.grid.head[0]?.cells ?? []).map((cell) =>
      fold(String(cell ?? '').replace('\uFEFF', '')),
    );
    this.#width = titles.length;
    this.#at = Object.fromEntries(FEC_COLUMNS.map((name) => [name, titles.indexOf(fold(name))])) as Record<
      FecColumn,
      number
    >;
  }

  readonly owner = null;

  get columns(): Columns {
    const at = this.#at;
    return {
      ...{ journal: at.JournalCode, date: at.EcritureDate, account: at.CompteNum, tiers: at.CompAuxNum },
      ...{ piece: at.EcritureNum, label: at.EcritureLib, lettrage: at.EcritureLet },
      ...{ debit: at.Debit, credit: at.Credit },
    };
  }

  /** Columns of the file; where the currency of a foreign amount stands. */
  get shape(): { width: number; currency: number } {
    return { width: this.#width, currency: this.#at.Idevise };
  }

  ready(line: number): boolean {
    return this.#half === null && line > this.place.recognition.headingLine;
  }

  /** A row that names something for the first time brings its name along: that is read from its texts. */
  keep({ account, tiers, journal }: Posting): boolean {
    return (
      this.accounts.has(account.text) &&
      this.journals.has(journal.text) &&
      (tiers === null || this.tiers.has(tiers.text))
    );
  }

  take(row: SheetRow): Entry | null {
    if (row.line <= this.place.recognition.headingLine || row.cells.every(isBlank)) return null;
    const label = this.#at.EcritureLib;
    const mended = mendRow(row, this.#half, this.#width, label, this.#width - label - 1);
    if (mended.state === 'half') {
      if (this.#half) this.#cut(this.#half);
      this.#half = row;
      return null;
    }
    this.#half = null;
    if (mended.state === 'mended') this.place.tell('ligne_recollee', mended.row, 'label');
    return this.#entry(mended.row);
  }

  end(): void {
    if (this.#half) this.#cut(this.#half);
  }

  #entry(row: SheetRow): Entry | null {
    const cell = (name: FecColumn): CellValue => row.cells[this.#at[name]] ?? null;
    const text = (name: FecColumn): string => plainText(cell(name));
    let good = true;
    const fault = (...told: Parameters<RowPlace['tell']>): null => {
      this.place.tell(...told);
      good = false;
      return null;
    };
    const money = (name: 'Debit' | 'Credit'): Units => {
      const value = readAmount(cell(name), this.place.recognition.style);
      if (isAmountFault(value)) fault(value, row, name === 'Debit' ? 'debit' : 'credit');
      return isAmountFault(value) ? 0 : (value ?? 0);
    };
    const day = readCompactDay(cell('EcritureDate')) ?? fault('date_illisible', row, 'date');
    const account = text('CompteNum');
    if (!/^\d[\dA-Z]{2,12}$/i.test(account)) fault('compte_illisible', row, 'account');
    const journal =
      text('JournalCode') ||
      (fault('valeur_manquante', row, 'journal', { facts: { colonne: 'le code journal' } }) ?? '');
    const [debit, credit] = [money('Debit'), money('Credit')];
    if (debit !== 0 && credit !== 0) fault('debit_et_credit', row, 'credit');
    if (!good || day === null) {
      this.#suspect({ journal, piece: text('EcritureNum') });
      return null;
    }
    const tiers = text('CompAuxNum') || null;
    this.#meet(row.line, { account, tiers, journal }, text);
    return {
      ...{ line: row.line, account, tiers, day, journal, piece: text('EcritureNum'), label: text('EcritureLib') },
      ...{ lettrage: text('EcritureLet') || null, debit, credit, due: null, currency: text('Idevise') || null },
    };
  }

  #meet(
    line: number,
    o: { account: string; tiers: string | null; journal: string },
    text: (name: FecColumn) => string,
  ): void {
    if (!this.accounts.has(o.account)) {
      this.accounts.set(o.account, { line, account: o.account, name: text('CompteLib'), nature: null, total: false });
    }
    if (o.tiers !== null && !this.tiers.has(o.tiers)) {
      this.tiers.set(o.tiers, { line, code: o.tiers, name: text('CompAuxLib'), kind: null, collective: o.account });
    }
    if (!this.journals.has(o.journal)) {
      this.journals.set(o.journal, { line, code: o.journal, name: text('JournalLib'), kind: null, treasury: null });
    }
  }

  #cut(row: SheetRow): void {
    this.place.tell('ligne_incomplete', row, undefined, { value: row.cells.map(plainText).join(' ').trim() });
    this.#half = null;
    this.#suspect({
      journal: plainText(row.cells[this.#at.JournalCode]),
      piece: plainText(row.cells[this.#at.EcritureNum]),
    });
  }
}
