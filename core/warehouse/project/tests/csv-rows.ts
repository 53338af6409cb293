/** The CSV of unit tests' fixtures: a header, commas, double quotes. An empty cell is null; everything else is text that the column's type reads. */
export function readCsvRows(text: string): Record<string, unknown>[] {
  const [header = [], ...rows] = readCsvCells(text);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name ?? '', row[index] ?? null])));
}

/** The cells of a CSV text line by line, the header's too; null is an empty cell without quotation marks. Empty lines are none. */
export function readCsvCells(text: string, delimiter = ','): (string | null)[][] {
  const records: { value: string; quoted: boolean }[][] = [[]];
  let value = '';
  let quoted = false;
  let open = false;
  const endCell = () => {
    records.at(-1)?.push({ value: quoted ? value : value.trim(), quoted });
    value = '';
    quoted = false;
  };
  const source = text.trim();
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (open) {
      if (character !== '"') value += character;
      else if (source.charAt(at + 1) === '"') {
        value += '"';
        at += 1;
      } else open = false;
    } else if (character === '"' && value.trim() === '') {
      value = '';
      quoted = true;
      open = true;
    } else if (character === delimiter) endCell();
    else if (character === '\n') {
      endCell();
      records.push([]);
    } else if (!(quoted && /\s/.test(character))) value += character;
  }
  endCell();
  return records
    .filter((row) => row.length > 1 || row[0]?.value !== '' || row[0]?.quoted)
    .map((row) => row.map(({ value: text, quoted: kept }) => (text === '' && !kept ? null : text)));
}
