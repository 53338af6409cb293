import { createHash } from 'node:crypto';
import { type Recognition, recognise, SURE } from '../layout/recognise.ts';
import { ROLE_NAMES, type Role } from '../layout/roles.ts';
import type { FileType } from '../ledger-types.ts';
import { LEDGER_TYPES } from '../ledger-types.ts';
import { type Keep, openSource } from '../source/open-source.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { SourceLimits } from '../source/source-limits.ts';
import { SourceRefused } from '../source/source-refused.ts';
import { columnLetter, fold, isBlank, plainText } from '../values/text.ts';
import type { FindingCode } from './finding-catalogue.ts';
import type { FindingLog } from './finding-log.ts';

/** Less than this, and nothing is known. */
const LEAST = 0.25;
const SAMPLE_ROWS = 6;
const SAMPLE_CELLS = 40;

/** What was seen of one file. */
export interface FileReport {
  name: string;
  type: FileType | null;
  layout: string | null;
  /** 0 to 1. */
  confidence: number;
  sheet: string | null;
  format: string | null;
  encoding: string | null;
  delimiter: string | null;
  /** Where each role's values stand: a letter in workbooks, a number from 1 in texts. */
  columns: Record<string, string>;
  /** Digest of the heading: files with the same one are laid out alike. Null: it has none. */
  heading: string | null;
  /** Required columns that were not found. */
  missing: string[];
  /** The heading and the rows below it, as a person sees them. */
  sample: string[][];
}

export interface RecognisedFiles {
  reports: FileReport[];
  byType: Map<FileType, Recognition>;
}

interface Reading {
  decimals: number;
  limits: SourceLimits;
  /** Where workbooks lie while they are read. */
  keep: Keep;
  remembered: ReadonlyMap<string, Readonly<Record<string, number>>>;
}
/** `usable` null: what was seen cannot be read, and that was told. */
interface Seen {
  seen: Recognition | null;
  usable: Recognition | null;
}

/** Opens all files and says what each is: exactly one of each type, or a FEC alone. */
export async function recogniseFiles(
  files: readonly SourceFile[],
  log: FindingLog,
  o: Reading,
): Promise<RecognisedFiles> {
  const reports: FileReport[] = [];
  const byType = new Map<FileType, Recognition>();
  for (const file of files) {
    const { seen, usable } = await recogniseFile(file, log, o);
    reports.push(reportOf(file, usable ?? seen, usable !== null));
    if (!usable) continue;
    if (byType.has(usable.type))
      log.add('fichier_en_trop', { file: file.name, facts: { type: typeName(usable.type) } });
    else byType.set(usable.type, usable);
  }
  const unreadable = reports.filter(({ type }) => type === null).length;
  if (byType.has('FEC')) {
    for (const type of LEDGER_TYPES) {
      const other = byType.get(type);
      if (other) log.add('fichier_en_trop', { file: other.grid.file, facts: { type: typeName(type) } });
    }
    return { reports, byType };
  }
  const missing = LEDGER_TYPES.filter((type) => !byType.has(type) && !files.some((file) => file.type === type));
  // A file that could not be read may be the one that is missing: that was told already.
  for (const type of unreadable >= missing.length ? [] : missing) {
    log.add('fichier_manquant', { file: '', facts: { type: typeName(type) } });
  }
  return { reports, byType };
}

async function recogniseFile(file: SourceFile, log: FindingLog, o: Reading): Promise<Seen> {
  try {
    const grids = await openSource(file, o.limits, o.keep);
    const all = grids
      .map((grid) => recognise(grid, o.decimals, file.type, file.asserted))
      .filter((one) => one !== null);
    const best = all.sort((a, b) => b.confidence - a.confidence)[0] ?? null;
    // Who insists on a type may be right where contents tell little.
    if (!best || (best.confidence < LEAST && !file.asserted)) {
      log.add('type_inconnu', { file: file.name });
      return { seen: null, usable: null };
    }
    return { seen: best, usable: settle(file, best, log, o) };
  } catch (error) {
    if (!(error instanceof SourceRefused)) throw error;
    log.add(error.code as FindingCode, { file: file.name, facts: error.facts, ...error.place });
    return { seen: null, usable: null };
  }
}

function settle(file: SourceFile, seen: Recognition, log: FindingLog, o: Reading): Recognition | null {
  const { grid } = seen;
  const place = { file: file.name, sheet: grid.sheet };
  if (file.type !== undefined && file.type !== seen.type && seen.confidence >= SURE) {
    log.add('type_different', { ...place, facts: { attendu: typeName(file.type), trouve: typeName(seen.type) } });
    return null;
  }
  const remembered = o.remembered.get(`${seen.type} ${headingDigest(seen)}`);
  const columns = { ...seen.columns, ...remembered, ...file.columns };
  const missing = seen.missing.filter((role: Role) => columns[role] === undefined);
  for (const role of missing) {
    log.add('colonne_manquante', { ...place, line: seen.headingLine, facts: { colonne: ROLE_NAMES[role] } });
  }
  if (missing.length > 0) return null;
  if (seen.confidence < SURE && file.type === undefined) {
    const facts = { trouve: typeName(seen.type), confiance: String(Math.round(seen.confidence * 100)) };
    log.add('type_douteux', { ...place, facts });
  }
  return { ...seen, columns, missing };
}

function reportOf(file: SourceFile, seen: Recognition | null, usable: boolean): FileReport {
  const { grid } = seen ?? {};
  const isSheet = grid?.format === 'xlsx' || grid?.format === 'xls';
  const named = Object.entries(seen?.columns ?? {}).map(([role, at]) => [
    role,
    isSheet ? columnLetter(at) : String(at + 1),
  ]);
  return {
    name: file.name,
    type: (usable ? seen?.type : undefined) ?? file.type ?? null,
    layout: seen?.layout ?? null,
    confidence: seen?.confidence ?? 0,
    sheet: grid?.sheet ?? null,
    format: grid?.format ?? null,
    encoding: grid?.encoding ?? null,
    delimiter: grid?.delimiter ?? null,
    columns: Object.fromEntries(named),
    heading: seen ? headingDigest(seen) : null,
    missing: seen?.missing ?? [],
    sample: seen ? sampleOf(seen) : [],
  };
}

/** Of the folded texts of the heading's row, with the columns they stand in. */
function headingDigest({ grid, headingLine }: Recognition): string | null {
  const cells = grid.head.find(({ line }) => line === headingLine)?.cells;
  if (!cells) return null;
  return createHash('sha256').update(cells.map(fold).join('\u0000')).digest('hex').slice(0, 32);
}

function sampleOf({ grid, headingLine }: Recognition): string[][] {
  const rows = grid.head.filter(({ line, cells }) => line >= headingLine && cells.some((cell) => !isBlank(cell)));
  return rows
    .slice(0, SAMPLE_ROWS)
    .map(({ cells }) => cells.slice(0, SAMPLE_CELLS).map((cell) => plainText(cell).slice(0, 40)));
}

const NAMES: Record<FileType, string> = {
  GRAND_LIVRE_COMPTES: 'Grand livre des comptes',
  GRAND_LIVRE_TIERS: 'Grand livre des tiers',
  PLAN_TIERS: 'Plan tiers',
  PLAN_COMPTES: 'Plan comptable',
  CODE_JOURNAL: 'Codes journaux',
  FEC: 'FEC',
};
export const typeName = (type: FileType): string => NAMES[type];
