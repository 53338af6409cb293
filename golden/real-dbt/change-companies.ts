import { writeFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { cleanCsvLine } from '@griot/warehouse';
import { type CleanSource, readClean } from './dbt-project.ts';

/**
 * Before the first build, a client comes that was never invoiced. Before the second it leaves again, another comes, one moves to
 * another sector and one loses its address: so the snapshot closes, adds and keeps.
 */
export async function changeCompanies(sources: readonly CleanSource[], round: 'first' | 'second'): Promise<void> {
  const source = sources.find(({ table }) => table === 'entreprises');
  if (source === undefined) throw new Error('the sources have no companies');
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const names = source.columns.map(({ name }) => name);
    const selected = names.map((name) => `CAST("${name}" AS VARCHAR)`).join(', ');
    const read = await connection.runAndReadAll(`SELECT ${selected} FROM ${readClean(source)} ORDER BY 1`);
    const rows = read.getRowsJson() as (string | null)[][];
    const put = (row: (string | null)[] | undefined, column: string, value: string | null): void => {
      if (row) row[names.indexOf(column)] = value;
    };
    const came: (string | null)[] = names.map(() => null);
    put(came, 'id_entreprise', round === 'first' ? 'ENT-90001' : 'ENT-90002');
    put(came, 'raison_sociale', 'Nouvelle venue SARL');
    put(came, 'statut', 'active');
    if (round === 'second') {
      rows.splice(
        rows.findIndex(([id]) => id === 'ENT-90001'),
        1,
      );
      put(rows[0], 'secteur_activite', 'Numérique');
      put(rows[1], 'adresse', null);
    }
    await writeFile(source.file, [names, ...rows, came].map(cleanCsvLine).join(''));
  } finally {
    instance.closeSync();
  }
}
