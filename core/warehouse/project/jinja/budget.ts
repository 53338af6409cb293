/**
 * What one rendering may use. Templates come with uploaded projects: an endless loop, a string that doubles itself or a macro
 * that calls itself must end in an error, soon, and the same way on every machine: so steps are counted. A deadline stands behind them, for steps that turn out dear.
 */
import { TemplateError } from './values.ts';

export const DEFAULT_FUEL = 2_000_000;
const MAX_TEXT = 16 * 1024 * 1024;
const MAX_ITEMS = 200_000;
const MAX_DEPTH = 120;
const MAX_MS = 10_000;
const CLOCK_EVERY = 64;

export class Budget {
  #fuel: number;
  #depth = 0;
  #calls = 0;
  readonly #deadline = performance.now() + MAX_MS;

  constructor(fuel = DEFAULT_FUEL) {
    this.#fuel = fuel;
  }

  /** One step, or several. */
  spend(steps = 1): void {
    this.#fuel -= steps;
    if (this.#fuel < 0) throw new TemplateError('the template does too much work: it was stopped (an endless loop?)');
    this.#calls += 1;
    if (this.#calls % CLOCK_EVERY === 0 && performance.now() > this.#deadline) {
      throw new TemplateError(`the template takes longer than ${MAX_MS / 1000} s: it was stopped`);
    }
  }

  /** Before a text of so many characters is made. */
  text(length: number): void {
    if (length > MAX_TEXT) throw new TemplateError(`the template makes a text longer than ${MAX_TEXT} characters`);
    this.spend(length >> 6);
  }

  /** Before a list of so many items is made or read. */
  items(count: number): void {
    if (count > MAX_ITEMS) throw new TemplateError(`the template makes a list longer than ${MAX_ITEMS} items`);
    this.spend(count >> 2);
  }

  /** Runs a macro or another nested rendering. */
  nested<T>(work: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new TemplateError('macros call each other too deeply (an endless recursion?)');
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }
}
