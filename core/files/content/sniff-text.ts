import type { Ends } from './ends.ts';

/**
 * The first part as text, or undefined when it is not text: a NUL or another control character that no text file
 * has. Any 8-bit encoding passes; UTF-16 passes by its byte order mark.
 */
export function readText({ head, tail }: Ends): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return head.subarray(2, head.length & ~1).toString('utf16le');
  if (head[0] === 0xfe && head[1] === 0xff) {
    return Buffer.from(head.subarray(2, head.length & ~1))
      .swap16()
      .toString('utf16le');
  }
  if (hasControls(head) || hasControls(tail)) return undefined;
  const bom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  return head.subarray(bom ? 3 : 0).toString('utf8');
}

/** Below 32 only tab, line feed, form feed, carriage return and the old end-of-file mark are text. */
function hasControls(bytes: Buffer): boolean {
  return bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 26);
}

const DELIMITERS = [';', '\t', ',', '|'];
const LINES = 20;

/** At least two lines that one delimiter cuts into equally many parts, two or more. */
export function looksDelimited(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/).slice(0, LINES + 1);
  lines.pop(); // may be cut, or empty after the last line end
  const full = lines.filter((line) => line.trim() !== '');
  if (full.length < 2) return false;
  return DELIMITERS.some((delimiter) => {
    const [first = 0, ...rest] = full.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length);
    return first > 1 && rest.every((parts) => parts === first);
  });
}
