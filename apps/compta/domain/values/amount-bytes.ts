/** What stands in a field: nothing, an amount, or something that `readAmount` has to judge. */
export const [EMPTY, AMOUNT, UNUSUAL] = [0, 1, 2] as const;

const [SPACE, COMMA, MINUS, POINT, ZERO, NINE, NO_BREAK] = [0x20, 0x2c, 0x2d, 0x2e, 0x30, 0x39, 0xa0];
const MOST_DIGITS = 12;

/**
 * Reads the amount in a field's bytes, when it is written as nearly all are: digits, parted by spaces or not, one sign for decimals with
 * one or two after it, a minus before. All else is `UNUSUAL`, which may be wrong or only rare. The amount goes to its place of an
 * array: numbers that are handed back are objects when they are large.
 */
export function amountInBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  how: { decimals: number; western: boolean },
  target: Float64Array,
  place: number,
): typeof EMPTY | typeof AMOUNT | typeof UNUSUAL {
  target[place] = 0;
  if (from >= to) return EMPTY;
  let at = from;
  const negative = bytes[at] === MINUS;
  if (negative) at += 1;
  let units = 0;
  let digits = 0;
  let fraction = -1;
  for (; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte >= ZERO && byte <= NINE) {
      units = units * 10 + (byte - ZERO);
      if (fraction >= 0) fraction += 1;
      else digits += 1;
    } else if ((byte === COMMA || byte === POINT) && fraction < 0) fraction = 0;
    else {
      const space = byte === SPACE ? 1 : how.western ? Number(byte === NO_BREAK) : noBreakSpace(bytes, at, byte);
      if (space === 0 || fraction >= 0 || digits === 0) return UNUSUAL;
      at += space - 1;
    }
  }
  if (digits === 0 || digits > MOST_DIGITS || fraction === 0 || fraction > 2) return UNUSUAL;
  for (let missing = Math.max(0, fraction); missing < how.decimals; missing += 1) units *= 10;
  if (units > Number.MAX_SAFE_INTEGER) return UNUSUAL;
  target[place] = negative && units !== 0 ? -units : units;
  return AMOUNT;
}

/** How many bytes of UTF-8 a no-break space, wide or narrow, takes here; 0: there is none. */
function noBreakSpace(bytes: Uint8Array, at: number, byte: number): number {
  if (byte === 0xc2) return bytes[at + 1] === NO_BREAK ? 2 : 0;
  return byte === 0xe2 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0xaf ? 3 : 0;
}
