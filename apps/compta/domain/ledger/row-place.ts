import type { CellValue, SheetRow } from '@griot/sheets';
import type { FindingCode } from '../checks/finding-catalogue.ts';
import type { FindingLog, Place } from '../checks/finding-log.ts';
import type { FirstPlaces } from '../checks/first-places.ts';
import type { Recognition } from '../layout/recognise.ts';
import { ROLE_NAMES, type Role } from '../layout/roles.ts';
import { columnLetter } from '../values/text.ts';

/** Says where in its file something stands, as its reader sees it: a column's letter in a workbook, its name in a text. */
export class RowPlace {
  readonly recognition: Recognition;
  readonly #log: FindingLog;

  constructor(recognition: Recognition, log: FindingLog) {
    this.recognition = recognition;
    this.#log = log;
  }

  at(line: number, column?: Role | number): Place {
    const { grid, columns } = this.recognition;
    const number = typeof column === 'string' ? columns[column] : column;
    const isSheet = grid.format === 'xlsx' || grid.format === 'xls';
    const name = isSheet ? (number === undefined ? undefined : columnLetter(number)) : this.#name(column);
    return {
      file: grid.file,
      ...(grid.sheet !== undefined && { sheet: grid.sheet }),
      line,
      ...(name !== undefined && { column: name }),
    };
  }

  tell(
    code: FindingCode,
    row: Pick<SheetRow, 'line'> & { cells?: CellValue[] },
    column?: Role | number,
    o: Partial<Place> = {},
  ): void {
    this.#log.add(code, { ...this.at(row.line, column), value: this.value(row, column), ...o });
  }

  value(row: { cells?: CellValue[] }, column?: Role | number): CellValue | undefined {
    const number = typeof column === 'string' ? this.recognition.columns[column] : column;
    return number === undefined ? undefined : row.cells?.[number];
  }

  /** How many findings of a kind are kept. */
  get mostOfAKind(): number {
    return this.#log.keptPerKind;
  }

  /**
   * Tells what was found of lines that were gone through before. `share`: they belong among what was told since, after what was told
   * before the entry of their line was taken; the smaller share first.
   */
  tellFirst<T extends { line: number }>(
    code: FindingCode,
    found: FirstPlaces<T>,
    column: Role,
    o: (one: T) => Partial<Place>,
    share?: number,
  ): void {
    for (const one of found.places) {
      const place = { ...this.at(one.line, column), ...o(one) };
      this.#log.add(code, place, share === undefined ? undefined : one.line - 1 + share);
    }
    this.#log.more(code, this.recognition.grid.file, found.count - found.places.length);
  }

  #name(column?: Role | number): string | undefined {
    if (typeof column === 'string') return ROLE_NAMES[column];
    const role = Object.entries(this.recognition.columns).find(([, at]) => at === column)?.[0] as Role | undefined;
    if (role) return ROLE_NAMES[role];
    return column === undefined ? undefined : `colonne ${column + 1}`;
  }
}
