import { doubt, type Fault, fault } from './fault.ts';
import type { SourceTable } from './tables.ts';

/** A fault of a row as a whole, at one of its columns. */
export interface RowFault {
  column: string;
  fault: Fault;
}

const dueBeforeIssue = doubt('echeance_avant_emission', "l'échéance précède l'émission", 'vérifier les deux dates');
const endBeforeStart = fault(
  'fin_avant_debut',
  'la date de fin précède la date de début',
  'corriger une des deux dates',
);

/** What must hold between the columns of one row. `values` follow the table's columns. */
export function rulesOfRow(table: SourceTable, values: readonly (string | null)[]): RowFault[] {
  const at = (column: string): string | null => values[table.columns.findIndex((one) => one.name === column)] ?? null;
  if (table.name === 'factures') {
    const [issued, due] = [at('date_emission'), at('date_echeance')];
    return issued !== null && due !== null && due < issued ? [{ column: 'date_echeance', fault: dueBeforeIssue }] : [];
  }
  if (table.name === 'attributions') {
    const [start, end] = [at('date_debut'), at('date_fin')];
    return start !== null && end !== null && end < start ? [{ column: 'date_fin', fault: endBeforeStart }] : [];
  }
  return [];
}
