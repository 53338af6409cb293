/** What little must be understood of SQL itself: where a statement begins, and how to put CTEs before it. */

/** Offset of the first character that is neither white space nor comment, from `from` on. */
export function skipComments(sql: string, from = 0): number {
  let at = from;
  for (;;) {
    while (at < sql.length && /\s/.test(sql.charAt(at))) at += 1;
    if (sql.startsWith('--', at)) {
      const end = sql.indexOf('\n', at);
      at = end === -1 ? sql.length : end + 1;
    } else if (sql.startsWith('/*', at)) {
      const end = sql.indexOf('*/', at + 2);
      at = end === -1 ? sql.length : end + 2;
    } else return at;
  }
}

function wordAt(sql: string, at: number, word: string): boolean {
  return sql.slice(at, at + word.length).toLowerCase() === word && !/\w/.test(sql.charAt(at + word.length));
}

/** The statement with CTEs before its own: they join a WITH it already has. Each is `name as (…)`. */
export function addCtes(sql: string, ctes: readonly string[]): string {
  if (ctes.length === 0) return sql;
  const start = skipComments(sql);
  const list = ctes.join(',\n');
  if (!wordAt(sql, start, 'with')) return `${sql.slice(0, start)}with ${list}\n${sql.slice(start)}`;
  let at = start + 'with'.length;
  const next = skipComments(sql, at);
  if (wordAt(sql, next, 'recursive')) at = next + 'recursive'.length;
  return `${sql.slice(0, at)} ${list},${sql.slice(at)}`;
}

/** Without the semicolon that some write at the end: the statement is put into others. */
export function withoutSemicolon(sql: string): string {
  return sql.replace(/[;\s]+$/, (end) => end.replaceAll(';', ''));
}
