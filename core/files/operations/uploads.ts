import { DomainError, errorMessage, isUuid, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Content } from '../content/measure-content.ts';
import type { StoredFile } from '../drive-types.ts';
import { parsePath } from '../paths/parse-path.ts';
import { type Drive, objectKey } from './drive.ts';
import { putFile } from './put-file.ts';
import { readRoom } from './quota.ts';

/** Bytes of one stored piece: what a killed process loses at most of what it was being sent. */
const PIECE_BYTES = 8 * 1024 * 1024;
/** Shorter than the sweep's grace: a piece is never swept while its upload may go on. */
const LIFETIME_MS = 23 * 60 * 60 * 1000;
const CLAIM_MS = 60_000;

/** A content that arrives in pieces, over hours and connections if need be. */
export interface Upload {
  id: string;
  path: string;
  size: number;
  /** Bytes that are here for good: the sender goes on from there. */
  received: number;
  createdBy: string;
  expiresAt: string;
  /** Version of the file that it became; null while it is on its way. */
  fileVersion: number | null;
}

interface UploadRow extends Record<string, unknown> {
  id: string;
  path: string;
  size: string;
  received: string;
  pieces: string[];
  if_exists: 'version' | 'refuse';
  created_by: string;
  expires_at: string;
  file_version: number | null;
}

const toUpload = (row: UploadRow): Upload => ({
  id: row.id,
  path: row.path,
  size: Number(row.size),
  received: Number(row.received),
  createdBy: row.created_by,
  expiresAt: new Date(row.expires_at).toISOString(),
  fileVersion: row.file_version,
});

export interface BeginUpload {
  path: string;
  /** Bytes in all, as the sender says; more is never taken. */
  size: number;
  maxBytes: number;
  by: string;
  ifExists: 'version' | 'refuse';
}

/** Throws `files.path_invalid`, `files.too_large`, `files.quota_exceeded`. */
export async function beginUpload(drive: Drive, tenantId: string, o: BeginUpload): Promise<Upload> {
  const path = parsePath(o.path);
  if (o.size > o.maxBytes)
    throw new DomainError({ code: 'files.too_large', kind: 'too_large', details: { path, maxBytes: o.maxBytes } });
  const { room, quotaBytes } = await readRoom(drive, tenantId);
  if (o.size > room)
    throw new DomainError({ code: 'files.quota_exceeded', kind: 'too_large', details: { path, quotaBytes } });
  const now = drive.clock.now();
  const expires = new Date(now.getTime() + LIFETIME_MS).toISOString();
  return drive.store.withTenant(tenantId, async (tx) => {
    const { rows } = await tx.execute<UploadRow>(sql`
      INSERT INTO files_uploads (tenant_id, id, path, size, if_exists, created_by, created_at, expires_at)
      VALUES (${tenantId}, ${newId(now.getTime())}, ${path}, ${o.size}, ${o.ifExists}, ${o.by}, ${now.toISOString()}, ${expires})
      RETURNING *`);
    return toUpload(rows[0] as UploadRow);
  });
}

/** Throws `files.upload_unknown`, also for somebody else's and for one whose time is over. */
export async function readUpload(drive: Drive, tenantId: string, id: string, by: string): Promise<Upload> {
  return toUpload(await drive.store.withTenant(tenantId, (tx) => findUpload(drive, tx, id, by), { readOnly: true }));
}

async function findUpload(drive: Drive, tx: Tx, id: string, by: string): Promise<UploadRow> {
  const { rows } = isUuid(id)
    ? await tx.execute<UploadRow>(sql`SELECT * FROM files_uploads WHERE id = ${id} AND created_by = ${by}
        AND expires_at > ${drive.clock.now().toISOString()}`)
    : { rows: [] };
  if (rows[0] === undefined)
    throw new DomainError({ code: 'files.upload_unknown', kind: 'not_found', details: { id } });
  return rows[0];
}

/**
 * Takes bytes that begin at `offset`. What has arrived when the line breaks is kept, piece by piece; of two senders at the same
 * place one wins. Throws `files.upload_offset` (details.received) when the offset is not where the upload stands.
 */
export async function appendUpload(
  drive: Drive,
  tenantId: string,
  o: { id: string; by: string; offset: number; content: Content },
): Promise<Upload> {
  let upload = await readUpload(drive, tenantId, o.id, o.by);
  if (upload.received !== o.offset) throw misplaced(upload);
  const source = piecesOf(o.content, upload.size - upload.received);
  for await (const piece of source) {
    const pieceId = newId(drive.clock.now().getTime());
    await drive.storage.put(objectKey(tenantId, pieceId), one(piece));
    upload = await drive.store
      .withTenant(tenantId, (tx) => keepPiece(tx, upload, pieceId, piece.length))
      .catch(async (error) => {
        await drive.storage.remove(objectKey(tenantId, pieceId)).catch(() => {});
        throw error;
      });
  }
  return upload;
}

async function keepPiece(tx: Tx, upload: Upload, pieceId: string, length: number): Promise<Upload> {
  const { rows } = await tx.execute<UploadRow>(sql`
    UPDATE files_uploads SET received = received + ${length}::bigint, pieces = pieces || ${JSON.stringify([pieceId])}::jsonb
     WHERE id = ${upload.id} AND received = ${upload.received} AND file_version IS NULL RETURNING *`);
  if (rows[0]) return toUpload(rows[0]);
  throw misplaced(upload);
}

