import { readFile } from 'node:fs/promises';
import type { Demonstration } from './demonstration.ts';

export interface Question {
  q: string;
  /** The question before it in the same conversation. */
  after?: string;
}

/** A questions file as it must be: `[{"q": …, "after"?: the question before it}]`. Throws an `Error` that says what is not so, and where. */
export async function readQuestions(file: string): Promise<Question[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `${file}: no such file` : `${file}: ${error.message}`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`${file}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(json)) throw new Error(`${file}: a list of questions is wanted: [{"q": …, "after"?: …}]`);
  const problems = json.flatMap((one: unknown, at) => {
    const problem = problemOf(one);
    return problem === null ? [] : [`  question ${at + 1}: ${problem}`];
  });
  if (problems.length > 0) throw new Error(`${file}:\n${problems.slice(0, 20).join('\n')}`);
  return json as Question[];
}

function problemOf(one: unknown): string | null {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return 'an object {"q": …, "after"?: …} is wanted';
  const { q, after } = one as { q?: unknown; after?: unknown };
  if (typeof q !== 'string') return '"q" is a question in words';
  if (after === undefined || after === null) return null;
  return typeof after === 'string' ? null : '"after" is the question before it, in words';
}

/** Asks them in order, each in a conversation of its own, one line of JSON a question: `{q, status, query, sql, answer, rows}`. */
export async function askQuestions(
  demonstration: Pick<Demonstration, 'ask'>,
  list: readonly Question[],
  print: (line: string) => void,
): Promise<void> {
  for (const { q, after } of list) {
    try {
      const before = after ? (await demonstration.ask(after)).conversationId : null;
      const { status, query, sql, params, sentence, rows } = await demonstration.ask(q, before);
      print(JSON.stringify({ q, status, query, sql: whole(sql, params), answer: sentence, rows }));
    } catch (error) {
      const answer = error instanceof Error ? error.message : String(error);
      print(JSON.stringify({ q, status: 'unknown', query: null, sql: null, answer, rows: [] }));
    }
  }
}

/** The SQL with its parameters written into it: a line stands for itself, and can be run. */
function whole(sql: string | null, params: readonly unknown[]): string | null {
  if (sql === null) return null;
  return sql.replace(/\$(\d+)\b/g, (place, number: string) => {
    const at = Number(number) - 1;
    if (at < 0 || at >= params.length) return place;
    const value = params[at];
    if (value === null || value === undefined) return 'NULL';
    return typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : `'${String(value).replaceAll("'", "''")}'`;
  });
}
