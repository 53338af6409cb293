/**
 * A line of the one form of text that the warehouse reads, as its `cleanCsvLine` writes it (a test holds them equal). The process
 * that reads a file is short-lived: loading the warehouse there would take longer than the file.
 */
export const cleanLine = (values: readonly (string | null)[]): string =>
  `${values.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',')}\n`;
