import { crc32 } from 'node:zlib';
import { openLegacy } from './open-legacy.ts';
import { workbookFormat } from './open-workbook.ts';
import { readSheet } from './read-sheet.ts';
import type { SheetLimits } from './sheet-limits.ts';
import { sheetLimits } from './sheet-limits.ts';
import { sheetsOf } from './sheet-names.ts';
import { sliceSheet } from './slice-sheet.ts';
import { isRefusal, type SheetRow } from './workbook-types.ts';
import { inflatePart, type ZipPart, zipParts } from './zip-parts.ts';

const NAMING = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels)$/i;

/**
 * Some rows of a sheet, wherever they stand, of a workbook that was opened before and found good. What lies before them is inflated
 * and passed over: no cells are made of it, nothing of it is kept. Null: there is no such sheet, or it cannot be read.
 */
export async function rowsAt(
  bytes: Buffer,
  o: { sheet: string | null; from: number; to: number },
  limits: SheetLimits = sheetLimits,
): Promise<SheetRow[] | null> {
  const wanted = ({ line }: SheetRow): boolean => line >= o.from && line <= o.to;
  const found: SheetRow[] = [];
  if (workbookFormat(bytes) === 'xls') {
    const workbook = openLegacy(bytes, limits);
    if (isRefusal(workbook)) return null;
    const sheet = o.sheet === null ? 0 : workbook.sheets.indexOf(o.sheet);
    for await (const batch of workbook.rows(sheet)) found.push(...batch.filter(wanted));
    return found;
  }
  const parts = zipParts(bytes);
  if (!parts) return null;
  const sheets = sheetsOf(await namingParts(bytes, parts, limits), parts);
  const index = o.sheet === null ? 0 : sheets.findIndex(({ name }) => name === o.sheet);
  const part = parts.find(({ name }) => name === sheets[index]?.part);
  if (!part) return null;
  const xml = await sliceSheet(bytes, part, { from: o.from, to: o.to, allowed: limits.inflatedBytes });
  if (xml === null) return null;
  const size = xml.length;
  const cut: ZipPart = {
    ...part,
    method: 0,
    crc: crc32(xml),
    packed: size,
    inflated: size,
    start: 0,
    end: size,
    data: xml,
  };
  const workbook = { parts: parts.map((one) => (one === part ? cut : one)), sheets };
  for await (const batch of readSheet(bytes, workbook, index, { columns: limits.columns }))
    found.push(...batch.filter(wanted));
  return found;
}

/** The parts that say which sheet is in which part. */
async function namingParts(
  bytes: Buffer,
  parts: readonly ZipPart[],
  limits: SheetLimits,
): Promise<Map<string, string>> {
  const kept = new Map<string, string>();
  for (const part of parts.filter(({ name }) => NAMING.test(name))) {
    const chunks: Buffer[] = [];
    await inflatePart(bytes, part, limits.textBytes * 4, (chunk) => {
      chunks.push(Buffer.from(chunk));
      return true;
    });
    kept.set(part.name.toLowerCase(), Buffer.concat(chunks).toString('utf8'));
  }
  return kept;
}
