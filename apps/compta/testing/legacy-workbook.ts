/**
 * Bytes of Excel 97-2003 workbooks as hostile or careless hands make them: records of MS-XLS in a compound file of MS-CFB, written
 * here because programs that write workbooks write good ones.
 */
export interface Stream {
  /** Folders and name, parted by `/`. */
  path: string;
  data: Buffer;
}

const [FREE, END, FAT] = [0xffffffff, 0xfffffffe, 0xfffffffd];
/** Smaller streams would lie in a table of their own. */
const LEAST = 4096;

export function record(type: number, ...data: Uint8Array[]): Buffer {
  const body = Buffer.concat(data);
  return Buffer.concat([u16(type, body.length), body]);
}

export const u16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
};

export const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
};

const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};

export const numberCell = (row: number, column: number, value: number): Buffer =>
  record(0x0203, u16(row, column, 0), double(value));

export const textCell = (row: number, column: number, text: string): Buffer =>
  record(0x0204, u16(row, column, 0, text.length), Buffer.from([0]), Buffer.from(text, 'latin1'));

export const blankCell = (row: number, column: number): Buffer => record(0x0201, u16(row, column, 0));

/** `=1+1`, with 2 as what some program left there. */
export const formulaCell = (row: number, column: number): Buffer =>
  record(0x0006, u16(row, column, 0), double(2), u16(0), u32(0), u16(7), Buffer.from('1e01001e010003', 'hex'));

/** A password, by XOR obfuscation or by RC4 (MS-XLS §2.4.117). */
export const filePass = (way: 'xor' | 'rc4'): Buffer =>
  way === 'xor' ? record(0x002f, u16(0, 0x1234, 0x5678)) : record(0x002f, u16(1, 1, 1), Buffer.alloc(48, 7));

export interface LegacySheet {
  name: string;
  cells: Buffer;
  /** 0: cells; 1: a sheet of Excel 4.0 macros. */
  kind?: 0 | 1;
}

/** The workbook's own stream. */
export function bookStream(sheets: readonly LegacySheet[], globals: Buffer = Buffer.alloc(0)): Buffer {
  const beginning = (type: number): Buffer => record(0x0809, u16(0x0600, type, 0x0dbb, 0x07cc), u32(0, 6));
  const end = record(0x000a);
  const named = (offset: number, { name, kind = 0 }: LegacySheet): Buffer =>
    record(0x0085, u32(offset), Buffer.from([0, kind, name.length, 0]), Buffer.from(name, 'latin1'));
  // A record that means nothing, so that the stream is long enough.
  const head = [beginning(0x0005), globals, record(0x0042, u16(1200)), record(0x08ff, Buffer.alloc(LEAST))];
  const bodies = sheets.map(({ cells, kind }) => Buffer.concat([beginning(kind === 1 ? 0x0040 : 0x0010), cells, end]));
  let offset = Buffer.concat([...head, ...sheets.map((sheet) => named(0, sheet)), end]).length;
  const bounds = sheets.map((sheet, index) => {
    const bound = named(offset, sheet);
    offset += bodies[index]?.length ?? 0;
    return bound;
  });
  return Buffer.concat([...head, ...bounds, end, ...bodies]);
}

interface Entry {
  name: string;
  kind: 1 | 2 | 5;
  data: Buffer;
  children: Entry[];
}

/** A compound file with these streams. */
export function compoundFile(streams: readonly Stream[]): Buffer {
  const root: Entry = { name: 'Root Entry', kind: 5, data: Buffer.alloc(0), children: [] };
  for (const { path, data } of streams) {
    let at = root;
    for (const folder of path.split('/').slice(0, -1)) {
      let next = at.children.find(({ name }) => name === folder);
      if (!next) {
        next = { name: folder, kind: 1, data: Buffer.alloc(0), children: [] };
        at.children.push(next);
      }
      at = next;
    }
    const padded = data.length < LEAST ? Buffer.concat([data, Buffer.alloc(LEAST - data.length)]) : data;
    at.children.push({ name: path.split('/').at(-1) ?? '', kind: 2, data: padded, children: [] });
  }
  const all: Entry[] = [];
  const walk = (entry: Entry): void => {
    all.push(entry);
    for (const child of entry.children) walk(child);
  };
  walk(root);
  // A table of the header names 109 sectors of tables: larger files have larger sectors.
  const large = all.reduce((sum, { data }) => sum + data.length, 0) > 6_000_000;
  const sector = large ? 4096 : 512;
  const sectorsOf = (bytes: number): number => Math.ceil(bytes / sector);
  const slots = sector / 4;
  const directory = sectorsOf(all.length * 128);
  const used = directory + all.reduce((sum, { data }) => sum + sectorsOf(data.length), 0);
  let tables = 1;
  while (tables * slots < used + tables) tables += 1;
  if (tables > 109) throw new Error('too large for a table in the header');
  const fat = new Uint32Array(tables * slots).fill(FREE);
  fat.fill(FAT, 0, tables);
  let next = tables;
  const chain = (count: number): number => {
    const start = next;
    for (let index = 0; index < count; index += 1, next += 1) fat[next] = index === count - 1 ? END : next + 1;
    return count === 0 ? END : start;
  };
  const body: Buffer[] = [];
  const starts = new Map<Entry, number>();
  const place = (data: Buffer): number => {
    body.push(data, Buffer.alloc(sectorsOf(data.length) * sector - data.length));
    return chain(sectorsOf(data.length));
  };
  const directoryStart = chain(directory);
  for (const entry of all) starts.set(entry, entry.kind === 2 ? place(entry.data) : END);
  const entries = all.map((entry) => {
    const bytes = Buffer.alloc(128);
    const name = Buffer.from(`${entry.name}\0`, 'utf16le');
    name.copy(bytes);
    bytes.writeUInt16LE(name.length, 64);
    bytes.set([entry.kind, 1], 66);
    const parent = all.find(({ children }) => children.includes(entry));
    const sibling = parent?.children[parent.children.indexOf(entry) + 1];
    const links = [
      FREE,
      sibling ? all.indexOf(sibling) : FREE,
      entry.children[0] ? all.indexOf(entry.children[0]) : FREE,
    ];
    bytes.set(u32(...links), 68);
    bytes.set(u32(starts.get(entry) ?? END, entry.data.length), 116);
    return bytes;
  });
  const list = Buffer.concat(entries);
  const header = Buffer.alloc(sector);
  header.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  header.set(u16(0x3e, large ? 4 : 3, 0xfffe, large ? 12 : 9, 6), 24);
  header.set(u32(large ? directory : 0, tables, directoryStart, 0, LEAST, END, 0, END, 0), 40);
  header.set(u32(...Array.from({ length: 109 }, (_, index) => (index < tables ? index : FREE))), 76);
  const table = Buffer.from(fat.buffer);
  return Buffer.concat([header, table, list, Buffer.alloc(directory * sector - list.length), ...body]);
}

/** A legacy workbook of these sheets; more streams beside it. */
export const legacyWorkbook = (
  sheets: readonly LegacySheet[],
  globals?: Buffer,
  more: readonly Stream[] = [],
): Buffer => compoundFile([{ path: 'Workbook', data: bookStream(sheets, globals) }, ...more]);
