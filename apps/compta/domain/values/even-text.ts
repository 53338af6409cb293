/** What the bytes 0x80 to 0x9F of Windows-1252 are in UTF-8. */
const WESTERN: readonly Uint8Array[] = Array.from({ length: 32 }, (_, index) =>
  Buffer.from(new TextDecoder('windows-1252').decode(Uint8Array.of(index + 128))),
);
const [SPACE, DELETE, NO_BREAK] = [0x20, 0x7f, 0xa0];

/**
 * Copies a field's bytes as UTF-8, when `plainText` would leave them as they are; where it might not (breaks, several spaces, spaces that
 * are none in ASCII), -1. The target has room for three times the field. Where the copy ends.
 */
export function copyEven(
  bytes: Uint8Array,
  from: number,
  to: number,
  target: Uint8Array,
  at: number,
  western: boolean,
): number {
  let end = at;
  let before = SPACE;
  for (let index = from; index < to; index += 1) {
    const byte = bytes[index] as number;
    if (byte <= SPACE) {
      if (byte !== SPACE || before === SPACE) return -1;
    } else if (byte >= DELETE) {
      if (byte === DELETE) return -1;
      if (western) {
        if (byte === NO_BREAK) return -1;
        before = byte;
        if (byte > NO_BREAK) {
          // From here on Windows-1252 is Latin-1: two bytes of UTF-8 each.
          target[end++] = 0xc0 | (byte >> 6);
          target[end++] = 0x80 | (byte & 0x3f);
          continue;
        }
        const wide = WESTERN[byte - 128] as Uint8Array;
        for (let part = 0; part < wide.length; part += 1) target[end++] = wide[part] as number;
        continue;
      }
      if (mayBeSpace(bytes, index, byte)) return -1;
    }
    target[end++] = byte;
    before = byte;
  }
  return before === SPACE && end > at ? -1 : end;
}

/** Beginnings of characters in UTF-8 among which there are spaces; letters of European languages are not. */
function mayBeSpace(bytes: Uint8Array, index: number, byte: number): boolean {
  if (byte === 0xc2) return bytes[index + 1] === NO_BREAK;
  if (byte === 0xe2) {
    if (bytes[index + 1] === 0x81) return true;
    const third = bytes[index + 2] ?? 0;
    return bytes[index + 1] === 0x80 && (third < 0x90 || third > 0xa6);
  }
  return byte === 0xe1 || byte === 0xe3 || byte === 0xef;
}

/** Whether a field is letters, digits and signs of ASCII without any space, as codes are. */
export function isCode(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte <= SPACE || byte >= DELETE) return false;
  }
  return to > from;
}

/** Whether a field is what a number of an account is: a digit, then two to twelve digits or letters. */
export function isAccount(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 3 || to - from > 13) return false;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    const digit = byte >= 0x30 && byte <= 0x39;
    const letter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
    if (!digit && (at === from || !letter)) return false;
  }
  return true;
}
