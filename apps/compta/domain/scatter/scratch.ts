import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '@griot/kernel';
import type { StoredBytes } from '@griot/sheets';

/** Where a reading keeps what it cannot decide before it has seen the whole ledger. */
export interface ScratchPlace {
  /** The file in it has no name: it is gone with its process, however that ends. */
  folder: string;
  /** Bytes of full blocks that stay in memory; all more go to the file. */
  memoryBytes: number;
  /** Bytes of a block. */
  blockBytes: number;
}

export const scratchPlace: ScratchPlace = { folder: tmpdir(), memoryBytes: 24 * 1024 * 1024, blockBytes: 16 * 1024 };

/** A block that is full: its words, or where they lie in the file. */
export interface StoredBlock {
  words: Int32Array | null;
  at: number;
  used: number;
}

/** Blocks of numbers, in memory up to a bound, in one temporary file beyond it. */
export class Scratch {
  readonly blockWords: number;
  readonly #place: ScratchPlace;
  readonly #free: Int32Array[] = [];
  #kept = 0;
  #file: number | null = null;
  /** Files of workbooks. */
  readonly #others: number[] = [];
  #end = 0;

  constructor(place: ScratchPlace) {
    this.#place = place;
    this.blockWords = Math.max(16, place.blockBytes >> 2);
  }

  /** An empty block of so many words, or of more. What stands in it is nobody's. */
  block(words: number): Int32Array {
    if (words > this.blockWords) return new Int32Array(words);
    return this.#free.pop() ?? new Int32Array(this.blockWords);
  }

  /** Takes a full block; it is not the caller's any more. */
  store(words: Int32Array, used: number): StoredBlock {
    if (this.#kept + words.byteLength <= this.#place.memoryBytes) {
      this.#kept += words.byteLength;
      return { words, at: 0, used };
    }
    this.#file ??= this.#open();
    const bytes = new Uint8Array(words.buffer, words.byteOffset, used * 4);
    writeAll(this.#file, bytes, this.#end);
    const stored = { words: null, at: this.#end, used };
    this.#end += bytes.length;
    this.release(words);
    return stored;
  }

  /** A block that is done with. */
  release(words: Int32Array): void {
    if (words.length === this.blockWords) this.#free.push(words);
  }

  /** Puts the words of a block that lies in the file into one that has room for them. */
  read({ at, used }: StoredBlock, target: Int32Array): void {
    readAll(this.#file as number, new Uint8Array(target.buffer, target.byteOffset, used * 4), at);
  }

  /** Keeps a file's bytes, however many up to a bound; null when there are more. */
  keep = async (input: Readable, most: number): Promise<StoredBytes | null> => {
    const file = this.#open();
    this.#others.push(file);
    let length = 0;
    for await (const chunk of input) {
      const bytes = chunk as Buffer;
      if (length + bytes.length > most) {
        input.destroy();
        return null;
      }
      writeAll(file, bytes, length);
      length += bytes.length;
    }
    const read = (from: number, to: number): Buffer => {
      const bytes = Buffer.allocUnsafe(to - from);
      readAll(file, bytes, from);
      return bytes;
    };
    return { length, read };
  };

  close(): void {
    for (const file of [...this.#others, ...(this.#file === null ? [] : [this.#file])]) closeSync(file);
    this.#others.length = 0;
    this.#file = null;
  }

  #open(): number {
    const path = join(this.#place.folder, `griot-ledger-${newId()}`);
    const file = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return file;
  }
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

function readAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(file, bytes, done, bytes.length - done, at + done);
    if (read === 0) throw new Error('the scratch file of a ledger ends too early');
    done += read;
  }
}
