import { DomainError } from '@griot/kernel';
import type { CellValue } from '@griot/sheets';
import { cleanLine } from './clean-line.ts';
import { type ColumnProfile, profileColumn } from './profile-column.ts';
import { cellText, isNothing, readDayCell, readNumberCell, STYLES } from './read-cell.ts';
import { type Grid, readGrid } from './read-grid.ts';

export interface FileProfile {
  rows: number;
  columns: ColumnProfile[];
  sheet: string | null;
  /** Sheets that were left out. */
  others: string[];
  /** False: the first line held values, so columns are numbered. */
  titled: boolean;
}

/** How many lines above the titles are looked over: a letterhead, a date of printing. */
const HEAD = 10;

/** Reads a file's bytes: what it holds, and its rows as clean CSV under `c1`, `c2`… Throws `assistant.attachment_refused`. */
export async function profileFile(bytes: Buffer): Promise<{ profile: FileProfile; csv: string }> {
  const grid = await readGrid(bytes);
  const { titles, titled, body } = parted(grid);
  if (body.length === 0)
    throw new DomainError({ code: 'assistant.attachment_refused', kind: 'invalid', details: { reason: 'no_table' } });
  const columns = titles.map((title, at) =>
    profileColumn(
      title,
      body.map((row) => row[at] ?? null),
    ),
  );
  const lines = [cleanLine(columns.map((_, at) => `c${at + 1}`))];
  for (let row = 0; row < body.length; row += 1)
    lines.push(cleanLine(columns.map(({ values }) => values[row] ?? null)));
  return {
    profile: {
      ...{ rows: body.length, columns: columns.map(({ profile }) => profile), sheet: grid.sheet, others: grid.others },
      titled,
    },
    csv: lines.join(''),
  };
}

/** The line of titles and the rows below it. */
function parted({ rows }: Grid): { titles: string[]; titled: boolean; body: CellValue[][] } {
  const full = rows.filter((row) => row.some((cell) => !isNothing(cell)));
  const widest = full.reduce((most, row) => Math.max(most, filledIn(row)), 0);
  const wide = (row: readonly CellValue[]) => filledIn(row) >= Math.max(1, Math.ceil(widest * 0.6));
  const at = full.slice(0, HEAD).findIndex(wide);
  const head = full[at] ?? [];
  const titled = head.every((cell) => isNothing(cell) || !isValue(cell));
  const width = full.slice(at).reduce((most, row) => Math.max(most, row.length), 0);
  const seen = new Map<string, number>();
  const titles = Array.from({ length: width }, (_, column) => {
    const said = titled
      ? cellText(head[column] ?? null)
          .replace(/\s+/g, ' ')
          .slice(0, 80)
      : '';
    const title = said === '' ? `Colonne ${column + 1}` : said;
    const times = (seen.get(title.toLowerCase()) ?? 0) + 1;
    seen.set(title.toLowerCase(), times);
    return times === 1 ? title : `${title} (${times})`;
  });
  const body = full.slice(titled ? at + 1 : at);
  // Columns without a title and without a value are the edge of a sheet.
  const kept = titles.flatMap((_, column) =>
    (titled && !isNothing(head[column] ?? null)) || body.some((row) => !isNothing(row[column] ?? null)) ? [column] : [],
  );
  return {
    titles: kept.map((column) => titles[column] ?? ''),
    titled,
    body: body.map((row) => kept.map((column) => row[column] ?? null)),
  };
}

const filledIn = (row: readonly CellValue[]): number => row.filter((cell) => !isNothing(cell)).length;
const isValue = (cell: CellValue): boolean =>
  typeof cell !== 'string' ||
  readDayCell(cell, 'dmy') !== null ||
  STYLES.some((style) => readNumberCell(cell, style) !== null);
