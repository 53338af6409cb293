import type { SheetRow } from '@griot/sheets';
import type { Role } from '../layout/roles.ts';
import type { Entry } from '../ledger-types.ts';
import { isAmountFault, readAmount, type Units } from '../values/amount.ts';
import { readDay } from '../values/day.ts';
import { isBlank, plainText } from '../values/text.ts';
import type { RowPlace } from './row-place.ts';

export type EntryFields = Omit<Entry, 'account' | 'tiers'>;

/** The fields of an entry that stand on its own row; every fault of the row is told, then it is null. */
export function readEntry(row: SheetRow, place: RowPlace): EntryFields | null {
  const { columns, style, order } = place.recognition;
  const cell = (role: Role) => (columns[role] === undefined ? null : (row.cells[columns[role]] ?? null));
  let good = true;
  const fault = (...told: Parameters<RowPlace['tell']>): null => {
    place.tell(...told);
    good = false;
    return null;
  };
  const day =
    readDay(cell('date'), order) ??
    fault(isBlank(cell('date')) ? 'valeur_manquante' : 'date_illisible', row, 'date', missing('la date'));
  const journal = plainText(cell('journal'));
  if (journal === '') fault('valeur_manquante', row, 'journal', missing('le code journal'));
  const money = (role: 'debit' | 'credit'): Units | null => {
    const value = readAmount(cell(role), style);
    if (!isAmountFault(value)) return value;
    return fault(value, row, role);
  };
  const debit = money('debit');
  const credit = money('credit');
  if (good && debit === null && credit === null) fault('valeur_manquante', row, 'debit', missing('le montant'));
  if ((debit ?? 0) !== 0 && (credit ?? 0) !== 0) fault('debit_et_credit', row, 'credit');
  if (!good || day === null) return null;
  return {
    line: row.line,
    day,
    journal,
    piece: plainText(cell('piece')),
    label: plainText(cell('label')),
    lettrage: plainText(cell('lettrage')) || null,
    debit: debit ?? 0,
    credit: credit ?? 0,
    due: readDay(cell('due'), order),
    currency: null,
  };
}

const missing = (colonne: string) => ({ facts: { colonne } });
