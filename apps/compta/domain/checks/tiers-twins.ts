import type { Code } from '../ledger/code-table.ts';
import type { Posting } from '../ledger/posting.ts';
import { KeyTable } from './key-table.ts';
import { widened } from './widened.ts';
import { putNumber, putPiece, putUnits, textAt } from './write-key.ts';

/** Bytes of a key before the piece: numbers of the account and of the journal, day, both amounts. */
const HEAD = 28;

/**
 * The same entry stands in the third-party ledger under its third party and in the general ledger under its collective
 * account. Compared as multisets: equal lines are real, each has its own twin.
 */
export class TiersTwins {
  readonly #keys = new KeyTable();
  /** Of each key, the newest line that waits, numbered from 1; 0: none does. */
  #heads = new Int32Array(4096);
  /** Of each line: that which waits behind it, where it stands, whose it is. */
  #next = new Int32Array(4096);
  #lines = new Uint32Array(4096);
  #codes = new Int32Array(4096);
  #size = 0;
  readonly #named: Code[] = [];
  readonly #accounts = new Map<number, Code>();
  readonly #journals = new Map<number, Code>();

  /** A line of the third-party ledger. */
  add(collective: Code, posting: Posting, tiers: Code): void {
    const key = this.#keys.number(this.#write(collective, posting), true);
    if (key >= this.#heads.length) this.#heads = widened(this.#heads);
    this.#size += 1;
    if (this.#size >= this.#next.length) {
      this.#next = widened(this.#next);
      this.#lines = widened(this.#lines);
      this.#codes = widened(this.#codes);
    }
    this.#next[this.#size] = this.#heads[key] as number;
    this.#heads[key] = this.#size;
    this.#lines[this.#size] = posting.line;
    this.#codes[this.#size] = tiers.id;
    this.#named[tiers.id] = tiers;
    if (!this.#accounts.has(collective.id)) this.#accounts.set(collective.id, collective);
    if (!this.#journals.has(posting.journal.id)) this.#journals.set(posting.journal.id, posting.journal);
  }

  /** The third party of an entry of a collective account, or null when no line is left for it. */
  take(posting: Posting): Code | null {
    const key = this.#keys.number(this.#write(posting.account, posting), false);
    const head = key < 0 ? 0 : (this.#heads[key] as number);
    if (head === 0) return null;
    this.#heads[key] = this.#next[head] as number;
    return this.#named[this.#codes[head] as number] ?? null;
  }

  /** Lines of the third-party ledger that the general ledger does not have, in their order. */
  *left(): Generator<{ line: number; tiers: string; journal: string; piece: string; collective: string }> {
    const open: { ordinal: number; key: number }[] = [];
    for (let key = 0; key < this.#keys.size; key += 1) {
      for (let ordinal = this.#heads[key] as number; ordinal > 0; ordinal = this.#next[ordinal] as number)
        open.push({ ordinal, key });
    }
    for (const { ordinal, key } of open.sort((a, b) => a.ordinal - b.ordinal)) {
      const bytes = this.#keys.bytesOf(key);
      const number = (at: number): number =>
        (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
      yield {
        line: this.#lines[ordinal] as number,
        tiers: this.#named[this.#codes[ordinal] as number]?.text ?? '',
        journal: this.#journals.get(number(4))?.text ?? '',
        piece: textAt(bytes, HEAD),
        collective: this.#accounts.get(number(0))?.text ?? '',
      };
    }
  }

  #write(account: Code, posting: Posting): number {
    const key = this.#keys.room(posting.pieceEnd + HEAD);
    putNumber(key, 0, account.id);
    putNumber(key, 4, posting.journal.id);
    putNumber(key, 8, posting.date);
    putUnits(key, putUnits(key, 12, posting.debit), posting.credit);
    return putPiece(key, HEAD, posting);
  }
}
