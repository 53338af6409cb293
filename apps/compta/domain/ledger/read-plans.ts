import type { CellValue, SheetRow } from '@griot/sheets';
import type { FindingLog } from '../checks/finding-log.ts';
import { isHeading } from '../layout/find-heading.ts';
import type { Recognition } from '../layout/recognise.ts';
import type { Role } from '../layout/roles.ts';
import type { AccountRow, JournalRow, TiersRow } from '../ledger-types.ts';
import { fold, isBlank, plainText } from '../values/text.ts';
import { RowPlace } from './row-place.ts';

/** Rows that explain signs below the list of journals, and what pages print. */
const NO_ROW =
  /^=|^(c l|som|rap)$|=|©|date de tirage|^page( |$)|^(impression|tenue de compte)|^(plan|codes? journa|liste des)/;

type Cells = (role: Role) => string;

/** The chart of accounts. */
export async function readAccounts(recognition: Recognition, log: FindingLog): Promise<Map<string, AccountRow>> {
  const place = new RowPlace(recognition, log);
  const accounts = new Map<string, AccountRow>();
  for await (const { row, text } of planRows(recognition)) {
    const account = text('code');
    if (account === '' && text('name') === '') continue;
    if (!/^\d[\dA-Z]{0,12}$/i.test(account)) {
      place.tell(account === '' ? 'valeur_manquante' : 'compte_illisible', row, 'code', {
        facts: { colonne: 'le numéro de compte' },
      });
      continue;
    }
    const total = fold(text('kind')) === 'total';
    const one: AccountRow = { line: row.line, account, name: text('name'), nature: text('nature') || null, total };
    keep(accounts, account, one, place, row, total);
  }
  return told(accounts, place);
}

/** Third parties, with their collective accounts. */
export async function readTiers(recognition: Recognition, log: FindingLog): Promise<Map<string, TiersRow>> {
  const place = new RowPlace(recognition, log);
  const tiers = new Map<string, TiersRow>();
  for await (const { row, text } of planRows(recognition)) {
    const code = text('code');
    if (code === '') {
      if (text('collective') !== '')
        place.tell('valeur_manquante', row, 'code', { facts: { colonne: 'le compte tiers' } });
      continue;
    }
    const collective = text('collective');
    if (collective === '') {
      place.tell('valeur_manquante', row, 'collective', { facts: { colonne: 'le compte centralisateur' } });
      continue;
    }
    keep(tiers, code, { line: row.line, code, name: text('name'), kind: text('kind') || null, collective }, place, row);
  }
  return told(tiers, place);
}

/** Journals; the legend below them is none. */
export async function readJournals(recognition: Recognition, log: FindingLog): Promise<Map<string, JournalRow>> {
  const place = new RowPlace(recognition, log);
  const journals = new Map<string, JournalRow>();
  for await (const { row, text } of planRows(recognition)) {
    const code = text('code');
    if (code === '' || code.length > 6) continue;
    const kind = text('kind') || null;
    keep(
      journals,
      code,
      { line: row.line, code, name: text('name'), kind, treasury: text('treasury') || null },
      place,
      row,
    );
  }
  return told(journals, place);
}

async function* planRows(recognition: Recognition): AsyncGenerator<{ row: SheetRow; text: Cells }, void, undefined> {
  const { columns, headingLine, type } = recognition;
  if (type === 'FEC') return;
  for await (const batch of recognition.grid.rows()) {
    for (const row of batch) {
      if (row.line <= headingLine || row.cells.every(isBlank) || isHeading(row.cells, type)) continue;
      const cell = (role: Role): CellValue => row.cells[columns[role] ?? -1] ?? null;
      const start = row.cells.find((one) => !isBlank(one));
      if (NO_ROW.test(fold(start)) || row.cells.some((one) => fold(one) === '=')) continue;
      yield { row, text: (role) => plainText(cell(role)) };
    }
  }
}

function keep<T>(rows: Map<string, T>, key: string, value: T, place: RowPlace, row: SheetRow, silent = false): void {
  if (!rows.has(key)) rows.set(key, value);
  else if (!silent) place.tell('code_en_double', row, 'code');
}

function told<T>(rows: Map<string, T>, place: RowPlace): Map<string, T> {
  if (rows.size === 0) place.tell('aucune_ligne', { line: place.recognition.headingLine });
  return rows;
}
