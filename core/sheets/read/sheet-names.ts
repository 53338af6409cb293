import type { ZipPart } from './zip-parts.ts';

export interface InspectedSheet {
  name: string;
  /** Its part's name in the zip. */
  part: string;
}

/** Sheets in the order of their tabs, with the parts that hold them (ECMA-376 part 1, §18.2.20 and part 2, §9.3). */
export function sheetsOf(kept: ReadonlyMap<string, string>, parts: readonly ZipPart[]): InspectedSheet[] {
  const workbook = kept.get('xl/workbook.xml') ?? '';
  const relations = new Map(
    [...(kept.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  return [...workbook.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].flatMap(([tag]) => {
    const target = relations.get(/\b\w+:id=["']([^"']*)["']/i.exec(tag)?.[1] ?? '');
    const name = attribute(tag, 'name');
    if (!target || name === '') return [];
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return parts.some((one) => one.name === part) ? [{ name, part }] : [];
  });
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return unescapeXml(value?.[1] ?? value?.[2] ?? '');
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, word) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : null;
    if (code === null) return ENTITIES[String(word)] ?? all;
    return code > 0x10ffff ? all : String.fromCodePoint(code);
  });
}
