import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { type ArchiveEntry, fromFrames, toFrames } from './frames.ts';
import { type ArchiveHeader, headerBytes, keyFor, newKey, notAnArchive, PUBLISHED_KEY, parseHeader } from './header.ts';
import { seal, unseal } from './seal.ts';

/** Writes an archive beside its name and renames it when it is whole and flushed. Readable by its owner only. */
export async function writeArchive(
  file: string,
  entries: AsyncIterable<ArchiveEntry>,
  o: { createdAt: string; secret?: Buffer | undefined },
): Promise<{ bytes: number }> {
  const key = o.secret ? newKey(o.secret) : null;
  const encryption = key && {
    ...{ cipher: 'AES-256-GCM' as const, kdf: 'HKDF-SHA256' as const },
    ...{ salt: key.salt, keyCheck: key.keyCheck },
  };
  const header = headerBytes({ createdAt: o.createdAt, encryption });
  const part = `${file}.part`;
  const handle = await open(part, 'w', 0o600);
  let bytes = header.length;
  try {
    await handle.writeFile(header);
    const compressed = compress(toFrames(entries));
    for await (const piece of seal(compressed, key?.key ?? PUBLISHED_KEY, header)) {
      await handle.writeFile(piece);
      bytes += piece.length;
    }
    await handle.sync();
    await handle.close();
    await rename(part, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
  return { bytes };
}

/** The entries of an archive, in order. Errors: `backup.not_an_archive`, `key_needed`, `key_wrong`, `truncated`, `damaged`. */
export async function* readArchive(file: string, secret: Buffer | undefined): AsyncGenerator<ArchiveEntry> {
  const { header, raw, body } = await openArchive(file);
  const key = keyFor(header, secret);
  yield* fromFrames(decompress(unseal(body, key, raw)));
}

async function openArchive(
  file: string,
): Promise<{ header: ArchiveHeader; raw: Buffer; body: AsyncGenerator<Uint8Array> }> {
  const stream = createReadStream(file)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held = Buffer.alloc(0);
  for (;;) {
    const next = await stream.next();
    if (next.done) throw notAnArchive();
    held = Buffer.concat([held, next.value]);
    const found = parseHeader(held);
    if (!found) continue;
    const rest = held.subarray(found.length);
    const body = async function* () {
      if (rest.length > 0) yield rest;
      for (let piece = await stream.next(); !piece.done; piece = await stream.next()) yield piece.value;
    };
    return { header: found.header, raw: held.subarray(0, found.length), body: body() };
  }
}

async function* compress(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = Readable.from(source);
  const output = createZstdCompress();
  input.on('error', (error) => output.destroy(error));
  yield* input.pipe(output) as AsyncIterable<Uint8Array>;
}

async function* decompress(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = Readable.from(source);
  const output = createZstdDecompress();
  input.on('error', (error) => output.destroy(error));
  yield* input.pipe(output) as AsyncIterable<Uint8Array>;
}