/** Whole pieces, and at the end, or when the line breaks, what there is. More bytes than were announced are refused. */
async function* piecesOf(content: Content, room: number): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let held = 0;
  let taken = 0;
  let broken: unknown;
  const iterator = bytesOf(content);
  for (;;) {
    const next = await iterator.next().catch((error: unknown) => {
      broken = error;
      return { done: true as const, value: undefined };
    });
    if (next.done) break;
    const chunk = Buffer.from(next.value);
    taken += chunk.length;
    if (taken > room) {
      await iterator.return(undefined);
      throw new DomainError({ code: 'files.upload_too_long', kind: 'too_large', details: { room } });
    }
    chunks.push(chunk);
    held += chunk.length;
    if (held < PIECE_BYTES) continue;
    yield Buffer.concat(chunks, held);
    chunks = [];
    held = 0;
  }
  if (held > 0) yield Buffer.concat(chunks, held);
  if (broken !== undefined) throw broken;
}

async function* bytesOf(content: Content): AsyncGenerator<Uint8Array> {
  yield* content instanceof Uint8Array ? [content] : content;
}

async function* one(piece: Buffer): AsyncGenerator<Uint8Array> {
  yield piece;
}

function misplaced({ id, received }: Upload): DomainError {
  return new DomainError({ code: 'files.upload_offset', kind: 'conflict', details: { id, received } });
}

/**
 * Puts the pieces together as a file, once: the file's row and the upload's end are one transaction. Asked again, by another
 * process after a kill too, it answers the same. `files.upload_busy` while another process is at it. What `put` refuses
 * (kind, virus, quota, a name that is taken) ends the upload.
 */
export async function finishUpload(
  drive: Drive,
  tenantId: string,
  id: string,
  by: string,
): Promise<StoredFile | 'done'> {
  const claimed = await drive.store.withTenant(tenantId, (tx) => claim(drive, tx, id, by));
  if (claimed.file_version !== null) return 'done';
  const renewing = setInterval(() => {
    const until = new Date(drive.clock.now().getTime() + CLAIM_MS).toISOString();
    drive.store
      .withTenant(tenantId, (tx) => tx.execute(sql`UPDATE files_uploads SET claimed_until = ${until} WHERE id = ${id}`))
      .catch(() => {});
  }, CLAIM_MS / 3);
  try {
    const file = await putFile(drive, tenantId, claimed.path, piecesInOrder(drive, tenantId, claimed.pieces), {
      maxBytes: Number(claimed.size),
      by: claimed.created_by,
      ifExists: claimed.if_exists,
      within: async (tx, { version }) => {
        const { rowCount } = await tx.execute(sql`UPDATE files_uploads SET file_version = ${version}, pieces = '[]'
          WHERE id = ${id} AND file_version IS NULL`);
        if (rowCount !== 1) throw new DomainError({ code: 'files.upload_busy', kind: 'conflict', details: { id } });
      },
    });
    await removePieces(drive, tenantId, claimed.pieces);
    return file;
  } catch (error) {
    if (isRefusal(error)) await dropUpload(drive, tenantId, id, by);
    else await drive.store.withTenant(tenantId, (tx) => release(tx, id)).catch(() => {});
    throw error;
  } finally {
    clearInterval(renewing);
  }
}

async function claim(drive: Drive, tx: Tx, id: string, by: string): Promise<UploadRow> {
  const found = await findUpload(drive, tx, id, by);
  if (found.file_version !== null) return found;
  if (found.received !== found.size) throw misplaced(toUpload(found));
  const now = drive.clock.now();
  const { rows } = await tx.execute<UploadRow>(sql`
    UPDATE files_uploads SET claimed_until = ${new Date(now.getTime() + CLAIM_MS).toISOString()}
     WHERE id = ${id} AND file_version IS NULL AND (claimed_until IS NULL OR claimed_until < ${now.toISOString()})
     RETURNING *`);
  if (rows[0]) return rows[0];
  throw new DomainError({ code: 'files.upload_busy', kind: 'conflict', details: { id } });
}

const release = (tx: Tx, id: string) => tx.execute(sql`UPDATE files_uploads SET claimed_until = NULL WHERE id = ${id}`);

const REFUSALS =
  /^files\.(too_large|quota_exceeded|type_refused|infected|exists|path_taken|path_invalid|not_bytes|upload_unknown)$/;
const isRefusal = (error: unknown): boolean => error instanceof DomainError && REFUSALS.test(error.code);

async function* piecesInOrder(drive: Drive, tenantId: string, pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const pieceId of pieces) yield* await drive.storage.open(objectKey(tenantId, pieceId));
}

/** Ends an upload that is not wanted any more. */
export async function dropUpload(drive: Drive, tenantId: string, id: string, by: string): Promise<void> {
  const pieces = await drive.store.withTenant(tenantId, async (tx) => {
    const found = await findUpload(drive, tx, id, by);
    await tx.execute(sql`DELETE FROM files_uploads WHERE id = ${id}`);
    return found.pieces;
  });
  await removePieces(drive, tenantId, pieces);
}

async function removePieces(drive: Drive, tenantId: string, pieces: readonly string[]): Promise<void> {
  for (const pieceId of pieces) {
    await drive.storage.remove(objectKey(tenantId, pieceId)).catch((error) => {
      drive.log.warn({ tenantId, pieceId, error: errorMessage(error) }, 'A piece of an upload is left to the sweep');
    });
  }
}
