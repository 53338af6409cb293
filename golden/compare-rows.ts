export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const TOLERANCE = 1e-6;

/** Null when both hold the same rows (columns are matched by name), else the first difference in words. */
export function differences(ours: Rows, expected: Rows, ordered: boolean): string | null {
  if (ours.columns.length !== expected.columns.length)
    return `columns: ours ${ours.columns.join(', ')}; expected ${expected.columns.join(', ')}`;
  const order = matchColumns(ours.columns, expected.columns);
  if (order === null) return `columns: ours ${ours.columns.join(', ')}; expected ${expected.columns.join(', ')}`;
  if (ours.rows.length !== expected.rows.length)
    return `rows: ours ${ours.rows.length}, expected ${expected.rows.length}`;
  const mine = ours.rows.map((row) => order.map((at) => normal(row[at])));
  const theirs = expected.rows.map((row) => row.map(normal));
  if (!ordered) {
    mine.sort(byText);
    theirs.sort(byText);
  }
  for (const [at, row] of theirs.entries())
    for (const [column, value] of row.entries())
      if (!same(mine[at]?.[column], value))
        return `row ${at + 1}, ${expected.columns[column]}: ours ${String(mine[at]?.[column])}, expected ${String(value)}`;
  return null;
}

/**
 * For each expected column, ours of the same name. Some check queries shorten or lengthen a name (a join path or a
 * grain is left out): then the one whose name holds the other, and last a single column that is left.
 */
function matchColumns(ours: readonly string[], expected: readonly string[]): number[] | null {
  const names = ours.map((name) => name.toLowerCase());
  const free = new Set(names.keys());
  const taken = new Array<number>(expected.length).fill(-1);
  const rules: ((mine: string, wanted: string) => boolean)[] = [
    (mine, wanted) => mine === wanted,
    (mine, wanted) => holds(mine, wanted) || holds(wanted, mine),
    () => free.size === 1,
  ];
  for (const rule of rules)
    for (const [index, name] of expected.entries()) {
      if (taken[index] !== -1) continue;
      const at = [...free].find((candidate) => rule(names[candidate] ?? '', name.toLowerCase()));
      if (at === undefined) continue;
      taken[index] = at;
      free.delete(at);
    }
  return taken.includes(-1) ? null : taken;
}

/** `a__b__c` holds `b__c` and `a__b`, word by word. */
const holds = (long: string, short: string): boolean => `__${long}__`.includes(`__${short}__`);

const MIDNIGHT = /^(\d{4}-\d{2}-\d{2}) 00:00:00(\.0+)?$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Days and midnights are the same; numbers are numbers however the engine hands them over. */
function normal(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  const text = String(value);
  if (NUMBER.test(text)) return Number(text);
  return MIDNIGHT.exec(text)?.[1] ?? text;
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));
  return a === b;
}

/** Numbers are rounded in the sort key so that two that count as equal sort alike. */
const key = (row: readonly (string | number | null)[]): string =>
  row
    .map((value) => (typeof value === 'number' ? `n${value.toFixed(5)}` : `${value === null ? 'z' : 's'}${value}`))
    .join('\u0000');
const byText = (a: readonly (string | number | null)[], b: readonly (string | number | null)[]): number => {
  const [x, y] = [key(a), key(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};
