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

/** The parts of a zip (PKWARE APPNOTE 4.3.12) in the order they lie, or null when it is cut, overlapping or not a zip. */
export function zipParts(bytes: Buffer): ZipPart[] | null {
  const tail = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (tail < 0 || tail + 22 > bytes.length) return null;
  const count = bytes.readUInt16LE(tail + 10);
  let at = bytes.readUInt32LE(tail + 16);
  const parts: ZipPart[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    const packed = bytes.readUInt32LE(at + 20);
    const start = dataStart(bytes, bytes.readUInt32LE(at + 42));
    if (start === null || start + packed > bytes.length) return null;
    parts.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed,
      // 0xFFFFFFFF means "see the 64-bit field": four gigabytes or more, which no limit allows.
      inflated: bytes.readUInt32LE(at + 24),
      start,
      end: start + packed,
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  parts.sort((a, b) => a.start - b.start);
  const overlapping = parts.some((part, index) => index > 0 && part.start < (parts[index - 1]?.end ?? 0));
  return parts.length === 0 || overlapping ? null : parts;
}

function dataStart(bytes: Buffer, offset: number): number | null {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50) return null;
  return offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
}

/**
 * Inflates a part, handing its chunks on; stops one byte past what is allowed, or when `take` answers false. Answers the size, or null
 * when it is broken.
 */
export function inflatePart(
  bytes: Buffer,
  part: ZipPart,
  allowed: number,
  take: (chunk: Buffer) => boolean,
): Promise<number | null> {
  const data = bytes.subarray(part.start, part.end);
  if (part.method === 0) {
    if (part.packed <= allowed) take(data);
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
    inflate.end(data);
  });
}

/** A zip with these parts in this order and sizes in their local headers, so that it can be read front to back. */
export function* reorderedZip(bytes: Buffer, parts: readonly ZipPart[]): Generator<Buffer> {
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
    const data = part.data ?? bytes;
    for (let at = part.start; at < part.end; at += PIECE) yield data.subarray(at, Math.min(part.end, at + PIECE));
  }
}

const PIECE = 16 * 1024;
