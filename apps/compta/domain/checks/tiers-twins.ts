import type { Code } from '../ledger/code-table.ts';
import type { Posting } from '../ledger/posting.ts';
import { KeyTable } from './key-table.ts';
import { widened } from './widened.ts';

/**
 * The same entry stands in the third-party ledger under its third party and in the general ledger under its collective
 * account. Compared as multisets: equal lines are real, each has its own twin.
 */
export class TiersTwins {
  /** By account, journal, day, both amounts, and the piece. */
  readonly #keys = new KeyTable(7);
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
    const key = this.#number(collective, posting, true);
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
    const key = this.#number(posting.account, posting, false);
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
      const { words, text: piece } = this.#keys.keyOf(key);
      yield {
        line: this.#lines[ordinal] as number,
        tiers: this.#named[this.#codes[ordinal] as number]?.text ?? '',
        journal: this.#journals.get(words[1] as number)?.text ?? '',
        piece,
        collective: this.#accounts.get(words[0] as number)?.text ?? '',
      };
    }
  }

  #number(account: Code, { journal, date, debit, credit, text, pieceEnd }: Posting, add: boolean): number {
    const { words } = this.#keys;
    words[0] = account.id;
    words[1] = journal.id;
    words[2] = date;
    words[3] = debit;
    words[4] = Math.floor(debit / 0x1_0000_0000);
    words[5] = credit;
    words[6] = Math.floor(credit / 0x1_0000_0000);
    return this.#keys.number(text, pieceEnd, add);
  }
}
