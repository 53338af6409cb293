import { readFile } from 'node:fs/promises';
import type { Demonstration } from './demonstration.ts';

interface Question {
  q: string;
  after?: string;
}

/** Asks what a file holds, one line of JSON a question: `{q, status, query, sql, answer, rows}`. */
export async function askFile(
  demonstration: Demonstration,
  file: string,
  print: (line: string) => void,
): Promise<void> {
  const questions = JSON.parse(await readFile(file, 'utf8')) as Question[];
  for (const { q, after } of questions) {
    try {
      const before = after === undefined ? null : (await demonstration.ask(after)).conversationId;
      const { status, query, sql, sentence, rows } = await demonstration.ask(q, before);
      print(JSON.stringify({ q, status, query, sql, answer: sentence, rows }));
    } catch (error) {
      print(
        JSON.stringify({
          q,
          status: 'unknown',
          query: null,
          sql: null,
          answer: error instanceof Error ? error.message : String(error),
          rows: [],
        }),
      );
    }
  }
}
