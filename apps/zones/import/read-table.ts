import { join } from 'node:path';
import type { Finding } from '@griot/kernel';
import { cleanCsvLine } from '@griot/warehouse';
import { type Fault, fault, isFault } from './fault.ts';
import type { RawCell } from './find-header.ts';
import type { FindingLog } from './finding-log.ts';
import type { KnownIds } from './known-ids.ts';
import { LineFile } from './line-file.ts';
import type { Feed, FeedRow } from './open-table.ts';
import { type CellContext, readCell } from './read-cell.ts';
import { EndlessRow } from './read-delimited.ts';
import { RejectedRows } from './rejected-rows.ts';
import { rulesOfRow } from './rule-of-row.ts';
import type { SourceTable, TableName } from './tables.ts';

export interface RowCounts {
  /** Rows that hold something. read = accepted + setAside. */
  read: number;
  accepted: number;
  setAside: number;
}

export interface TableResult extends RowCounts {
  table: TableName;
  /** Clean typed CSV of the good rows, as the warehouse reads it. */
  cleanFile: string;
  /** Ids of the good rows, one a line; for zones with their name after a tab. */
  idsFile: string;
  /** Rows set aside; null when there are none. */
  rejectsFile: string | null;
  perFile: (RowCounts & { file: string })[];
}

export interface ReadTableContext {
  outputDir: string;
  cells: CellContext;
  known: KnownIds;
  log: FindingLog;
  signal?: AbortSignal | undefined;
  onProgress(table: TableName, read: number): void;
}

/** Reads the files of one table: good rows to its clean file, the others aside with every reason they have. */
export async function readTable(
  table: SourceTable,
  feeds: readonly Feed[],
  context: ReadTableContext,
): Promise<TableResult> {
  const names = table.columns.map((column) => column.name);
  const clean = new LineFile(join(context.outputDir, `${table.name}.csv`), cleanCsvLine(names).replaceAll('"', ''));
  const ids = new LineFile(join(context.outputDir, `ids-${table.name}.txt`), '');
  const rejected = new RejectedRows(join(context.outputDir, `rejets-${table.name}.csv`), table);
  const result: TableResult = {
    table: table.name,
    cleanFile: clean.path,
    idsFile: ids.path,
    rejectsFile: null,
    read: 0,
    accepted: 0,
    setAside: 0,
    perFile: [],
  };
  for (const feed of feeds) {
    const counts = { file: feed.file, read: 0, accepted: 0, setAside: 0 };
    try {
      for await (const batch of feed.rows()) {
        context.signal?.throwIfAborted();
        for (const row of batch) {
          if (isBlank(row.cells)) continue;
          counts.read += 1;
          const outcome = readRow(feed, row, context);
          if (outcome.values) {
            counts.accepted += 1;
            clean.add(cleanCsvLine(outcome.values));
            ids.add(idLine(table, outcome.values));
          } else {
            counts.setAside += 1;
            const raw = feed.positions.map((at) => (at < 0 ? null : (row.cells[at] ?? null)));
            await rejected.add(feed.file, row.line, outcome.reasons, raw);
          }
        }
        await clean.drain();
        await ids.drain();
        context.onProgress(table.name, result.read + counts.read);
      }
    } catch (error) {
      if (!(error instanceof EndlessRow)) throw error;
      context.log.add(error.fault, { file: feed.file, line: error.line });
      counts.read += 1;
      counts.setAside += 1;
    }
    result.perFile.push(counts);
    result.read += counts.read;
    result.accepted += counts.accepted;
    result.setAside += counts.setAside;
  }
  await clean.close();
  await ids.close();
  result.rejectsFile = await rejected.close();
  return result;
}

type RowOutcome = { values: (string | null)[]; reasons?: undefined } | { values?: undefined; reasons: string[] };

