import type { Finding } from '@griot/kernel';
import type { Fault } from './fault.ts';

export interface FindingCount {
  code: string;
  severity: 'error' | 'warning';
  file: string;
  count: number;
}

/** Where something was found. */
export interface Place {
  file: string;
  sheet?: string;
  line?: number;
  column?: string;
  value?: unknown;
}

/** All findings of an import: every one is counted, so many of a kind and file are kept with their places. */
export class FindingLog {
  readonly findings: Finding[] = [];
  readonly #counts = new Map<string, FindingCount>();
  readonly #keptPerKind: number;

  constructor(keptPerKind: number) {
    this.#keptPerKind = keptPerKind;
  }

  add(what: Fault, place: Place): void {
    const key = `${place.file}\u0000${what.code}\u0000${what.severity}`;
    let count = this.#counts.get(key);
    if (!count) {
      count = { code: what.code, severity: what.severity, file: place.file, count: 0 };
      this.#counts.set(key, count);
    }
    count.count += 1;
    if (count.count > this.#keptPerKind) return;
    const finding: Finding = {
      severity: what.severity,
      code: what.code,
      file: place.file,
      reason: what.reason,
      remedy: what.remedy,
    };
    if (place.sheet !== undefined) finding.sheet = place.sheet;
    if (place.line !== undefined) finding.line = place.line;
    if (place.column !== undefined) finding.column = place.column;
    if (place.value !== undefined && place.value !== null && place.value !== '')
      finding.value = String(place.value).slice(0, 120);
    this.findings.push(finding);
  }

  get counts(): FindingCount[] {
    return [...this.#counts.values()];
  }
}
