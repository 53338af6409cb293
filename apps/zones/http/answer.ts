import { reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import type { Answers } from '../queries/answers.ts';
import type { Reader } from '../queries/reader.ts';

/** What an endpoint's context has that an answer depends on. */
export interface Asking {
  actor: Actor;
  language: 'fr' | 'en';
  params: unknown;
  query: unknown;
}

/** Reads one answer from the published generation and gives it with its ETag. `name` tells the endpoints apart. */
export async function answered<T>(
  answers: Answers,
  ctx: Asking,
  name: string,
  read: (reader: Reader) => Promise<T>,
): Promise<ReturnType<typeof reply<T>>> {
  const question = { name, params: ctx.params ?? null, query: ctx.query ?? null };
  const { data, etag } = await answers.answer({ actor: ctx.actor, locale: ctx.language }, question, read);
  return reply(data, { etag });
}
