import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

export interface ZipPart {
  name: string;
  method: number;
  crc: number;
  packed: number;
  inflated: number;
  /** Where its bytes begin and end in the file. */
  start: number;
  end: number;
  /** They lie here, not in the file. */
  data?: Buffer;
}

/** Bytes that are taken at once: to be inflated here, to be read by the library. */
const PACKED = 128 * 1024;
const PIECE = 16 * 1024;

/** Bytes that lie elsewhere than in memory, a file's for example. */
export interface StoredBytes {
  readonly length: number;
  /** Those from one place to before another, which is not beyond the end. */
  read(from: number, to: number): Buffer;
}
export type ZipBytes = Buffer | StoredBytes;

/** The mark of the end, its fields, and the longest comment after it. */
const LONGEST_END = 22 + 0xffff;

export const bytesBetween = (bytes: ZipBytes, from: number, to: number): Buffer =>
  Buffer.isBuffer(bytes) ? bytes.subarray(from, to) : bytes.read(from, to);

/** The parts of a zip (PKWARE APPNOTE 4.3.12) in the order they lie, or null when it is cut, overlapping or not a zip. */
export function zipParts(bytes: ZipBytes): ZipPart[] | null {
  const from = Math.max(0, bytes.length - LONGEST_END);
  const last = bytesBetween(bytes, from, bytes.length);
  const tail = last.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (tail < 0 || tail + 22 > last.length) return null;
  const count = last.readUInt16LE(tail + 10);
  const first = last.readUInt32LE(tail + 16);
  if (first > from + tail) return null;
  const directory = bytesBetween(bytes, first, from + tail);
  const parts: ZipPart[] = [];
  for (let index = 0, at = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = directory.readUInt16LE(at + 28);
    const packed = directory.readUInt32LE(at + 20);
    const start = dataStart(bytes, directory.readUInt32LE(at + 42));
    if (start === null || start + packed > bytes.length) return null;
    parts.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed,
      // 0xFFFFFFFF means "see the 64-bit field": four gigabytes or more, which no limit allows.
      inflated: directory.readUInt32LE(at + 24),
      start,
      end: start + packed,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  parts.sort((a, b) => a.start - b.start);
  const overlapping = parts.some((part, index) => index > 0 && part.start < (parts[index - 1]?.end ?? 0));
  return parts.length === 0 || overlapping ? null : parts;
}

function dataStart(bytes: ZipBytes, offset: number): number | null {
  if (offset + 30 > bytes.length) return null;
  const head = bytesBetween(bytes, offset, offset + 30);
  if (head.readUInt32LE(0) !== 0x04034b50) return null;
  return offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
}

function* pieces(bytes: ZipBytes, from: number, to: number, size: number): Generator<Buffer> {
  for (let at = from; at < to; at += size) yield bytesBetween(bytes, at, Math.min(to, at + size));
}

/**
 * Inflates a part, handing its chunks on; stops one byte past what is allowed, or when `take` answers false. Answers the size, or null
 * when it is broken.
 */
export function inflatePart(
  bytes: ZipBytes,
  part: ZipPart,
  allowed: number,
  take: (chunk: Buffer) => boolean,
): Promise<number | null> {
  if (part.method === 0) {
    if (part.packed <= allowed)
      for (const piece of pieces(bytes, part.start, part.end, PACKED)) if (!take(piece)) break;
    return Promise.resolve(part.packed);
  }
  if (part.method !== 8) return Promise.resolve(null);
  return new Promise((resolve) => {
    const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
    let size = 0;
    inflate.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > allowed || !take(chunk)) {
        resolve(size);
        inflate.destroy();
      }
    });
    inflate.on('end', () => resolve(size));
    inflate.on('error', () => resolve(null));
    const packed = Readable.from(pieces(bytes, part.start, part.end, PACKED), { objectMode: false });
    inflate.on('close', () => packed.destroy());
    packed.on('error', () => resolve(null));
    packed.pipe(inflate);
  });
}

/** A zip with these parts in this order and sizes in their local headers, so that it can be read front to back. */
export function* reorderedZip(bytes: ZipBytes, parts: readonly ZipPart[]): Generator<Buffer> {
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(0x800, 6);
    head.writeUInt16LE(part.method, 8);
    head.writeUInt32LE(part.crc, 14);
    head.writeUInt32LE(part.packed, 18);
    head.writeUInt32LE(part.inflated, 22);
    head.writeUInt16LE(name.length, 26);
    yield Buffer.concat([head, name]);
    yield* pieces(part.data ?? bytes, part.start, part.end, PIECE);
  }
}
