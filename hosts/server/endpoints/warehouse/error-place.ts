/** A place in a text, both from 1. */
export interface Place {
  line: number;
  column: number;
}

const LINE = /\n\nLINE (\d+): (.*)\n( *)\^/;

/**
 * Where in `sql` a refusal points to: the parser counts the bytes before it (`position`), the engine draws an arrow under an
 * excerpt of the line. Null when neither says.
 */
export function placeOf(sql: string, details: Readonly<Record<string, unknown>>): Place | null {
  const { position, engine } = details;
  if (typeof position === 'number') return afterBytes(sql, position);
  const drawn = typeof engine === 'string' ? LINE.exec(engine) : null;
  if (drawn === null) return null;
  const [, number = '', excerpt = '', spaces = ''] = drawn;
  const line = Number(number);
  const inExcerpt = spaces.length - `LINE ${number}: `.length;
  const cutBefore = excerpt.startsWith('...');
  if (!cutBefore) return { line, column: inExcerpt + 1 };
  // A long line is shown in part: the part stands somewhere in it.
  const part = excerpt.replace(/^\.{3}/, '').replace(/\.{3}$/, '');
  const from = (sql.split('\n')[line - 1] ?? '').indexOf(part);
  return { line, column: from < 0 ? 1 : from + inExcerpt - '...'.length + 1 };
}

function afterBytes(sql: string, bytes: number): Place {
  const before = Buffer.from(sql).subarray(0, bytes).toString('utf8').split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
