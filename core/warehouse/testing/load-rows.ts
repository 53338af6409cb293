import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TenantWarehouse } from '../client/warehouse.ts';
import { cleanCsvLine } from '../sources/clean-csv.ts';
import type { LoadSourceInput, LoadSourceResult } from '../sources/load-source.ts';

export interface RowsToLoad extends Partial<Pick<LoadSourceInput, 'mode' | 'key' | 'without' | 'slices'>> {
  source: string;
  /** Engine types by column name. */
  columns: Record<string, string>;
  rows: (string | null)[][];
  loadId: string;
  signal?: AbortSignal;
}

/** Writes rows as a clean CSV file into the tenant's staging folder and loads it. */
export async function loadRows(tenant: TenantWarehouse, o: RowsToLoad): Promise<LoadSourceResult> {
  const file = `${o.source}-${o.loadId}.csv`;
  const names = Object.keys(o.columns);
  await writeFile(join(await tenant.staging(), file), [names, ...o.rows].map(cleanCsvLine).join(''));
  const columns = Object.entries(o.columns).map(([name, type]) => ({ name, type }));
  const { source, loadId, mode = 'replace', key, without, slices, signal } = o;
  return tenant.loadSource({
    source,
    columns,
    files: [file],
    loadId,
    mode,
    ...(key && { key }),
    ...(without && { without }),
    ...(slices !== undefined && { slices }),
    ...(signal && { signal }),
  });
}
