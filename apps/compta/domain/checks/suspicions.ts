/**
 * Rows that were told to be faulty already. What follows from them (a piece that does not balance for want of the row) is not
 * told again.
 */
export class Suspicions {
  /** Sums of journals and of the whole say nothing any more. */
  sums = false;
  readonly #pieces = new Set<string>();

  /** Null: some row is wrong, and it is not known which piece it belongs to. */
  add = (row: { journal: string; piece: string } | null): void => {
    this.sums = true;
    if (row !== null) this.#pieces.add(`${row.journal}\u0000${row.piece}`);
  };

  touches(journal: string, piece: string): boolean {
    // A row without its journal is known by its piece alone.
    return this.#pieces.has(`${journal}\u0000${piece}`) || this.#pieces.has(`\u0000${piece}`);
  }
}
