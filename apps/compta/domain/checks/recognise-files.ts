import { type Recognition, recognise, SURE } from '../layout/recognise.ts';
import { ROLE_NAMES, type Role } from '../layout/roles.ts';
import type { FileType } from '../ledger-types.ts';
import { LEDGER_TYPES } from '../ledger-types.ts';
import { SourceRefused } from '../source/grid.ts';
import { openSource } from '../source/open-source.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { SourceLimits } from '../source/source-limits.ts';
import { columnLetter } from '../values/text.ts';
import type { FindingCode } from './finding-catalogue.ts';
import type { FindingLog } from './finding-log.ts';

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
}

export interface RecognisedFiles {
  reports: FileReport[];
  byType: Map<FileType, Recognition>;
}

/** Opens all files and says what each is: exactly one of each type, or a FEC alone. */
export async function recogniseFiles(
  files: readonly SourceFile[],
  log: FindingLog,
  o: { decimals: number; limits: SourceLimits },
): Promise<RecognisedFiles> {
  const reports: FileReport[] = [];
  const byType = new Map<FileType, Recognition>();
  for (const file of files) {
    const seen = await recogniseFile(file, log, o);
    reports.push(reportOf(file, seen));
    if (!seen) continue;
    if (byType.has(seen.type)) log.add('fichier_en_trop', { file: file.name, facts: { type: typeName(seen.type) } });
    else byType.set(seen.type, seen);
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

async function recogniseFile(
  file: SourceFile,
  log: FindingLog,
  { decimals, limits }: { decimals: number; limits: SourceLimits },
): Promise<Recognition | null> {
  try {
    const grids = await openSource(file, limits);
    const seen = grids.map((grid) => recognise(grid, decimals, file.type)).filter((one) => one !== null);
    const best = seen.sort((a, b) => b.confidence - a.confidence)[0];
    if (!best || best.confidence < 0.25) {
      log.add('type_inconnu', { file: file.name });
      return null;
    }
    return settle(file, best, log);
  } catch (error) {
    if (!(error instanceof SourceRefused)) throw error;
    log.add(error.code as FindingCode, { file: file.name, facts: error.facts, ...error.place });
    return null;
  }
}

function settle(file: SourceFile, seen: Recognition, log: FindingLog): Recognition | null {
  const { grid } = seen;
  const place = { file: file.name, sheet: grid.sheet };
  if (file.type !== undefined && file.type !== seen.type && seen.confidence >= SURE) {
    log.add('type_different', { ...place, facts: { attendu: typeName(file.type), trouve: typeName(seen.type) } });
    return null;
  }
  const columns = { ...seen.columns, ...file.columns };
  const missing = seen.missing.filter((role: Role) => columns[role] === undefined);
  for (const role of missing) {
    log.add('colonne_manquante', { ...place, line: seen.headingLine, facts: { colonne: ROLE_NAMES[role] } });
  }
  if (missing.length > 0) return null;
  if (seen.confidence < SURE && file.type === undefined) {
    const facts = { trouve: typeName(seen.type), confiance: String(Math.round(seen.confidence * 100)) };
    log.add('type_douteux', { ...place, facts });
  }
  return { ...seen, columns };
}

function reportOf(file: SourceFile, seen: Recognition | null): FileReport {
  const { grid } = seen ?? {};
  const isSheet = grid?.format === 'xlsx' || grid?.format === 'xls';
  const named = Object.entries(seen?.columns ?? {}).map(([role, at]) => [
    role,
    isSheet ? columnLetter(at) : String(at + 1),
  ]);
  return {
    name: file.name,
    type: seen?.type ?? file.type ?? null,
    layout: seen?.layout ?? null,
    confidence: seen?.confidence ?? 0,
    sheet: grid?.sheet ?? null,
    format: grid?.format ?? null,
    encoding: grid?.encoding ?? null,
    delimiter: grid?.delimiter ?? null,
    columns: Object.fromEntries(named),
  };
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
