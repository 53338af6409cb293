import { type Day, isDay } from '@griot/kernel';
import type { DateOrder } from './day.ts';

/** A day as a number that sorts as days do: 20251231. 0: none. */
export type DayNumber = number;

const [ZERO, NINE, POINT, SLASH, MINUS] = [0x30, 0x39, 0x2e, 0x2f, 0x2d];
const KEPT = 20_000;
const known = new Map<DayNumber, Day | null>();

/** Null: there is no such day. */
export function dayOfNumber(number: DayNumber): Day | null {
  const before = known.get(number);
  if (before !== undefined) return before;
  const digits = String(number).padStart(8, '0');
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const day = isDay(text) ? text : null;
  if (known.size >= KEPT) known.clear();
  known.set(number, day);
  return day;
}

export const numberOfDay = (day: Day): DayNumber => Number(day.replaceAll('-', ''));

/** `310125`: two digits each; 0 when the field is written otherwise. */
export function packedDay(bytes: Uint8Array, from: number, to: number, order: DateOrder): DayNumber {
  if (to - from !== 6) return 0;
  return joined(pair(bytes, from), pair(bytes, from + 2), 2000 + pair(bytes, from + 4), order);
}

/** `31/01/2025` or `31/01/25`, with `/`, `.` or `-`; 0 when the field is written otherwise. */
export function writtenDay(bytes: Uint8Array, from: number, to: number, order: DateOrder): DayNumber {
  const length = to - from;
  if ((length !== 8 && length !== 10) || !isMark(bytes[from + 2]) || !isMark(bytes[from + 5])) return 0;
  const last = pair(bytes, from + 6);
  const year = length === 8 ? 2000 + last : last * 100 + pair(bytes, from + 8);
  return joined(pair(bytes, from), pair(bytes, from + 3), year, order);
}

/** `20250131`, as a FEC writes it; 0 when the field is written otherwise. */
export function compactDay(bytes: Uint8Array, from: number, to: number): DayNumber {
  if (to - from !== 8) return 0;
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2);
  return joined(pair(bytes, from + 6), pair(bytes, from + 4), year, 'day_first');
}

const isMark = (byte: number | undefined): boolean => byte === SLASH || byte === POINT || byte === MINUS;

/** Not a number when one of the two is no digit: nothing that is made of it is a day. */
function pair(bytes: Uint8Array, at: number): number {
  const [tens = 0, ones = 0] = [bytes[at], bytes[at + 1]];
  const good = tens >= ZERO && tens <= NINE && ones >= ZERO && ones <= NINE;
  return good ? (tens - ZERO) * 10 + (ones - ZERO) : Number.NaN;
}

function joined(first: number, second: number, year: number, order: DateOrder): DayNumber {
  const [day, month] = order === 'day_first' ? [first, second] : [second, first];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 1000 ? year * 10_000 + month * 100 + day : 0;
}
