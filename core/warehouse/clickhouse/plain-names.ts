import type { BuildSession } from '../build/build-session.ts';
import { columnsOf } from '../build/incremental-columns.ts';
import { quoteName } from '../engine/identifiers.ts';

/**
 * Where two joined tables have a column of the same name, ClickHouse calls `o.id` in the result `o.id`, and every other
 * engine `id`. Answers the names as others have them; one that would then be there twice stays as it is.
 */
export function plainNames(names: readonly string[]): string[] {
  const bare = names.map((name) => /^[A-Za-z_]\w*\.([A-Za-z_]\w*)$/.exec(name)?.[1] ?? name);
  return names.map((name, i) => (bare.filter((other) => other === bare[i]).length > 1 ? name : (bare[i] ?? name)));
}

/** The SELECT under plain names. */
export async function withPlainNames(session: BuildSession, sql: string): Promise<string> {
  const names = (await columnsOf(session, `(\n${sql}\n)`)).map(({ name }) => name);
  const plain = plainNames(names);
  if (plain.every((name, i) => name === names[i])) return sql;
  const list = names.map((name, i) => `${quoteName(name)} AS ${quoteName(plain[i] ?? name)}`);
  return `SELECT ${list.join(', ')} FROM (\n${sql}\n)`;
}
