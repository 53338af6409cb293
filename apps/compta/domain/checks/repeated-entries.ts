import type { SheetRow } from '@griot/sheets';
import type { Posting } from '../ledger/posting.ts';
import type { RowPlace } from '../ledger/row-place.ts';
import { KeyNumbers } from '../scatter/key-numbers.ts';
import { PARTS, partOf, putText, ScatteredRecords, textAt } from '../scatter/scattered-records.ts';
import type { Scratch } from '../scatter/scratch.ts';
import { widened } from '../scatter/widened.ts';
import { shownValue } from './finding-log.ts';
import { FirstPlaces } from './first-places.ts';
import type { PostingHash } from './posting-hash.ts';

/** Words of the sieve: 4 MiB. Of five million different entries one in thirty is taken for one that was seen. */
const SIEVE_BITS = 20;
/** Entries of one account and day fall into so many words, 4 KiB: they mostly come together, and so a cache holds what they touch. */
const WINDOW_BITS = 10;

/**
 * Entries that stand in the ledger more than once. Each leaves its hash and its line; which are equal is seen at the end, a part at a
 * time. Their labels are kept of those alone that a sieve of a fixed size may have seen before: all that repeat, and few others.
 */
export class RepeatedEntries {
  readonly #place: RowPlace;
  readonly #entries: ScatteredRecords;
  readonly #labels: ScatteredRecords;
  readonly #sieve = new Int32Array(1 << SIEVE_BITS);

  constructor(place: RowPlace, scratch: Scratch) {
    this.#place = place;
    this.#entries = new ScatteredRecords(scratch);
    this.#labels = new ScatteredRecords(scratch);
  }

  /** `asTexts`: gives the entry's row, when it is asked for. */
  add({ a, b }: PostingHash, { line, account, date }: Posting, asTexts: () => SheetRow): void {
    const at = this.#entries.room(partOf(a), 3);
    const { block } = this.#entries;
    block[at] = a;
    block[at + 1] = b;
    block[at + 2] = line;
    const window = Math.imul(Math.imul(account.id, 0x9e3779b1) ^ date, 0x85ebca77) >>> (32 - SIEVE_BITS);
    const word = (window + (a >>> (32 - WINDOW_BITS))) & (this.#sieve.length - 1);
    const bits = (1 << b) | (1 << (b >>> 5));
    const before = this.#sieve[word] as number;
    if ((before & bits) === bits) this.#keep(line, shownValue(this.#place.value(asTexts(), 'label')));
    else this.#sieve[word] = before | bits;
  }

  #keep(line: number, label: string): void {
    const bytes = Buffer.from(`${label}   `);
    const length = Buffer.byteLength(label);
    const words = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + ((length + 3) & ~3)));
    const at = this.#labels.room(0, 2 + words.length);
    const { block } = this.#labels;
    block[at] = line;
    block[at + 1] = length;
    putText(block, at + 2, words, length);
  }

  /** After the last entry. */
  tell(): void {
    const found = new FirstPlaces<{ line: number; first: number }>(this.#place.mostOfAKind);
    const keys = new KeyNumbers();
    let firsts = new Int32Array(1 << 10);
    for (let part = 0; part < PARTS; part += 1) {
      keys.clear();
      for (const block of this.#entries.blocks(part)) {
        for (let at = 0; at < block.length; at += 3) {
          const line = block[at + 2] as number;
          const known = keys.size;
          const key = keys.add(block[at] as number, block[at + 1] as number);
          if (key < known) found.add({ line, first: firsts[key] as number });
          else {
            if (key === firsts.length) firsts = widened(firsts);
            firsts[key] = line;
          }
        }
      }
    }
    if (found.count === 0) return;
    const labels = this.#labelsOf(new Set(found.places.map(({ line }) => line)));
    const shown = ({ line, first }: { line: number; first: number }) => ({
      value: labels.get(line),
      facts: { premiere: String(first) },
    });
    this.#place.tellFirst('ligne_en_double', found, 'label', shown, 0.25);
  }

  #labelsOf(lines: ReadonlySet<number>): Map<number, string> {
    const labels = new Map<number, string>();
    for (const block of this.#labels.blocks(0)) {
      for (let at = 0; at < block.length; ) {
        const [line = 0, length = 0] = [block[at], block[at + 1]];
        if (lines.has(line)) labels.set(line, textAt(block, at + 2, length));
        at += 2 + ((length + 3) >> 2);
      }
    }
    return labels;
  }
}
