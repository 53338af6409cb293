import type { Readable } from 'node:stream';
import Papa from 'papaparse';
import { checkWorkbook } from './check-workbook.ts';
import { type Fault, isFault } from './fault.ts';
import { bestHeader, guessTable, HEADING_ROWS, type RawCell, tableOfName } from './find-header.ts';
import { inspectFile } from './inspect-file.ts';
import { importLimits } from './limits.ts';
import { REFUSED } from './open-table.ts';
import { detectDelimiter } from './read-delimited.ts';
import { readGeojson } from './read-geojson.ts';
import { firstRows } from './read-workbook.ts';
import type { SourceFile } from './source-file.ts';
import { sourceTable, sourceTables, type TableName } from './tables.ts';

/** What a file looks like before anybody decides: by its content, its titles and its name. */
export interface SeenFile {
  kind: 'text' | 'workbook' | 'geojson';
  encoding: string;
  /** Null: neither the name nor the titles tell. */
  table: TableName | null;
  titles: string[];
  /** Column of the table to title of the file, as far as the titles tell. */
  columns: Record<string, string>;
  /** First rows after the heading, as texts. */
  sample: string[][];
}

const SAMPLE = 5;

/** One pass over the bytes and the first rows; `as` says what the file is, in place of its name and titles. */
export async function lookAtFile(file: SourceFile, as?: TableName): Promise<SeenFile | Fault> {
  const seen = await inspectFile(file, importLimits);
  if (isFault(seen)) return seen;
  const { kind, encoding } = seen;
  if (kind !== 'text' && kind !== 'workbook' && kind !== 'geojson') return REFUSED[kind];
  const sheets = await headsOf(file, kind, seen.head);
  if (isFault(sheets)) return sheets;
  const rows = sheets.find((one) => guessTable(one) !== undefined) ?? sheets[0] ?? [];
  const table = as ? sourceTable(as) : (tableOfName(file.name) ?? guessTable(rows) ?? nearest(rows));
  const match = bestHeader(rows, table ?? (sourceTables[0] as (typeof sourceTables)[number]));
  if (!match) return REFUSED.empty;
  const columns: Record<string, string> = {};
  for (const [at, column] of (table?.columns ?? []).entries()) {
    const title = match.titles[match.positions[at] ?? -1];
    if (title) columns[column.name] = title;
  }
  const sample = rows.slice(match.row + 1, match.row + 1 + SAMPLE).map((cells) => cells.map(cellText));
  return { kind, encoding, table: table?.name ?? null, titles: match.titles, columns, sample };
}

async function headsOf(
  file: SourceFile,
  kind: SeenFile['kind'],
  head: string,
): Promise<(readonly (readonly RawCell[])[])[] | Fault> {
  if (kind === 'text') {
    const delimiter = detectDelimiter(head);
    return [Papa.parse<string[]>(head.replace('\uFEFF', ''), { delimiter, preview: HEADING_ROWS }).data];
  }
  const bytes = await readAll(await file.open());
  if (kind === 'geojson') {
    const layer = readGeojson(bytes.toString('utf8'));
    return isFault(layer) ? layer : [[layer.titles, ...layer.rows.slice(0, SAMPLE).map(({ cells }) => cells)]];
  }
  const checked = await checkWorkbook(bytes, importLimits);
  return isFault(checked) ? checked : firstRows(bytes, checked.sheets, HEADING_ROWS);
}

/** No table fits whole: the one that most titles belong to, if any does. */
function nearest(rows: readonly (readonly RawCell[])[]) {
  const scored = sourceTables
    .map((table) => ({ table, score: bestHeader(rows, table)?.positions.filter((at) => at >= 0).length ?? 0 }))
    .sort((a, b) => b.score - a.score);
  return scored[0] && scored[0].score >= 2 ? scored[0].table : undefined;
}

function cellText(cell: RawCell): string {
  if (cell === null) return '';
  return (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).slice(0, 100);
}

async function readAll(input: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
