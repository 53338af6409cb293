import type { Entry } from '../ledger-types.ts';

/**
 * The same entry stands in the third-party ledger under its third party and in the general ledger under its collective
 * account. Compared as multisets: equal lines are real, each has its own twin.
 */
export class TiersTwins {
  readonly #heads = new Map<string, number>();
  readonly #next: number[] = [];
  readonly #lines: number[] = [];
  readonly #codes: number[] = [];
  readonly #names: string[] = [];
  readonly #indexes = new Map<string, number>();

  add(collective: string, entry: Entry): void {
    const key = twinKey(collective, entry);
    const ordinal = this.#lines.length;
    this.#next.push(this.#heads.get(key) ?? -1);
    this.#heads.set(key, ordinal);
    this.#lines.push(entry.line);
    this.#codes.push(this.#index(entry.tiers ?? ''));
  }

  /** The third party of an entry of a collective account, or null when no line is left for it. */
  take(entry: Entry): string | null {
    const key = twinKey(entry.account, entry);
    const head = this.#heads.get(key);
    if (head === undefined) return null;
    const next = this.#next[head] ?? -1;
    if (next < 0) this.#heads.delete(key);
    else this.#heads.set(key, next);
    return this.#names[this.#codes[head] ?? 0] ?? null;
  }

  /** Lines of the third-party ledger that the general ledger does not have. */
  *left(): Generator<{ line: number; tiers: string; journal: string; piece: string; collective: string }> {
    const open = [...this.#heads].flatMap(([key, head]) => {
      const [collective = '', , journal = '', piece = ''] = key.split('\u0000');
      const lines: number[] = [];
      for (let at = head; at >= 0; at = this.#next[at] ?? -1) lines.push(at);
      return lines.map((ordinal) => ({ ordinal, journal, piece, collective }));
    });
    for (const { ordinal, ...rest } of open.sort((a, b) => a.ordinal - b.ordinal)) {
      yield { line: this.#lines[ordinal] ?? 0, tiers: this.#names[this.#codes[ordinal] ?? 0] ?? '', ...rest };
    }
  }

  #index(code: string): number {
    const known = this.#indexes.get(code);
    if (known !== undefined) return known;
    this.#indexes.set(code, this.#names.length);
    this.#names.push(code);
    return this.#names.length - 1;
  }
}

const twinKey = (account: string, { day, journal, piece, debit, credit }: Entry): string =>
  `${account}\u0000${day}\u0000${journal}\u0000${piece}\u0000${debit}\u0000${credit}`;
