/** Reads `heard heard > meant` lines, `;` between them, so that a long table of words stays readable. */
export function wordTable(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split(/[;\n]/)) {
    const [left = '', right = ''] = line.split('>');
    for (const word of left.split(/\s+/)) if (word !== '') found.set(word, right.trim());
  }
  return found;
}

/** Reads words or, between commas and lines, phrases. */
export const phrases = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
