import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';

/**
 * The source files read again, on purpose with none of the import's code: the tests compare what both make of them. It knows
 * only the demonstration's habits (`;`, two encodings, JJ/MM/AAAA or ISO dates, spaces in amounts).
 */
export type Row = Record<string, string>;

/** Rows of a `;` file by column name, in file order. */
export function csvRows(folder: string, name: string): Row[] {
  const bytes = readFileSync(join(folder, name));
  const lines = decode(bytes)
    .split('\r\n')
    .filter((line) => line !== '');
  const [heading = '', ...rest] = lines;
  const names = cellsOf(heading);
  return rest.map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(names.map((column, at): [string, string] => [column, (cells[at] ?? '').trim()]));
  });
}

function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const clean = text.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : text;
  return clean.replace(/^\uFEFF/, '');
}

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (line[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ';') {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

export async function sheetRows(folder: string, name: string): Promise<Row[]> {
  const workbook = await readXlsx(readFileSync(join(folder, name)));
  const [heading = [], ...rows] = workbook.sheets[0]?.rows ?? [];
  return rows.map((cells) =>
    Object.fromEntries(heading.map((column, at): [string, string] => [String(column), String(cells[at] ?? '')])),
  );
}

interface Feature {
  properties: Record<string, string | number>;
  geometry: { coordinates: [number, number][][] };
}

export function features(folder: string, name: string): Feature[] {
  return (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { features: Feature[] }).features;
}

/** Hundredths, or null when it is no amount that can be used. */
export function cents(text: string): bigint | null {
  const plain = text.replaceAll('\u00A0', '').replaceAll('\u202F', '').replaceAll(' ', '').replace(',', '.');
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) return null;
  const [whole = '0', fraction = ''] = plain.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
}

/** ISO day, or null for none, an impossible one, or one before 1960. */
export function dayOf(text: string): string | null {
  const french = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text);
  const iso = french ? `${french[3]}-${french[2]}-${french[1]}` : text;
  const date = new Date(`${iso}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(iso) || Number.isNaN(date.getTime()) || iso < '1960-01-01') return null;
  return date.toISOString().slice(0, 10) === iso ? iso : null;
}

export function plus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function between(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** The same day so many months earlier or later; the last of a shorter month. */
export function months(day: string, count: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return `${first.toISOString().slice(0, 8)}${String(Math.min(date, last)).padStart(2, '0')}`;
}
