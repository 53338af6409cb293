import type { Code } from '../ledger/code-table.ts';
import type { Codes, Posting } from '../ledger/posting.ts';
import { KeyNumbers } from '../scatter/key-numbers.ts';
import { PARTS, partOf, putText, ScatteredRecords, textAt } from '../scatter/scattered-records.ts';
import type { Scratch } from '../scatter/scratch.ts';
import { widened } from '../scatter/widened.ts';
import { FirstPlaces } from './first-places.ts';
import type { PostingHash } from './posting-hash.ts';
import type { Suspicions } from './suspicions.ts';

/** Words of a record before its piece: two hashes, line, third party or waiting entry, account, journal, bytes of the piece. */
const HEAD = 7;
const [LINE, OF, ACCOUNT, JOURNAL, PIECE] = [2, 3, 4, 5, 6] as const;

/** An entry or a line that has no twin. */
export interface Alone {
  line: number;
  journal: string;
  piece: string;
  account: string;
  tiers: string;
}

/**
 * The same entry stands in the third-party ledger under its third party and in the general ledger under its collective
 * account. Compared as multisets: equal lines are real, each has its own twin. Who is whose is seen when both ledgers were read, a
 * part at a time.
 */
export class TiersTwins {
  readonly #codes: Codes;
  readonly #lines: ScatteredRecords;
  readonly #entries: ScatteredRecords;
  /** Third parties of waiting entries, scattered by the entries' numbers. */
  readonly #answers: ScatteredRecords;
  #waiting = 0;

  constructor(codes: Codes, scratch: Scratch) {
    this.#codes = codes;
    this.#lines = new ScatteredRecords(scratch);
    this.#entries = new ScatteredRecords(scratch);
    this.#answers = new ScatteredRecords(scratch);
  }

  /** A line of the third-party ledger. `hash` is that of the twin: with the collective account. */
  add(hash: PostingHash, posting: Posting, tiers: Code): void {
    this.#put(this.#lines, hash, posting, tiers.id, tiers.of?.id ?? 0);
  }

  /** An entry of a collective account. `waits`: its third party is to be told. */
  look(hash: PostingHash, posting: Posting, waits: boolean): void {
    this.#put(this.#entries, hash, posting, waits ? this.#waiting : -1, posting.account.id);
    if (waits) this.#waiting += 1;
  }

