import { UNKNOWN_TYPE } from './content-types.ts';
import type { Ends } from './ends.ts';
import { looksDelimited, readText } from './sniff-text.ts';
import { openDocumentType, zipNames } from './zip-names.ts';

const SIGNATURES: [string, string][] = [
  ['89504e470d0a1a0a', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['474946383761', 'image/gif'],
  ['474946383961', 'image/gif'],
  ['1f8b', 'application/gzip'],
];

/**
 * The media type by the content alone. The extension only decides between kinds of text that nothing in them tells
 * apart: one column of CSV is also plain text.
 */
export function sniffContent(ends: Ends, extension: string): string {
  const { head, tail } = ends;
  const signature = SIGNATURES.find(([hex]) => head.subarray(0, hex.length / 2).toString('hex') === hex);
  if (signature !== undefined) return signature[1];
  if (starts(head, 'RIFF') && head.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp';
  // Readers accept a PDF whose header comes within the first kilobyte (ISO 32000-1, annex H, note 13).
  if (head.subarray(0, 1024).includes('%PDF-')) return 'application/pdf';
  if (starts(head, 'PAR1') && tail.subarray(-4).toString('latin1') === 'PAR1') return 'application/vnd.apache.parquet';
  if (starts(head, 'PK\x03\x04') || starts(head, 'PK\x05\x06')) return zipKind(head, tail);
  if (starts(head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return compoundKind(head, tail, extension);
  return textKind(ends, extension);
}

function starts(head: Buffer, bytes: string): boolean {
  return head.subarray(0, bytes.length).toString('latin1') === bytes;
}

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';

function zipKind(head: Buffer, tail: Buffer): string {
  const document = openDocumentType(head);
  if (document?.startsWith('application/vnd.oasis.opendocument.')) return document;
  const names = new Set(zipNames(head, tail).map((name) => name.toLowerCase()));
  if (names.has('xl/vbaproject.bin')) return 'application/vnd.ms-excel.sheet.macroenabled.12';
  if (names.has('xl/workbook.bin')) return 'application/vnd.ms-excel.sheet.binary.macroenabled.12';
  if (names.has('xl/workbook.xml')) return `${OPEN_XML}.spreadsheetml.sheet`;
  if (names.has('word/document.xml')) return `${OPEN_XML}.wordprocessingml.document`;
  if (names.has('ppt/presentation.xml')) return `${OPEN_XML}.presentationml.presentation`;
  return 'application/zip';
}

/** Names of streams in Microsoft's compound files are UTF-16. Where none is in sight the extension is believed. */
function compoundKind(head: Buffer, tail: Buffer, extension: string): string {
  const has = (name: string): boolean => {
    const bytes = Buffer.from(name, 'utf16le');
    return head.includes(bytes) || tail.includes(bytes);
  };
  if (has('Workbook') || has('Book')) return 'application/vnd.ms-excel';
  if (has('WordDocument') || has('PowerPoint Document')) return 'application/x-cfb';
  return extension === 'xls' || extension === 'xlt' ? 'application/vnd.ms-excel' : 'application/x-cfb';
}

function textKind(ends: Ends, extension: string): string {
  const text = readText(ends);
  if (text === undefined) return UNKNOWN_TYPE;
  const start = text.trimStart();
  if (/^(<!doctype html|<html)/i.test(start)) return 'text/html';
  if (start.startsWith('<')) {
    const opening = start
      .slice(0, 1024)
      .replace(/<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>/gis, '')
      .trimStart();
    if (/^<svg[\s>/]/i.test(opening)) return 'image/svg+xml';
    if (/^<(\?xml|[A-Za-z_][\w.:-]*[\s/>])/.test(start)) return 'application/xml';
  }
  if (looksLikeJson(start)) {
    return /"type"\s*:\s*"(FeatureCollection|Feature|GeometryCollection)"/.test(start)
      ? 'application/geo+json'
      : 'application/json';
  }
  if (['csv', 'tsv', 'tab'].includes(extension) && start !== '') return 'text/csv';
  return looksDelimited(text) ? 'text/csv' : 'text/plain';
}

/** Whole when it is short; else by how it begins. */
function looksLikeJson(start: string): boolean {
  if (!/^(\{\s*["}]|\[\s*[[{"\]\dtfn-])/.test(start)) return false;
  try {
    JSON.parse(start);
    return true;
  } catch {
    return /^(\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*[[{])/.test(start);
  }
}
