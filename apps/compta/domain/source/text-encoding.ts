export type TextEncoding = 'utf-8' | 'windows-1252' | 'utf-16le';

/** Strict UTF-8 over the whole text; a single byte that is not makes it Windows-1252, which every byte is. */
export class EncodingTest {
  readonly #strict = new TextDecoder('utf-8', { fatal: true });
  #utf8 = true;
  #first: Uint8Array | null = null;

  add(chunk: Uint8Array): void {
    this.#first ??= chunk.slice(0, 2);
    if (this.#utf8) this.#utf8 = this.#accepts(chunk);
  }

  end(): TextEncoding {
    if (this.#first?.[0] === 0xff && this.#first[1] === 0xfe) return 'utf-16le';
    if (this.#utf8) this.#utf8 = this.#accepts(null);
    return this.#utf8 ? 'utf-8' : 'windows-1252';
  }

  #accepts(chunk: Uint8Array | null): boolean {
    try {
      if (chunk === null) this.#strict.decode();
      else this.#strict.decode(chunk, { stream: true });
      return true;
    } catch {
      return false;
    }
  }
}
