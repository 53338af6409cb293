import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { FileVersion, StoredFile } from '../drive-types.ts';
import { parsePath } from '../paths/parse-path.ts';
import { liveEntry, notFound, toFile, toVersion, type VersionRow } from '../store/rows.ts';
import { type Drive, keyOf } from './drive.ts';

export interface OpenOptions {
  version?: number;
  range?: { start: number; end: number };
}

export async function openFile(
  drive: Drive,
  tenantId: string,
  path: string,
  o: OpenOptions = {},
): Promise<{ file: StoredFile; stream: Readable }> {
  const at = parsePath(path);
  const { entry, content } = await drive.store.withTenant(
    tenantId,
    async (tx) => {
      const row = await liveEntry(tx, at);
      const versions = await tx.execute<VersionRow>(sql`
        SELECT * FROM files_versions WHERE file_id = ${row.id} AND version = ${o.version ?? row.version}`);
      return { entry: row, content: versions.rows[0] };
    },
    { readOnly: true },
  );
  if (content === undefined) throw notFound(at);
  const stream = await drive.storage.open(keyOf(tenantId, content), o.range);
  const { version, size, sha256, contentType } = toVersion(content);
  return {
    file: { ...toFile(entry), version, size, sha256, contentType },
    stream: o.range === undefined ? verified(stream, at, sha256) : stream,
  };
}

/** Passes everything on, then fails when it was not what had been stored: a reader must not take it for whole. */
function verified(stream: Readable, path: string, sha256: string): Readable {
  async function* through(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const chunk of stream) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest('hex') !== sha256) {
      throw new DomainError({ code: 'files.corrupt', kind: 'internal', details: { path } });
    }
  }
  const passing = Readable.from(through(), { objectMode: false });
  passing.once('close', () => stream.destroy());
  return passing;
}

export async function listVersions(drive: Drive, tenantId: string, path: string): Promise<FileVersion[]> {
  const at = parsePath(path);
  return drive.store.withTenant(
    tenantId,
    async (tx) => {
      const { id } = await liveEntry(tx, at);
      const result = await tx.execute<VersionRow>(
        sql`SELECT * FROM files_versions WHERE file_id = ${id} ORDER BY version DESC`,
      );
      return result.rows.map(toVersion);
    },
    { readOnly: true },
  );
}
