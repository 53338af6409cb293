import { mkdir } from 'node:fs/promises';
import { addDays, addMonths, type Day, type Finding, sha256Hex } from '@griot/kernel';
import { isFault } from './fault.ts';
import { type FindingCount, FindingLog } from './finding-log.ts';
import { type Inspection, inspectFile } from './inspect-file.ts';
import { type ExistingRows, KnownIds, nothingThere } from './known-ids.ts';
import { type ImportLimits, importLimits } from './limits.ts';
import { type Feed, openTable } from './open-table.ts';
import { readTable, type TableResult } from './read-table.ts';
import type { SourceFile } from './source-file.ts';
import { sourceTables, type TableName } from './tables.ts';

/** `replace`: a table in these files becomes their rows. `upsert`: their rows are added, those with a known id replaced. */
export type ImportMode = 'replace' | 'upsert';

export interface ImportInput {
  files: readonly SourceFile[];
  mode: ImportMode;
  /** Clean files and rejects are written here. */
  outputDir: string;
  /** Business day of the tenant: dates after it are of the future. */
  today: Day;
  existing?: ExistingRows;
  limits?: Partial<ImportLimits>;
  signal?: AbortSignal;
  onProgress?(table: TableName, read: number): void;
}

export interface FileResult {
  name: string;
  /** Null when the file was refused before its table was known. */
  table: TableName | null;
  refused: boolean;
  bytes: number;
  sha256: string;
  encoding: string;
  delimiter: string | null;
  read: number;
  accepted: number;
  setAside: number;
}

export interface ImportResult {
  files: FileResult[];
  /** Tables of which at least one file could be opened, in the order they were read. */
  tables: TableResult[];
  findings: Finding[];
  /** All findings, those that were not kept too. */
  counts: FindingCount[];
  /** Digest of the files' contents and the mode, whatever their names' order. */
  contentHash: string;
}

/**
 * The one way in for source files, the demonstration's and people's. Never throws for what stands in a file: bad files
 * and rows become findings, good rows become clean files. Rejects with the signal's reason when cancelled.
 */
export async function importFiles(input: ImportInput): Promise<ImportResult> {
  const limits = { ...importLimits, ...input.limits };
  const log = new FindingLog(limits.findingsPerKind);
  await mkdir(input.outputDir, { recursive: true });

  const files: FileResult[] = [];
  const feeds: Feed[] = [];
  for (const file of input.files) {
    input.signal?.throwIfAborted();
    const seen = await inspectFile(file, limits);
    const feed = isFault(seen) ? seen : await openTable(file, seen, limits);
    if (isFault(feed)) log.add(feed, { file: file.name });
    else feeds.push(feed);
    files.push(describe(file, isFault(seen) ? null : seen, isFault(feed) ? null : feed));
  }

  const known = new KnownIds();
  await known.load(input.existing ?? nothingThere, tablesToLookUp(feeds, input.mode));
  const context = {
    outputDir: input.outputDir,
    known,
    log,
    cells: {
      today: input.today,
      latest: addDays(input.today, 366),
      farthest: addMonths(input.today, 1200),
      zoneNames: known.zoneNames,
      cellCharacters: limits.cellCharacters,
    },
    signal: input.signal,
    onProgress: input.onProgress ?? (() => {}),
  };
  const tables: TableResult[] = [];
  for (const table of sourceTables) {
    const own = feeds.filter((feed) => feed.table.name === table.name);
    if (own.length > 0) tables.push(await readTable(table, own, context));
  }
  for (const { file, read, accepted, setAside } of tables.flatMap((table) => table.perFile)) {
    const described = files.find((one) => one.name === file && !one.refused);
    if (described) Object.assign(described, { read, accepted, setAside });
  }
  return { files, tables, findings: log.findings, counts: log.counts, contentHash: contentHash(files, input.mode) };
}

function describe(file: SourceFile, seen: Inspection | null, feed: Feed | null): FileResult {
  return {
    name: file.name,
    table: feed?.table.name ?? file.table ?? null,
    refused: feed === null,
    bytes: seen?.bytes ?? 0,
    sha256: seen?.sha256 ?? '',
    encoding: seen?.encoding ?? '',
    delimiter: feed?.delimiter ?? null,
    read: 0,
    accepted: 0,
    setAside: 0,
  };
}

/** Tables that are referred to and whose rows in the warehouse stay. */
function tablesToLookUp(feeds: readonly Feed[], mode: ImportMode): TableName[] {
  const replaced = new Set(mode === 'replace' ? feeds.map((feed) => feed.table.name) : []);
  const wanted = new Set<TableName>();
  for (const feed of feeds) {
    for (const { is } of feed.table.columns) {
      if (is.kind === 'id' && is.references) wanted.add(is.references);
      if (is.kind === 'zone_name') wanted.add('zones');
    }
    if (feed.table.name === 'zones') wanted.add('zones');
  }
  return [...wanted].filter((table) => !replaced.has(table));
}

function contentHash(files: readonly FileResult[], mode: ImportMode): string {
  return sha256Hex([mode, ...files.map((file) => `${file.table ?? '?'}:${file.sha256}`).sort()].join('\n'));
}
