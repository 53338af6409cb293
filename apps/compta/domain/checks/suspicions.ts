/**
 * Rows that were told to be faulty already. What follows from them (a piece that does not balance for want of the row) is not
 * told again.
 */
export class Suspicions {
  /** Sums of journals and of the whole say nothing any more. */
  sums = false;
  /** The line of the general ledger up to which entries were taken. */
  line = 0;
  /** Of each piece the line after which it was first suspected. */
  readonly #pieces = new Map<string, number>();

  /** Null: some row is wrong, and it is not known which piece it belongs to. */
  add = (row: { journal: string; piece: string } | null): void => {
    this.sums = true;
    if (row === null) return;
    const key = `${row.journal}\u0000${row.piece}`;
    if (!this.#pieces.has(key)) this.#pieces.set(key, this.line);
  };

  /** Whether a piece was suspected; with a line, before the entry on it was taken. */
  touches(journal: string, piece: string, line = Number.POSITIVE_INFINITY): boolean {
    // A row without its journal is known by its piece alone.
    return this.#since(`${journal}\u0000${piece}`) < line || this.#since(`\u0000${piece}`) < line;
  }

  #since(key: string): number {
    return this.#pieces.get(key) ?? Number.POSITIVE_INFINITY;
  }
}
