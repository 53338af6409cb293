import { type Fault, fault } from './fault.ts';
import { fold } from './fold.ts';
import { type SourceTable, sourceTables } from './tables.ts';

export type RawCell = string | number | boolean | Date | null;

/** Which cell of a row holds which column of the table; -1 when the file does not have it. */
export interface HeaderMatch {
  table: SourceTable;
  positions: number[];
  /** Index of the heading row among the rows given. */
  row: number;
  titles: string[];
}

/** Titles may stand above the heading: so many rows are looked at. */
export const HEADING_ROWS = 20;

/** Column of the table to title of the file, as a person said it. */
export type ColumnTitles = Readonly<Record<string, string>>;

/** The row that has the most of a table's columns, whether or not any is missing. */
export function bestHeader(
  rows: readonly (readonly RawCell[])[],
  table: SourceTable,
  columns?: ColumnTitles,
): HeaderMatch | undefined {
  let best: HeaderMatch | undefined;
  for (const [row, cells] of rows.slice(0, HEADING_ROWS).entries()) {
    const match = matchRow(cells, table, row, columns);
    if (!best || found(match) > found(best)) best = match;
  }
  return best;
}

/**
 * Finds the heading row of a table among the first rows of a file. The row that has the most of its columns wins; what
 * is missing refuses the file, with what was found instead.
 */
export function findHeader(
  rows: readonly (readonly RawCell[])[],
  table: SourceTable,
  columns?: ColumnTitles,
): HeaderMatch | Fault {
  const best = bestHeader(rows, table, columns);
  if (!best)
    return fault('fichier_vide', 'le fichier ne contient aucune ligne', 'vérifier que le bon fichier est envoyé');
  const missing = table.columns.filter((column, index) => column.required && best.positions[index] === -1);
  if (missing.length === 0) return best;
  const titles = best.titles.filter((title) => title !== '').slice(0, 40);
  const names = missing.map((column) => column.name).join(', ');
  return fault(
    'colonne_manquante',
    `${missing.length > 1 ? 'colonnes manquantes' : 'colonne manquante'} : ${names}. Colonnes trouvées : ${titles.join(', ') || 'aucune'}`,
    titles.length <= 1
      ? 'vérifier le séparateur de colonnes (point-virgule, virgule ou tabulation) et la ligne de titres'
      : 'ajouter la colonne ou corriger son titre, puis renvoyer le fichier',
  );
}

/** The table that a heading fits, when a file's name does not tell. Most matched columns wins. */
export function guessTable(rows: readonly (readonly RawCell[])[]): SourceTable | undefined {
  let best: { table: SourceTable; score: number } | undefined;
  for (const table of sourceTables) {
    const match = findHeader(rows, table);
    if ('code' in match) continue;
    const score = found(match);
    if (!best || score > best.score) best = { table, score };
  }
  return best?.table;
}

/** `factures_2024.csv` is of `factures`: the words of its name tell, the most telling word first. */
export function tableOfName(fileName: string): SourceTable | undefined {
  const words = fold(fileName.replace(/\.[^.]*$/, '')).split('_');
  return words
    .map((word) => sourceTables.find((table) => table.fileWords.includes(word)))
    .find((table) => table !== undefined);
}

function matchRow(
  cells: readonly RawCell[],
  table: SourceTable,
  row: number,
  columns: ColumnTitles | undefined,
): HeaderMatch {
  const titles = cells.map((cell) => (cell === null ? '' : String(cell).replace('\uFEFF', '').trim()));
  const folded = titles.map(fold);
  const taken = new Set<number>();
  if (columns !== undefined) {
    // What a person said holds alone: a column they left out is not there.
    const positions = table.columns.map(({ name }) => {
      const title = columns[name];
      return title === undefined ? -1 : claim(folded.indexOf(fold(title)), taken);
    });
    return { table, positions, row, titles };
  }
  const positions = table.columns.map((column) => claim(folded.indexOf(column.name), taken));
  // Own names first, so that `zone` of a synonym never takes what a column is called.
  for (const [index, column] of table.columns.entries()) {
    if (positions[index] !== -1) continue;
    const other = column.also.map((name) => folded.indexOf(name)).find((at) => at >= 0 && !taken.has(at));
    positions[index] = claim(other ?? -1, taken);
  }
  return { table, positions, row, titles };
}

function claim(at: number, taken: Set<number>): number {
  if (at < 0 || taken.has(at)) return -1;
  taken.add(at);
  return at;
}

const found = (match: HeaderMatch): number => match.positions.filter((position) => position >= 0).length;
