/**
 * One thing wrong with what a person handed in, with its place and its remedy. Findings come all at once,
 * never only the first. `error` sets the row (or file) aside; `warning` lets it in and says so.
 */
export interface Finding {
  severity: 'error' | 'warning';
  /** Catalogue key: `import.date_impossible`. */
  code: string;
  file: string;
  /** Worksheet, for workbooks. */
  sheet?: string;
  /** 1-based line of the file (text) or row of the sheet, as an editor or a spreadsheet shows it. */
  line?: number;
  column?: string;
  /** What stood there, cut to 120 characters. */
  value?: string;
  /** French sentence: why it is wrong. */
  reason: string;
  /** French sentence: what to do. */
  remedy?: string;
}
