/**
 * Makes `generated/narrow-space.ttf`: a font of one empty glyph, the narrow no-break space U+202F, 0.2 em wide. Inter
 * has no such glyph and browsers then set it so tight that 1 234 567 reads as one word. `node core/ui/styles/make-narrow-space.ts`.
 * Tables as the OpenType specification 1.9 describes them; all numbers are big-endian.
 */
import { writeFile } from 'node:fs/promises';

const UNITS_PER_EM = 1000;
const ADVANCE = 200;
const CODE = 0x202f;
// Close to Inter's, so that a line holding the space is no taller.
const ASCENT = 900;
const DESCENT = -200;

type Field = [bytes: 1 | 2 | 4 | 8, value: number];
const u16 = (value: number): Field => [2, value];
const u32 = (value: number): Field => [4, value];

function table(fields: Field[]): Buffer {
  const out = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) out.writeBigInt64BE(BigInt(value), at);
    else if (bytes === 4) out.writeUInt32BE(value >>> 0, at);
    else if (bytes === 2) out.writeUInt16BE(value & 0xffff, at);
    else out.writeUInt8(value, at);
    at += bytes;
  }
  return out;
}

function nameTable(): Buffer {
  const names: [number, string][] = [
    [1, 'Griot Narrow Space'],
    [2, 'Regular'],
    [4, 'Griot Narrow Space'],
    [6, 'GriotNarrowSpace'],
  ];
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  let offset = 0;
  const records = names.flatMap(([id], index) => {
    const length = texts[index]?.length ?? 0;
    const record = [u16(3), u16(1), u16(0x409), u16(id), u16(length), u16(offset)];
    offset += length;
    return record;
  });
  const head = [u16(0), u16(names.length), u16(6 + names.length * 12), ...records];
  return Buffer.concat([table(head), ...texts]);
}

const tables: Record<string, Buffer> = {
  'OS/2': table([
    ...[4, ADVANCE, 400, 5, 0].map(u16),
    ...[650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0].map(u16),
    ...Array.from({ length: 10 }, (): Field => [1, 0]),
    ...[0, 0, 0, 0].map(u32),
    u32(0x20202020),
    ...[0x40, CODE, CODE, ASCENT, DESCENT, 0, ASCENT, -DESCENT].map(u16),
    ...[1, 0].map(u32),
    ...[500, 700, 0, 0x20, 1].map(u16),
  ]),
  // Format 4: one segment with our code, then the closing one.
  cmap: table([
    ...[0, 1, 3, 1].map(u16),
    u32(12),
    ...[4, 32, 0, 4, 4, 1, 0].map(u16),
    ...[CODE, 0xffff, 0, CODE, 0xffff, 1 - CODE, 1, 0, 0].map(u16),
  ]),
  glyf: Buffer.alloc(4),
  head: table([
    ...[0x00010000, 0x00010000, 0, 0x5f0f3cf5].map(u32),
    ...[0x000b, UNITS_PER_EM].map(u16),
    [8, 0],
    [8, 0],
    ...[0, 0, 0, 0, 0, 8, 2, 0, 0].map(u16),
  ]),
  hhea: table([u32(0x00010000), ...[ASCENT, DESCENT, 0, ADVANCE, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2].map(u16)]),
  hmtx: table([ADVANCE, 0, ADVANCE, 0].map(u16)),
  loca: table([0, 0, 0].map(u16)),
  maxp: table([u32(0x00010000), ...[2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0].map(u16)]),
  name: nameTable(),
  post: table([0x00030000, 0, 0, 0, 0, 0, 0, 0].map(u32)),
};

function checksum(data: Buffer): number {
  const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

const tags = Object.keys(tables).sort();
const directory: Field[] = [u32(0x00010000), ...[tags.length, 128, 3, tags.length * 16 - 128].map(u16)];
let offset = 12 + tags.length * 16;
const bodies: Buffer[] = [];
let headAt = 0;
for (const tag of tags) {
  const data = tables[tag] ?? Buffer.alloc(0);
  if (tag === 'head') headAt = offset;
  directory.push(u32(Buffer.from(tag, 'latin1').readUInt32BE(0)), u32(checksum(data)), u32(offset), u32(data.length));
  const padding = (4 - (data.length % 4)) % 4;
  bodies.push(data, Buffer.alloc(padding));
  offset += data.length + padding;
}
const font = Buffer.concat([table(directory), ...bodies]);
font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
await writeFile(new URL('./generated/narrow-space.ttf', import.meta.url), font);
console.log(`${font.length} bytes`);
