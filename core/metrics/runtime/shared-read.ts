/**
 * One reading for all who ask while another runs: it begins after each of them asked, so nobody is given an answer older
 * than the question, and at most one reading runs at a time.
 */
export class SharedRead<T> {
  readonly #read: () => Promise<T>;
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<T> | undefined;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  ask(): Promise<T> {
    if (this.#next) return this.#next;
    const next = this.#last.then(() => {
      this.#next = undefined;
      return this.#read();
    });
    this.#next = next;
    this.#last = next.catch(() => {});
    return next;
  }
}
