const LONGEST = 31;

/** A name that spreadsheets accept: none of `\ / ? * [ ] :`, no quotation mark at an end, at most 31 characters. */
export function sheetName(name: string): string {
  const plain = name
    .replace(/[\\/?*[\]:\p{Cc}]/gu, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
    .slice(0, LONGEST)
    .trim();
  return plain || 'Feuille';
}
