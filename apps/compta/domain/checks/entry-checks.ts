import type { SheetRow } from '@griot/sheets';
import type { Role } from '../layout/roles.ts';
import type { Posting } from '../ledger/posting.ts';
import type { RowPlace } from '../ledger/row-place.ts';
import type { Entry, JournalRow, PeriodRange } from '../ledger-types.ts';
import { frenchDay } from '../values/day.ts';
import { type DayNumber, numberOfDay } from '../values/day-bytes.ts';
import type { FindingCode } from './finding-catalogue.ts';

/** Journals that carry the year before forward. */
const OPENING_CODE = /^(RAN|AN|A-?N|ANX?|REPORT)$/i;
const OPENING_NAME = /nouveau/i;

/** What holds for the lines of both ledgers: inside the period, on journals that exist. */
export class EntryChecks {
  readonly #place: RowPlace;
  readonly #period: PeriodRange | null;
  readonly #journals: ReadonlyMap<string, JournalRow> | null;
  readonly #told = new Set<string>();
  readonly #first: DayNumber;
  readonly #last: DayNumber;

  constructor(place: RowPlace, period: PeriodRange | null, journals: ReadonlyMap<string, JournalRow> | null) {
    this.#place = place;
    this.#period = period;
    this.#journals = journals;
    this.#first = period === null ? 0 : numberOfDay(period.start);
    this.#last = period === null ? Number.POSITIVE_INFINITY : numberOfDay(period.end);
  }

  /** Whether `check` would have nothing to tell. */
  passes({ date, journal }: Posting): boolean {
    return date >= this.#first && date <= this.#last && journal.good;
  }

  check(row: SheetRow, entry: Entry): void {
    const period = this.#period;
    if (period !== null && (entry.day < period.start || entry.day > period.end)) {
      const code = this.#isOpening(entry.journal) ? 'a_nouveau_hors_periode' : 'hors_periode';
      const facts = { periode: `${frenchDay(period.start)} – ${frenchDay(period.end)}` };
      this.#place.tell(code, row, 'date', { value: frenchDay(entry.day), facts });
    }
    if (this.#journals !== null && !this.#journals.has(entry.journal)) {
      this.once('journal_inconnu', entry.journal, row, 'journal', { journal: entry.journal });
    }
  }

  /** A thing that many lines name is told at the first of them. */
  once(
    code: FindingCode,
    what: string,
    row: SheetRow | { line: number },
    role: Role,
    facts: Record<string, string>,
  ): void {
    const key = `${code}\u0000${what}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#place.tell(code, row, role, { value: what, facts });
  }

  #isOpening(code: string): boolean {
    return OPENING_CODE.test(code) || OPENING_NAME.test(this.#journals?.get(code)?.name ?? '');
  }
}
