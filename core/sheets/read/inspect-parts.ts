import type { SheetLimits } from './sheet-limits.ts';
import { type InspectedSheet, sheetsOf } from './sheet-names.ts';
import type { WorkbookRefusal } from './workbook-types.ts';
import { inflatePart, type ZipBytes, type ZipPart, zipParts } from './zip-parts.ts';

export interface InspectedWorkbook {
  parts: ZipPart[];
  sheets: InspectedSheet[];
  macros: boolean;
  externalLinks: boolean;
  formula: { sheet: string; cell: string } | null;
}

/** A formula's tag, or a cell beyond column IV (256). */
const TELLTALE = /<(?:\w+:)?f[ >/]|\br=["'](?:I[W-Z]|[J-Z][A-Z]|[A-Z]{3,})\d+/g;
const CELL = /\br=["']([A-Z]{1,4}\d{1,7})["']/g;
/** Enough of the chunk before to hold a tag that was cut, with its cell's own. */
const CARRY = 400;
const TAG = 0x3c;
const XML = /\.(xml|rels)$/i;
/** Kept whole while sheets are read. */
const SHARED = /^xl\/(sharedStrings|styles)\.xml$/i;
const KEPT = /^(\[Content_Types\]\.xml|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels)$/i;

/** One pass over all parts: what they inflate to, and in sheets the first formula and the first cell too far right. */
export async function inspectParts(bytes: ZipBytes, limits: SheetLimits): Promise<InspectedWorkbook | WorkbookRefusal> {
  const parts = zipParts(bytes);
  if (!parts) return { refused: 'broken', detail: '' };
  if (parts.length > limits.parts) return { refused: 'oversized', detail: `${parts.length} parts` };
  const declared = parts.reduce((sum, part) => sum + part.inflated, 0);
  if (declared > limits.inflatedBytes) return { refused: 'oversized', detail: mebibytes(declared) };
  const kept = new Map<string, string>();
  const formulas = new Map<string, string>();
  const wide = new Map<string, string>();
  let total = 0;
  for (const part of parts) {
    const ratio = Math.max(4 * 1024 * 1024, part.packed * limits.inflationRatio);
    const shared = SHARED.test(part.name) ? limits.sharedBytes : limits.inflatedBytes;
    const allowed = Math.min(limits.inflatedBytes - total, ratio, shared);
    const runs = XML.test(part.name) ? longestRun() : null;
    const keep = KEPT.test(part.name) && part.inflated < 4 * 1024 * 1024;
    const chunks: Buffer[] = [];
    const scan = /^xl\/worksheets\/.+\.xml$/i.test(part.name) ? sheetScan(part.name, formulas, wide) : null;
    const size = await inflatePart(bytes, part, allowed, (chunk) => {
      if (keep) chunks.push(Buffer.from(chunk));
      scan?.(chunk);
      return runs === null || runs(chunk) <= limits.textBytes;
    });
    if (runs !== null && runs() > limits.textBytes) return { refused: 'oversized', detail: part.name };
    if (size === null) return { refused: 'broken', detail: part.name };
    if (size > allowed) return { refused: 'oversized', detail: `${part.name} > ${mebibytes(allowed)}` };
    total += size;
    if (keep) kept.set(part.name.toLowerCase(), Buffer.concat(chunks).toString('utf8'));
  }
  const named = (pattern: RegExp): boolean => parts.some((part) => pattern.test(part.name));
  const sheets = sheetsOf(kept, parts);
  if (sheets.length === 0) return { refused: 'not_a_workbook', detail: '' };
  const nameOf = (part: string): string => sheets.find((sheet) => sheet.part === part)?.name ?? part;
  const tooWide = [...wide][0];
  if (tooWide) return { refused: 'too_wide', detail: tooWide[1], sheet: nameOf(tooWide[0]) };
  const formula = [...formulas][0];
  return {
    parts,
    sheets,
    macros: named(/vbaProject\.bin$|^xl\/macrosheets\//i),
    externalLinks: named(/^xl\/externalLinks\/|^xl\/connections\.xml$/i),
    formula: formula ? { sheet: nameOf(formula[0]), cell: formula[1] } : null,
  };
}

/** Bytes since a tag began, at most so far; chunks are smaller than what is looked for. */
function longestRun(): (chunk?: Buffer) => number {
  let run = 0;
  let longest = 0;
  return (chunk = Buffer.alloc(0)) => {
    const first = chunk.indexOf(TAG);
    longest = Math.max(longest, run + (first < 0 ? chunk.length : first));
    run = first < 0 ? run + chunk.length : chunk.length - chunk.lastIndexOf(TAG);
    return longest;
  };
}

function sheetScan(name: string, formulas: Map<string, string>, wide: Map<string, string>): (chunk: Buffer) => void {
  let before = '';
  return (chunk) => {
    const text = before + chunk.toString('latin1');
    for (const match of text.matchAll(TELLTALE)) {
      if (match[0].startsWith('<')) {
        if (formulas.has(name)) continue;
        const cell = [...text.slice(Math.max(0, match.index - CARRY), match.index).matchAll(CELL)].at(-1)?.[1];
        formulas.set(name, cell ?? '');
      } else if (!wide.has(name)) wide.set(name, match[0].slice(3));
      if (formulas.has(name) && wide.has(name)) break;
    }
    before = text.slice(-CARRY);
  };
}

const mebibytes = (bytes: number): string => `${Math.round(bytes / (1024 * 1024))} Mio`;