  #put(records: ScatteredRecords, { a, b }: PostingHash, posting: Posting, of: number, account: number): void {
    const { pieceEnd } = posting;
    const at = records.room(partOf(a), HEAD + ((pieceEnd + 3) >> 2));
    const { block } = records;
    block[at] = a;
    block[at + 1] = b;
    block[at + LINE] = posting.line;
    block[at + OF] = of;
    block[at + ACCOUNT] = account;
    block[at + JOURNAL] = posting.journal.id;
    block[at + PIECE] = pieceEnd;
    putText(block, at + HEAD, posting.words, pieceEnd);
  }

  /** Finds the twins. Entries without a line, and lines without an entry, save those of pieces that were told to be faulty. */
  match(suspicions: Suspicions, most: number): { entries: FirstPlaces<Alone>; lines: FirstPlaces<Alone> } {
    const alone = { entries: new FirstPlaces<Alone>(most), lines: new FirstPlaces<Alone>(most) };
    const keys = new KeyNumbers();
    const waiting = new WaitingLines();
    for (let part = 0; part < PARTS; part += 1) {
      keys.clear();
      waiting.clear();
      for (const block of this.#lines.blocks(part)) {
        for (let at = 0; at < block.length; at += sizeAt(block, at))
          waiting.add(keys.add(block[at] as number, block[at + 1] as number), block[at + OF] as number);
      }
      for (const block of this.#entries.blocks(part)) {
        for (let at = 0; at < block.length; at += sizeAt(block, at)) {
          const tiers = waiting.take(keys.find(block[at] as number, block[at + 1] as number));
          if (tiers >= 0) this.#answer(block[at + OF] as number, tiers);
          else {
            const one = this.#alone(block, at);
            if (!suspicions.touches(one.journal, one.piece, one.line)) alone.entries.add(one);
          }
        }
      }
      if (waiting.size === 0) continue;
      let number = 0;
      for (const block of this.#lines.blocks(part)) {
        for (let at = 0; at < block.length; at += sizeAt(block, at)) {
          if (waiting.waits(number)) {
            const tiers = this.#codes.tiers.all[block[at + OF] as number]?.text ?? '';
            const one = { ...this.#alone(block, at), tiers };
            if (!suspicions.touches(one.journal, one.piece)) alone.lines.add(one);
          }
          number += 1;
        }
      }
    }
    return alone;
  }

  /** The third parties of the entries that wait for one, in the order of these; null: none was found. After `match`. */
  *answers(): Generator<Code | null, void, undefined> {
    const width = this.#width;
    const found = new Int32Array(width);
    for (let part = 0; part < PARTS; part += 1) {
      found.fill(-1);
      for (const block of this.#answers.blocks(part))
        for (let at = 0; at < block.length; at += 2)
          found[(block[at] as number) - part * width] = block[at + 1] as number;
      const count = Math.min(width, this.#waiting - part * width);
      for (let index = 0; index < count; index += 1) yield this.#codes.tiers.all[found[index] as number] ?? null;
    }
  }

  get #width(): number {
    return Math.ceil(this.#waiting / PARTS);
  }

  #answer(entry: number, tiers: number): void {
    if (entry < 0) return;
    const at = this.#answers.room(Math.floor(entry / this.#width), 2);
    this.#answers.block[at] = entry;
    this.#answers.block[at + 1] = tiers;
  }

  #alone(block: Int32Array, at: number): Alone {
    const { accounts, journals } = this.#codes;
    return {
      line: block[at + LINE] as number,
      journal: journals.all[block[at + JOURNAL] as number]?.text ?? '',
      piece: textAt(block, at + HEAD, block[at + PIECE] as number),
      account: accounts.all[block[at + ACCOUNT] as number]?.text ?? '',
      tiers: '',
    };
  }
}

const sizeAt = (block: Int32Array, at: number): number => HEAD + (((block[at + PIECE] as number) + 3) >> 2);

/** The lines of one part that wait for their entries: of equal ones the newest is taken first. */
class WaitingLines {
  size = 0;
  #count = 0;
  /** Of each key the newest line that waits, from 1; 0: none does. */
  #heads = new Int32Array(1 << 10);
  #keys = 0;
  /** Of each line from 1: that which waits behind it, and its third party; -1: it was taken. */
  #next = new Int32Array(1 << 10);
  #tiers = new Int32Array(1 << 10);

  clear(): void {
    this.size = 0;
    this.#count = 0;
    this.#keys = 0;
  }

  add(key: number, tiers: number): void {
    if (key === this.#heads.length) this.#heads = widened(this.#heads);
    if (key === this.#keys) {
      this.#heads[key] = 0;
      this.#keys += 1;
    }
    this.#count += 1;
    this.size += 1;
    if (this.#count === this.#next.length) {
      this.#next = widened(this.#next);
      this.#tiers = widened(this.#tiers);
    }
    this.#next[this.#count] = this.#heads[key] as number;
    this.#tiers[this.#count] = tiers;
    this.#heads[key] = this.#count;
  }

  /** The third party of the line that is taken for a key, or -1. */
  take(key: number): number {
    const head = key < 0 ? 0 : (this.#heads[key] as number);
    if (head === 0) return -1;
    const tiers = this.#tiers[head] as number;
    this.#heads[key] = this.#next[head] as number;
    this.#tiers[head] = -1;
    this.size -= 1;
    return tiers;
  }

  /** Whether the line that was added as this one, from 0, was not taken. */
  waits(number: number): boolean {
    return (this.#tiers[number + 1] as number) >= 0;
  }
}
