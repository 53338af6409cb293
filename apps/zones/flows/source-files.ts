import { readdir, realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { Files } from '@griot/files';
import { DomainError } from '@griot/kernel';
import { fileOnDisk, type SourceFile } from '../import/source-file.ts';
import type { TableName } from '../import/tables.ts';

export interface DriveFile {
  /** Path in the tenant's drive. */
  path: string;
  name: string;
  table?: TableName | undefined;
  columns?: Readonly<Record<string, string>> | undefined;
}

const READABLE = /\.(csv|txt|tsv|xlsx|xlsm|geojson|json)$/i;

/**
 * The readable files of a folder below the platform's data folder. Only two places are open: the demonstration's sources
 * and the tenant's own inbox. Throws `zones.folder_closed` for any other, links included, `zones.folder_empty`.
 */
export async function filesOfFolder(dataDir: string, tenantId: string, folder: string): Promise<SourceFile[]> {
  const wanted = await realpath(resolve(dataDir, folder)).catch(() => null);
  const open = await Promise.all(
    [join(dataDir, 'demo', 'zones'), join(dataDir, 'inbox', tenantId)].map((place) =>
      realpath(place).catch(() => null),
    ),
  );
  const inside = open.some(
    (place) => place !== null && wanted !== null && `${wanted}${sep}`.startsWith(`${place}${sep}`),
  );
  if (wanted === null || !inside) {
    throw new DomainError({ code: 'zones.folder_closed', kind: 'forbidden', details: { folder } });
  }
  const entries = await readdir(wanted, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && READABLE.test(entry.name)).map((entry) => entry.name);
  if (names.length === 0) throw new DomainError({ code: 'zones.folder_empty', kind: 'invalid', details: { folder } });
  return Promise.all(names.sort().map((name) => fileOnDisk(join(wanted, name))));
}

export function fileInDrive(files: Files, tenantId: string, file: DriveFile): SourceFile {
  return {
    name: file.name,
    ...(file.table && { table: file.table }),
    ...(file.columns && { columns: file.columns }),
    open: async () => (await files.open(tenantId, file.path)).stream,
  };
}
