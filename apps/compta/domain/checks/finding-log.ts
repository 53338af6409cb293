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
  readonly findings: LedgerFinding[] = [];
  readonly #counts = new Map<string, FindingCount>();
  readonly #keptPerKind: number;

  constructor(keptPerKind: number) {
    this.#keptPerKind = keptPerKind;
  }

  add(code: FindingCode, place: Place): void {
    const { severity } = CATALOGUE[code];
    const key = `${place.file}\u0000${code}`;
    const count = this.#counts.get(key) ?? { code: `compta.${code}`, severity, file: place.file, count: 0 };
    this.#counts.set(key, count);
    count.count += 1;
    if (count.count > this.#keptPerKind) return;
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
    const value = shown(place.value);
    if (value !== '') finding.value = value.slice(0, 120);
    this.findings.push(finding);
  }

  get counts(): FindingCount[] {
    return [...this.#counts.values()];
  }

  get errors(): number {
    return this.counts.filter(({ severity }) => severity === 'error').reduce((sum, { count }) => sum + count, 0);
  }
}

function shown(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? frenchDay(value.toISOString().slice(0, 10)) : String(value).trim();
}