function readRow(feed: Feed, row: FeedRow, context: ReadTableContext): RowOutcome {
  const { table } = feed;
  const reasons: string[] = [];
  const values: (string | null)[] = [];
  const note = (what: Fault, column?: string, value?: unknown): void => {
    const place: Pick<Finding, 'sheet' | 'line' | 'column'> = { line: row.line };
    if (feed.sheet !== undefined) place.sheet = feed.sheet;
    if (column !== undefined) place.column = column;
    context.log.add(what, { file: feed.file, ...place, value });
    if (what.severity === 'error') reasons.push(column === undefined ? what.reason : `${column} : ${what.reason}`);
  };

  if (row.misquoted) note(misplacedQuote);
  const extra = row.cells.slice(feed.titles.length).find((cell) => cell !== null && cell !== '');
  if (extra !== undefined) note(tooManyCells, undefined, extra);
  for (const [index, column] of table.columns.entries()) {
    const at = feed.positions[index] ?? -1;
    const cell = at < 0 ? null : (row.cells[at] ?? null);
    const outcome = readCell(cell, column, context.cells);
    if (isFault(outcome)) {
      note(outcome, column.name, cell);
      values.push(null);
    } else {
      if (outcome.doubt) note(outcome.doubt, column.name, cell);
      values.push(outcome.value);
    }
  }
  for (const { column, fault: what } of rulesOfRow(table, values)) note(what, column, cellOf(feed, row, column));
  checkIds(table, values, row.line, reasons.length > 0, context, note);
  return reasons.length > 0 ? { reasons } : { values };
}

/** References must exist; the row's own id must be new. A row that is set aside anyway does not take its id. */
function checkIds(
  table: SourceTable,
  values: readonly (string | null)[],
  line: number,
  refused: boolean,
  context: ReadTableContext,
  note: (what: Fault, column?: string, value?: unknown) => void,
): void {
  let orphan = false;
  for (const [index, column] of table.columns.entries()) {
    const value = values[index] ?? null;
    if (column.is.kind !== 'id' || !column.is.references || value === null) continue;
    if (context.known.has(column.is.references, value)) continue;
    orphan = true;
    note(
      fault(
        'orphelin',
        `${value} n'est pas dans les ${column.is.references} (absent ou mis de côté)`,
        `corriger l'identifiant, ou importer aussi le fichier des ${column.is.references}`,
      ),
      column.name,
      value,
    );
  }
  const [own, name] = [values[0] ?? null, values[1] ?? null];
  if (refused || orphan || own === null) return;
  const idColumn = table.columns[0]?.name ?? 'id';
  if (table.name === 'zones' && name !== null) {
    const other = context.known.zoneCalled(name, own);
    if (other !== undefined) {
      note(
        fault('nom_en_double', `la zone ${other} a déjà ce nom`, 'donner un autre nom à cette zone'),
        'nom_zone',
        name,
      );
      return;
    }
  }
  const firstLine = context.known.accept(table.name, own, line);
  if (firstLine > 0) {
    note(
      fault(
        'identifiant_en_double',
        `cet identifiant est déjà à la ligne ${firstLine}, qui est gardée`,
        "supprimer la ligne ou corriger l'identifiant",
      ),
      idColumn,
      own,
    );
    return;
  }
  if (table.name === 'zones' && name !== null) context.known.addZone(own, name);
}

function idLine(table: SourceTable, values: readonly (string | null)[]): string {
  return table.name === 'zones' ? `${values[0]}\t${values[1]}\n` : `${values[0]}\n`;
}

const misplacedQuote = fault(
  'guillemet_mal_place',
  'un guillemet est mal placé : les valeurs de la ligne ne sont pas sûres',
  'doubler les guillemets à l’intérieur d’une valeur, puis renvoyer le fichier',
);

const tooManyCells = fault(
  'trop_de_colonnes',
  'la ligne a plus de valeurs que de titres de colonnes',
  'mettre entre guillemets les valeurs qui contiennent le séparateur',
);

function cellOf(feed: Feed, row: FeedRow, column: string): RawCell {
  const at = feed.positions[feed.table.columns.findIndex((one) => one.name === column)] ?? -1;
  return at < 0 ? null : (row.cells[at] ?? null);
}

const isBlank = (cells: readonly RawCell[]): boolean =>
  cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));
