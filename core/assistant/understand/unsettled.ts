import type { ClarifyReason } from './asked.ts';

/** A question that can mean two things, or that something is missing of: thrown where it is found, told as a question back. */
export class Unsettled extends Error {
  readonly reason: ClarifyReason;
  readonly words: string;
  readonly options: readonly string[];
  constructor(reason: ClarifyReason, words = '', options: readonly string[] = []) {
    super(reason);
    this.reason = reason;
    this.words = words;
    this.options = options;
  }
}
