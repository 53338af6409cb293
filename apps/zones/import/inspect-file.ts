import { createHash } from 'node:crypto';
import { type Fault, fault } from './fault.ts';
import type { ImportLimits } from './limits.ts';
import type { SourceFile } from './source-file.ts';

export type FileKind = 'text' | 'workbook' | 'geojson' | 'encrypted' | 'empty' | 'unknown';
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface Inspection {
  kind: FileKind;
  encoding: TextEncoding;
  bytes: number;
  sha256: string;
  /** The first 64 KiB, decoded. */
  head: string;
}

const HEAD_BYTES = 64 * 1024;

/**
 * One pass over the bytes: digest, size, what sort of file it is, and how its text is encoded. Strict UTF-8 is tried over
 * the whole file; a single byte that is not makes it Windows-1252, which every byte is. Stops at the limit of its kind,
 * whatever length was announced.
 */
export async function inspectFile(file: SourceFile, limits: ImportLimits): Promise<Inspection | Fault> {
  const hash = createHash('sha256');
  const strict = new TextDecoder('utf-8', { fatal: true });
  let utf8 = true;
  let bytes = 0;
  let head = Buffer.alloc(0);
  let limit = limits.textBytes;
  for await (const chunk of await file.open()) {
    const data = chunk as Buffer;
    bytes += data.length;
    if (head.length < HEAD_BYTES) {
      head = Buffer.concat([head, data.subarray(0, HEAD_BYTES - head.length)]);
      limit = limitOf(kindOf(file.name, head), limits);
    }
    if (bytes > limit) {
      const most = Math.floor(limit / (1024 * 1024));
      return fault(
        'fichier_trop_grand',
        `le fichier dépasse ${most} Mio`,
        'partager le fichier en plusieurs plus petits',
      );
    }
    hash.update(data);
    if (utf8) utf8 = accepts(strict, data);
  }
  if (utf8) utf8 = accepts(strict, null);
  const encoding = encodingOf(head, utf8);
  return {
    kind: kindOf(file.name, head),
    encoding,
    bytes,
    sha256: hash.digest('hex'),
    head: decodeHead(head, encoding),
  };
}

function accepts(decoder: InstanceType<typeof TextDecoder>, data: Buffer | null): boolean {
  try {
    if (data === null) decoder.decode();
    else decoder.decode(data, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function encodingOf(head: Buffer, utf8: boolean): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return utf8 ? 'utf-8' : 'windows-1252';
}

function decodeHead(head: Buffer, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(head, { stream: true });
}

/** By content first: names lie. */
function kindOf(name: string, head: Buffer): FileKind {
  if (head.length === 0) return 'empty';
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) return 'workbook';
  if (head.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) return 'encrypted';
  const start = head
    .subarray(0, 512)
    .toString('latin1')
    .replace(/^(?:\u00EF\u00BB\u00BF)?\s*/, '');
  if (start.startsWith('{') || /\.(geo)?json$/i.test(name)) return 'geojson';
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return !utf16 && head.includes(0) ? 'unknown' : 'text';
}

function limitOf(kind: FileKind, limits: ImportLimits): number {
  if (kind === 'workbook' || kind === 'encrypted') return limits.workbookBytes;
  return kind === 'geojson' ? limits.geojsonBytes : limits.textBytes;
}
