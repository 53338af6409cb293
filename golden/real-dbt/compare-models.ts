import type { TenantWarehouse } from '@griot/warehouse';
import type { DbtProject } from './dbt-project.ts';

/** Columns that hold the time of a run, or a digest of it: what can be compared of them is compared. */
const BY_RUN: Record<string, Record<string, string>> = {
  dim_entreprises: {
    dbt_scd_id: "dbt_scd_id = md5(id_entreprise || '|' || dbt_valid_from)",
    dbt_valid_from: 'dbt_valid_from = dbt_updated_at',
    dbt_valid_to:
      'dbt_valid_to IS NULL OR NOT EXISTS (SELECT 1 FROM dim_entreprises n WHERE n.id_entreprise = dim_entreprises.id_entreprise AND n.version = dim_entreprises.version + 1 AND n.dbt_valid_from <> dim_entreprises.dbt_valid_to)',
    dbt_updated_at: 'dbt_updated_at IS NULL',
  },
  snapshot_entreprises: {
    dbt_scd_id: "dbt_scd_id = md5(id_entreprise || '|' || dbt_valid_from)",
    dbt_valid_from: 'dbt_valid_from = dbt_updated_at',
    dbt_valid_to: 'dbt_valid_to IS NULL',
    dbt_updated_at: 'dbt_updated_at IS NULL',
  },
  fact_factures: {
    entreprise_version:
      '(SELECT d.version FROM dim_entreprises d WHERE d.dbt_scd_id = fact_factures.entreprise_version)',
  },
};

type Row = readonly unknown[];

/** Every relation of the project as bags of rows, each value as the engine writes it; answers how many differ. */
export async function compareModels(tenant: TenantWarehouse, dbt: DbtProject): Promise<number> {
  const generation = await tenant.current();
  let differing = 0;
  let compared = 0;
  let rowCount = 0;
  await dbt.read(async (run) => {
    // Of a project without snapshots, the first schema alone is there.
    const schemas = new Set((await run('SELECT schema_name FROM information_schema.schemata')).map(([name]) => name));
    const path = ['main', 'snapshots', 'main_snapshots'].filter((name) => schemas.has(name));
    await run(`SET search_path = '${path.join(',')}'`);
    for (const { name } of generation?.nodes ?? []) {
      const describe = `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${name}) ORDER BY 1`;
      const columns = (await tenant.query(describe)).rows as [string, string][];
      const theirs = await run(describe);
      const type = difference(columns, theirs);
      const list = columns.map(([column]) => {
        const value = BY_RUN[name]?.[column] ?? `"${column}"`;
        return `CAST(${value} AS VARCHAR) AS "${column}"`;
      });
      const bag = `SELECT ${list.join(', ')} FROM ${name} ORDER BY ALL`;
      const ours = (await tenant.query(bag)).rows;
      const rows = type ?? difference(ours, await run(bag));
      compared += 1;
      rowCount += ours.length;
      if (rows === null) continue;
      differing += 1;
      console.log(`DIFFERS ${name} (${columns.map(([column]) => column).join(', ')})\n  ${rows}`);
    }
  });
  console.log(`${compared - differing} of ${compared} relations have the same ${rowCount} rows`);
  return differing;
}

/** Null, or the first row that only one side has. Both are sorted by their text. */
export function difference(ours: readonly Row[], theirs: readonly Row[]): string | null {
  const [mine, dbts] = [ours, theirs].map((rows) => rows.map((row) => JSON.stringify(row)).sort());
  const at = mine?.findIndex((row, index) => row !== dbts?.[index]) ?? -1;
  if (at < 0 && mine?.length === dbts?.length) return null;
  const place = at < 0 ? (mine?.length ?? 0) : at;
  return `${mine?.length} rows, dbt ${dbts?.length}; first difference: ours ${mine?.[place] ?? 'no row'}, dbt ${dbts?.[place] ?? 'no row'}`;
}
