/** Sums over any span of quarter hours, of values that come in order of time. */
export class Series<Measure extends string> {
  private readonly slices: number[] = [];
  /** Running totals, one a slice in which something happened. */
  private readonly totals: Record<Measure, number[]>;

  constructor(measures: readonly Measure[]) {
    this.totals = Object.fromEntries(measures.map((name) => [name, [] as number[]])) as Record<Measure, number[]>;
  }

  add(slice: number, values: Partial<Record<Measure, number>>): void {
    const last = this.slices.length - 1;
    if (last < 0 || (this.slices[last] as number) < slice) {
      this.slices.push(slice);
      for (const list of Object.values<number[]>(this.totals)) list.push(list[last] ?? 0);
    }
    for (const [name, value] of Object.entries<number | undefined>(values)) {
      const list = this.totals[name as Measure];
      list[list.length - 1] = (list[list.length - 1] as number) + (value ?? 0);
    }
  }

  /** Of slices `from` up to, not including, `to`. */
  sum(measure: Measure, from: number, to: number): number {
    const list = this.totals[measure];
    return (list[this.before(to)] ?? 0) - (list[this.before(from)] ?? 0);
  }

  /** Slices between the last one with something of this measure and `at`; null when there was none in `within` slices. */
  sinceLast(measure: Measure, at: number, within: number): number | null {
    for (let n = this.before(at); n >= 0 && (this.slices[n] as number) >= at - within; n -= 1) {
      if (this.totals[measure][n] !== (this.totals[measure][n - 1] ?? 0)) return at - (this.slices[n] as number);
    }
    return null;
  }

  /** Slices of a span in which something happened, with what it was. */
  *inside(from: number, to: number): Generator<{ slice: number } & Record<Measure, number>> {
    for (let n = this.before(from) + 1; n < this.slices.length && (this.slices[n] as number) < to; n += 1) {
      const row = { slice: this.slices[n] as number } as { slice: number } & Record<Measure, number>;
      for (const name of Object.keys(this.totals) as Measure[]) {
        const list = this.totals[name];
        Object.assign(row, { [name]: (list[n] as number) - (list[n - 1] ?? 0) });
      }
      yield row;
    }
  }

  /** Index of the last slice before `slice`; -1: none. */
  private before(slice: number): number {
    let low = 0;
    let high = this.slices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.slices[middle] as number) < slice) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
