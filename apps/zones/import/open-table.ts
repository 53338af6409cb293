import type { Readable } from 'node:stream';
import { isDomainError } from '@griot/kernel';
import Papa from 'papaparse';
import { checkWorkbook } from './check-workbook.ts';
import { type Fault, fault, isFault } from './fault.ts';
import { findHeader, guessTable, HEADING_ROWS, type HeaderMatch, type RawCell, tableOfName } from './find-header.ts';
import type { Inspection } from './inspect-file.ts';
import type { ImportLimits } from './limits.ts';
import { detectDelimiter, detectNewline, readDelimited } from './read-delimited.ts';
import { readGeojson } from './read-geojson.ts';
import { firstRows, readSheet } from './read-workbook.ts';
import type { SourceFile } from './source-file.ts';
import { type SourceTable, sourceTable } from './tables.ts';

export interface FeedRow {
  line: number;
  cells: RawCell[];
  misquoted?: boolean;
}

/** A file opened as one of the six tables. `rows` begins after the heading; it can be read once. */
export interface Feed {
  file: string;
  table: SourceTable;
  titles: string[];
  /** For each column of the table, which cell holds it; -1: none. */
  positions: number[];
  sheet?: string;
  delimiter?: string;
  rows(): AsyncIterable<FeedRow[]> | Iterable<FeedRow[]>;
}

export const REFUSED: Record<'encrypted' | 'empty' | 'unknown', Fault> = {
  encrypted: fault(
    'classeur_protege',
    'le classeur est protégé par un mot de passe, ou d’un format ancien (.xls)',
    'le réenregistrer en .xlsx sans mot de passe',
  ),
  empty: fault('fichier_vide', 'le fichier est vide', 'vérifier que le bon fichier est envoyé'),
  unknown: fault(
    'format_inconnu',
    "ce n'est ni un texte à colonnes, ni un classeur Excel, ni un GeoJSON",
    'envoyer un fichier .csv, .xlsx ou .geojson',
  ),
};

/** Finds the table in a file and opens it, or says why the file is refused. */
export async function openTable(file: SourceFile, seen: Inspection, limits: ImportLimits): Promise<Feed | Fault> {
  switch (seen.kind) {
    case 'text':
      return openText(file, seen, limits);
    case 'workbook':
      return openWorkbook(file, await readAll(await file.open()), limits);
    case 'geojson':
      return openGeojson(file, (await readAll(await file.open())).toString('utf8'));
    default:
      return REFUSED[seen.kind];
  }
}

function openText(file: SourceFile, seen: Inspection, limits: ImportLimits): Feed | Fault {
  const delimiter = detectDelimiter(seen.head);
  const head = Papa.parse<string[]>(seen.head.replace('\uFEFF', ''), { delimiter, preview: HEADING_ROWS }).data;
  const match = matchTable(file, head);
  if (isFault(match)) return match;
  return {
    ...feedOf(file, match),
    delimiter,
    rows: async function* () {
      let skip = match.row + 1;
      const how = { encoding: seen.encoding, delimiter, newline: detectNewline(seen.head), limits };
      for await (const batch of readDelimited(await file.open(), how)) {
        if (skip === 0) yield batch;
        else {
          yield batch.slice(skip);
          skip = Math.max(0, skip - batch.length);
        }
      }
    },
  };
}

async function openWorkbook(file: SourceFile, bytes: Buffer, limits: ImportLimits): Promise<Feed | Fault> {
  const checked = await checkWorkbook(bytes, limits);
  if (isFault(checked)) return checked;
  try {
    const sheets = await firstRows(bytes, checked.sheets, HEADING_ROWS);
    const matches = sheets.map((rows) => matchTable(file, rows));
    const index = Math.max(
      0,
      matches.findIndex((match) => !isFault(match)),
    );
    const match = matches[index] ?? REFUSED.empty;
    if (isFault(match)) return match;
    if (match.titles.length > limits.columns) {
      return fault(
        'feuille_trop_large',
        `la feuille a ${match.titles.length} colonnes`,
        'supprimer les colonnes inutiles',
      );
    }
    return {
      ...feedOf(file, match),
      sheet: `feuille ${index + 1}`,
      rows: async function* () {
        let skip = match.row + 1;
        for await (const batch of readSheet(bytes, index, limits.sheetRows)) {
          yield skip === 0 ? batch : batch.slice(skip);
          skip = Math.max(0, skip - batch.length);
        }
      },
    };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return fault(
      'classeur_illisible',
      'une feuille du classeur ne peut pas être lue',
      'ouvrir le fichier dans Excel et le réenregistrer en .xlsx',
    );
  }
}

function openGeojson(file: SourceFile, text: string): Feed | Fault {
  const layer = readGeojson(text);
  if (isFault(layer)) return layer;
  const match = matchTable(file, [layer.titles]);
  return isFault(match) ? match : { ...feedOf(file, match), rows: () => [layer.rows] };
}

function matchTable(file: SourceFile, rows: readonly (readonly RawCell[])[]): HeaderMatch | Fault {
  const table = file.table ? sourceTable(file.table) : (tableOfName(file.name) ?? guessTable(rows));
  if (table) return findHeader(rows, table, file.columns);
  return fault(
    'table_inconnue',
    'le nom du fichier et ses titres de colonnes ne disent pas ce qu’il contient',
    'nommer le fichier entreprises, factures, paiements, zones, lots ou attributions',
  );
}

const feedOf = (file: SourceFile, match: HeaderMatch) => ({
  file: file.name,
  table: match.table,
  titles: match.titles,
  positions: match.positions,
});

async function readAll(input: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
