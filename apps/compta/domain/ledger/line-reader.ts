import type { SheetRow } from '@griot/sheets';
import type { FindingLog } from '../checks/finding-log.ts';
import { areHeadings } from '../layout/find-heading.ts';
import type { Columns } from '../layout/place-columns.ts';
import type { Recognition } from '../layout/recognise.ts';
import { pnmCells } from '../layout/recognise-texts.ts';
import type { Entry } from '../ledger-types.ts';
import { foldWords, isBlank, plainText } from '../values/text.ts';
import type { LedgerReader, Suspicion } from './ledger-reader.ts';
import { mendRow } from './mend-row.ts';
import type { Posting } from './posting.ts';
import { readEntry } from './read-entry.ts';
import { RowPlace } from './row-place.ts';
import { RunningCheck } from './running-check.ts';

/** Columns of the ledger without headings. */
export const WIDTH = 9;

/** Reads texts in which each line names its account: the ledger without headings, and PNM. */
export class LineReader implements LedgerReader {
  readonly place: RowPlace;
  readonly #running: RunningCheck;
  readonly #suspect: Suspicion;
  readonly #byTiers: boolean;
  readonly #pnm: boolean;
  #owner = '';
  #half: SheetRow | null = null;

  constructor(recognition: Recognition, log: FindingLog, suspect: Suspicion) {
    this.place = new RowPlace(recognition, log);
    this.#suspect = suspect;
    this.#running = new RunningCheck(this.place, suspect);
    this.#byTiers = recognition.type === 'GRAND_LIVRE_TIERS';
    this.#pnm = recognition.layout === 'pnm';
  }

  get confirmed(): number {
    return this.#running.confirmed;
  }

  readonly owner = null;

  get columns(): Columns {
    return this.place.recognition.columns;
  }

  ready(): boolean {
    return this.#half === null;
  }

  keep(posting: Posting): boolean {
    this.#follow(this.#byTiers ? (posting.tiers?.text ?? '') : posting.account.text);
    return this.#running.keep(posting);
  }

  take(row: SheetRow): Entry | null {
    if (row.cells.every(isBlank)) return null;
    return this.#pnm ? this.#pnmLine(row) : this.#bareLine(row);
  }

  end(): void {
    if (this.#half) this.#cut(this.#half);
  }

  #bareLine(row: SheetRow): Entry | null {
    // Nearly every line: an account, a date of six digits, all columns. Nothing else has these.
    const plain = this.#half === null && row.cells.length === WIDTH && /^\d{6}$/.test(String(row.cells[1]));
    if (plain && !isBlank(row.cells[0])) return this.#entry(row, plainText(row.cells[0]), null);
    const words = row.cells.map(foldWords);
    if (words.some((word) => word === 'a reporter' || word === 'report') && isBlank(row.cells[1])) {
      if (!isBlank(row.cells[0])) this.#follow(plainText(row.cells[0]));
      this.#running.carried(row);
      return null;
    }
    if (
      areHeadings(words, 'GRAND_LIVRE_COMPTES') ||
      words.some((word) => /periode du|^grand livre|date de tirage/.test(word))
    )
      return null;
    const mended = mendRow(row, this.#half, WIDTH, 4, 4);
    if (mended.state === 'half') {
      if (this.#half) this.#cut(this.#half);
      this.#half = row;
      return null;
    }
    this.#half = null;
    if (mended.state === 'mended') this.place.tell('ligne_recollee', mended.row, 'label');
    return this.#entry(mended.row, plainText(mended.row.cells[0]), null);
  }

  #pnmLine(row: SheetRow): Entry | null {
    const text = String(row.cells[0] ?? '');
    if (row.line === 1 && text.length < 84) return null;
    const cells = pnmCells(text);
    const [, , account = '', , tiers = '', , , , sense, debit, credit] = cells;
    if (text.length < 85 || !/^[DC]$/.test(sense ?? '') || (debit === '' && credit === '')) {
      this.#cut(row);
      return null;
    }
    return this.#entry({ line: row.line, cells }, account, plainText(tiers) || null);
  }

  #entry(row: SheetRow, owner: string, tiers: string | null): Entry | null {
    const fields = readEntry(row, this.place);
    if (!this.#byTiers && !/^\d[\dA-Z]{2,12}$/i.test(owner)) {
      this.place.tell(owner === '' ? 'valeur_manquante' : 'compte_illisible', row, 'account', {
        facts: { colonne: 'le compte' },
      });
      return this.#lose(row);
    }
    this.#follow(owner);
    if (fields === null) return this.#lose(row);
    const entry: Entry = { ...fields, account: this.#byTiers ? '' : owner, tiers: this.#byTiers ? owner : tiers };
    this.#running.entry(row, entry);
    return entry;
  }

  #follow(owner: string): void {
    if (owner !== this.#owner) this.#running.begin();
    this.#owner = owner;
  }

  #cut(row: SheetRow): void {
    this.place.tell('ligne_incomplete', row, undefined, { value: row.cells.map(plainText).join(' ').trim() });
    this.#half = null;
    this.#running.lose();
    const { journal = -1, piece = -1 } = this.place.recognition.columns;
    const cells = this.#pnm ? pnmCells(String(row.cells[0] ?? '')) : row.cells;
    this.#suspect({ journal: plainText(cells[journal]), piece: plainText(cells[piece]) });
  }

  #lose(row: SheetRow): null {
    this.#running.lose();
    const { columns } = this.place.recognition;
    this.#suspect({
      journal: plainText(row.cells[columns.journal ?? -1]),
      piece: plainText(row.cells[columns.piece ?? -1]),
    });
    return null;
  }
}
