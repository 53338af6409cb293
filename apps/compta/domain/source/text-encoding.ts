import { isUtf8 } from 'node:buffer';

export type TextEncoding = 'utf-8' | 'windows-1252' | 'utf-16le';

/** Strict UTF-8 over the whole text; a single byte that is not makes it Windows-1252, which every byte is. */
export class EncodingTest {
  #utf8 = true;
  #first: Uint8Array | null = null;
  /** The beginning of a character whose end comes with the next chunk. */
  #cut: Uint8Array = new Uint8Array(0);

  add(chunk: Uint8Array): void {
    this.#first ??= chunk.slice(0, 2);
    if (!this.#utf8) return;
    const whole = this.#cut.length === 0 ? chunk : Buffer.concat([this.#cut, chunk]);
    const end = whole.length - cutAtEnd(whole);
    this.#cut = whole.slice(end);
    this.#utf8 = isUtf8(whole.subarray(0, end));
  }

  end(): TextEncoding {
    if (this.#first?.[0] === 0xff && this.#first[1] === 0xfe) return 'utf-16le';
    return this.#utf8 && this.#cut.length === 0 ? 'utf-8' : 'windows-1252';
  }
}

/** How many bytes at the end begin a character that is not complete. */
function cutAtEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
