/** The first so many of what was found, by their lines, however many there are and in whatever order they come. */
export class FirstPlaces<T extends { line: number }> {
  count = 0;
  #kept: T[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(one: T): void {
    this.count += 1;
    this.#kept.push(one);
    if (this.#kept.length >= this.#most * 2 + 16) this.#cut();
  }

  /** In the order of their lines. */
  get places(): readonly T[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept.sort((a, b) => a.line - b.line);
    this.#kept.length = Math.min(this.#kept.length, this.#most);
  }
}
