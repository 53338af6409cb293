/**
 * A figure as people call it and ask for it. A noun comes with its article; in a question `{p}` is where, `{t}` when.
 * A figure `known` as of the last build only is asked without a time.
 */
export interface SpokenFigure {
  readonly metric: string;
  readonly known?: true;
  /** Other queries whose answer is the same figure. */
  readonly same?: readonly string[];
  readonly fr: readonly string[];
  readonly en: readonly string[];
  readonly asked: readonly string[];
}

export const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
export const list = (text: string): string[] => text.split(/,\s*/).map((one) => one.trim());
