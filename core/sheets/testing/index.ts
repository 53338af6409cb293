import { crc32, deflateRawSync } from 'node:zlib';
import { inflatePart, zipParts } from '../read/zip-parts.ts';

export interface TestPart {
  name: string;
  data: Buffer | string;
  /** What the directory claims instead of the true size. */
  claims?: number;
}

/** A zip of parts, true or lying, for tests of what comes in. */
export function testZip(parts: readonly TestPart[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims } of parts) {
    const bytes = Buffer.from(data as string);
    const packed = deflateRawSync(bytes, { level: 1 });
    const title = Buffer.from(name);
    const sizes = (head: Buffer, at: number): void => {
      head.writeUInt32LE(crc32(bytes), at);
      head.writeUInt32LE(packed.length, at + 4);
      head.writeUInt32LE(claims ?? bytes.length, at + 8);
      head.writeUInt16LE(title.length, at + 12);
    };
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    sizes(local, 14);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    sizes(entry, 16);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, title, packed);
    entries.push(entry, title);
    offset += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook of one sheet, `Feuil1`, whose rows are this XML. */
export function testWorkbook(sheetData: string, o: { claims?: number; more?: readonly TestPart[] } = {}): Buffer {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return testZip([
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}</Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`,
      ...(o.claims !== undefined && { claims: o.claims }),
    },
    ...(o.more ?? []),
  ]);
}

/** Formats that a spreadsheet knows by number (ECMA-376 part 1, 18.8.30). */
const KNOWN: Record<string, string> = { '3': '#,##0', '4': '#,##0.00' };

/** The number formats that cells of a workbook have. */
export async function cellFormats(workbook: Uint8Array): Promise<string[]> {
  const bytes = Buffer.from(workbook);
  const part = zipParts(bytes)?.find(({ name }) => name === 'xl/styles.xml');
  if (part === undefined) throw new Error('no styles');
  const chunks: Buffer[] = [];
  await inflatePart(bytes, part, 1e6, (chunk) => chunks.push(chunk) > 0);
  const styles = Buffer.concat(chunks).toString();
  const own = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]),
  );
  const cells = /<cellXfs[\s\S]*?<\/cellXfs>/.exec(styles)?.[0] ?? '';
  const ids = [...cells.matchAll(/numFmtId="(\d+)"/g)].map(([, id = '']) => id);
  return [...new Set(ids)].flatMap((id) => own.get(id) ?? KNOWN[id] ?? []);
}
