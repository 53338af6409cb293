/** The CSV of unit tests' fixtures: a header, commas, double quotes. An empty cell is null; everything else is text that the column's type reads. */
export function readCsvRows(text: string): Record<string, unknown>[] {
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
    } else if (character === ',') endCell();
    else if (character === '\n') {
      endCell();
      records.push([]);
    } else if (!(quoted && /\s/.test(character))) value += character;
  }
  endCell();
  const [header = [], ...rows] = records;
  return rows
    .filter((row) => row.length > 1 || row[0]?.value !== '' || row[0]?.quoted)
    .map((row) =>
      Object.fromEntries(
        header.map((cell, index) => {
          const found = row[index];
          return [cell.value, !found || (found.value === '' && !found.quoted) ? null : found.value];
        }),
      ),
    );
}
