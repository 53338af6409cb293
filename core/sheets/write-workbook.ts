import { writeXlsx as write } from 'hucre/xlsx';
import { formatOf, type SheetKind, type SheetValue, sheetCell } from './sheet-cell.ts';
import { sheetName } from './sheet-name.ts';

export interface WorkbookTable {
  /** Made fit to be a sheet's name, and told apart from the others. */
  name: string;
  /** `decimals`: of money, those that its currency has; default 2. */
  columns: readonly { heading: string; kind: SheetKind; decimals?: number }[];
  rows: readonly (readonly SheetValue[])[];
}

/** Several small tables as one workbook, a sheet each; held in memory, so for what people look at, not for exports of lists. */
export async function writeWorkbook(tables: readonly WorkbookTable[]): Promise<Uint8Array> {
  const taken = new Set<string>();
  const nameOf = (wanted: string): string => {
    const base = sheetName(wanted);
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base.slice(0, 27)} ${number}`;
    taken.add(name.toLowerCase());
    return name;
  };
  return write({
    sheets: tables.map(({ name, columns, rows }) => ({
      name: nameOf(name),
      rows: [
        columns.map(({ heading }) => sheetCell(heading, 'text')),
        ...rows.map((row) => columns.map(({ kind }, at) => sheetCell(row[at], kind))),
      ],
      columns: columns.map(({ kind, decimals }) => ({
        width: kind === 'text' ? 26 : 16,
        ...(formatOf(kind) === undefined ? {} : { numFmt: formatOf(kind, decimals) }),
      })),
      freezePane: { rows: 1 },
    })),
  });
}
