import type { CellValue } from '@griot/sheets';
import { frenchDay } from '../values/day.ts';
import { CATALOGUE, type FindingCode, type LedgerFinding, sentencesOf } from './finding-catalogue.ts';

export interface FindingCount {
  code: string;
  severity: 'error' | 'warning';
  file: string;
  count: number;
}

export interface Place {
  file: string;
  sheet?: string | undefined;
  line?: number | undefined;
  /** A letter in workbooks, a name in texts. */
  column?: string | undefined;
  value?: CellValue | undefined;
  facts?: Readonly<Record<string, string>>;
}

/** Every finding is counted; so many of a kind and file are kept with their places. */
export class FindingLog {
  /** The line of the general ledger up to which entries were taken: what is told now comes after what is told of these. */
  line = 0;
  readonly keptPerKind: number;
  readonly #findings: { finding: LedgerFinding; after: number }[] = [];
  readonly #counts = new Map<string, FindingCount & { after: number }>();

  constructor(keptPerKind: number) {
    this.keptPerKind = keptPerKind;
  }

  /** `after`: where the finding belongs among the others, when it is told later than those that follow it. */
  add(code: FindingCode, place: Place, after = this.line): void {
    const count = this.#count(code, place.file, after);
    count.count += 1;
    if (count.count > this.keptPerKind) return;
    const { severity } = CATALOGUE[code];
    const facts = { ...place.facts };
    const finding: LedgerFinding = {
      severity,
      code: `compta.${code}`,
      file: place.file,
      facts,
      ...sentencesOf(code, facts, 'fr'),
    };
    if (place.sheet !== undefined) finding.sheet = place.sheet;
    if (place.line !== undefined) finding.line = place.line;
    if (place.column !== undefined) finding.column = place.column;
    const value = shownValue(place.value);
    if (value !== '') finding.value = value;
    this.#findings.push({ finding, after });
  }

  /** Findings that are not kept, for there are enough of their kind. */
  more(code: FindingCode, file: string, count: number): void {
    if (count > 0) this.#count(code, file, this.line).count += count;
  }

  get findings(): LedgerFinding[] {
    return this.#findings.sort((one, other) => one.after - other.after).map(({ finding }) => finding);
  }

  get counts(): FindingCount[] {
    const inOrder = [...this.#counts.values()].sort((one, other) => one.after - other.after);
    return inOrder.map(({ after: _, ...count }) => count);
  }

  #count(code: FindingCode, file: string, after: number): FindingCount & { after: number } {
    const key = `${file}\u0000${code}`;
    const known = this.#counts.get(key);
    if (known) return known;
    const count = { code: `compta.${code}`, severity: CATALOGUE[code].severity, file, count: 0, after };
    this.#counts.set(key, count);
    return count;
  }

  get errors(): number {
    return this.counts.filter(({ severity }) => severity === 'error').reduce((sum, { count }) => sum + count, 0);
  }
}

/** A cell as findings show it. */
export function shownValue(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  const text = value instanceof Date ? frenchDay(value.toISOString().slice(0, 10)) : String(value).trim();
  return text.slice(0, 120);
}
