import { createInflateRaw } from 'node:zlib';
import { type Fault, fault } from './fault.ts';
import type { ImportLimits } from './limits.ts';

interface Part {
  name: string;
  method: number;
  packed: number;
  inflated: number;
  offset: number;
}

const broken = fault(
  'classeur_illisible',
  "le fichier n'est pas un classeur Excel lisible",
  'ouvrir le fichier dans Excel et le réenregistrer en .xlsx',
);
const bomb = (reason: string): Fault =>
  fault('classeur_demesure', reason, "ne pas ouvrir ce fichier ; demander l'original à son auteur");

/**
 * Checks a workbook before anything unpacks it: the parts it declares (number, sizes, ratio, overlaps), then what they
 * really inflate to, counted without keeping it. Returns how many sheets it has, or why it is refused.
 */
export async function checkWorkbook(bytes: Buffer, limits: ImportLimits): Promise<{ sheets: number } | Fault> {
  const parts = centralDirectory(bytes);
  if (!parts) return broken;
  if (parts.length > limits.workbookParts) return bomb(`le classeur a ${parts.length} parties`);
  const declared = parts.reduce((sum, part) => sum + part.inflated, 0);
  if (declared > limits.inflatedBytes)
    return bomb(`le classeur annonce ${mebibytes(declared)} Mio une fois décompressé`);
  const byPlace = [...parts].sort((a, b) => a.offset - b.offset);
  let end = 0;
  let total = 0;
  for (const part of byPlace) {
    const start = dataStart(bytes, part);
    if (start === null || part.offset < end || start + part.packed > bytes.length) return broken;
    end = start + part.packed;
    const data = bytes.subarray(start, end);
    const allowed = Math.min(
      limits.inflatedBytes - total,
      Math.max(4 * 1024 * 1024, part.packed * limits.inflationRatio),
    );
    const size = part.method === 0 ? part.packed : await inflatedSize(data, allowed);
    if (size === 'broken') return broken;
    if (size > allowed) return bomb(`la partie ${part.name} se décompresse à plus de ${mebibytes(allowed)} Mio`);
    total += size;
  }
  const sheets = parts.filter((part) => /^xl\/worksheets\/[^/]+\.xml$/i.test(part.name)).length;
  return sheets > 0 ? { sheets } : broken;
}

/** Entries of the zip's central directory (PKWARE APPNOTE 4.3.12), or null when it has none that can be read. */
function centralDirectory(bytes: Buffer): Part[] | null {
  const tail = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (tail < 0 || tail + 22 > bytes.length) return null;
  const count = bytes.readUInt16LE(tail + 10);
  let at = bytes.readUInt32LE(tail + 16);
  const parts: Part[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    parts.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      // 0xFFFFFFFF means "see the 64-bit field": four gigabytes or more, which no limit allows.
      inflated: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts.length > 0 ? parts : null;
}

function dataStart(bytes: Buffer, part: Part): number | null {
  if (part.offset + 30 > bytes.length || bytes.readUInt32LE(part.offset) !== 0x04034b50) return null;
  return part.offset + 30 + bytes.readUInt16LE(part.offset + 26) + bytes.readUInt16LE(part.offset + 28);
}

/** Inflates and counts, keeping nothing; stops one byte past what is allowed. */
function inflatedSize(data: Buffer, allowed: number): Promise<number | 'broken'> {
  return new Promise((resolve) => {
    const inflate = createInflateRaw();
    let size = 0;
    inflate.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > allowed) {
        resolve(size);
        inflate.destroy();
      }
    });
    inflate.on('end', () => resolve(size));
    inflate.on('error', () => resolve('broken'));
    inflate.end(data);
  });
}

const mebibytes = (bytes: number): number => Math.round(bytes / (1024 * 1024));
