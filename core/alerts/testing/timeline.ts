/**
 * Series as promtool's unit tests write them, so that a whole timeline is one line: `9`, `9x3` (9 and three more), `9+2x3`
 * (9 11 13 15), `9-2x3`, `_` no data, `_x3` three times, `!` the query fails, `9?` the data is suspect. A cell of several
 * dimension values is `a=9,b=11`.
 */
export type Cell = { error: true } | { values: Map<string, number | null>; suspect: boolean };

export function parseSeries(text: string): Cell[] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((token) => expand(token).map(cellOf));
}

function expand(token: string): string[] {
  const missing = /^(_|!)x(\d+)$/.exec(token);
  if (missing) return Array.from({ length: Number(missing[2]) }, () => missing[1] ?? '_');
  const steps = /^(-?[\d.]+)([+-][\d.]+)?(\??)x(\d+)$/.exec(token);
  if (!steps) return [token];
  const [, first, by = '0', mark, times] = steps;
  return Array.from({ length: Number(times) + 1 }, (_, i) => `${Number(first) + i * Number(by)}${mark}`);
}

function cellOf(token: string): Cell {
  if (token === '!') return { error: true };
  const suspect = token.endsWith('?');
  const parts = token.replace('?', '').split(',');
  const values = parts.map((part): [string, number | null] => {
    const [name, value] = part.includes('=') ? (part.split('=') as [string, string]) : ['', part];
    return [name, value === '_' ? null : Number(value)];
  });
  return { values: new Map(values), suspect };
}

const LETTERS: Record<string, string> = {
  ...{ normal: 'n', pending: 'p', active: 'A', recovering: 'r', no_data: '_', error: '!' },
};

export const letterOf = (state: string | undefined): string => LETTERS[state ?? ''] ?? '.';
