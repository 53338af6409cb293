import { type SQL, sql } from 'drizzle-orm/sql';
import type { Label } from '../definition/flow-types.ts';
import { storableText, storableWords } from './storable.ts';

/** `SET` of what an attempt says of its progress; without a text the one that stands stays. */
export function progressColumns(text: Label | string | undefined): SQL {
  if (text === undefined) return sql`progress_text = progress_text`;
  if (typeof text === 'string') return sql`progress_text = ${storableText(text)}, progress_words = NULL`;
  const words = storableWords(text);
  return sql`progress_text = ${words.fr}, progress_words = ${JSON.stringify(words)}::jsonb`;
}

/** What was said, whichever way, in both languages. */
export const progressWords = (row: { progress_text: string | null; progress_words: Label | null }): Label | null =>
  row.progress_words ?? (row.progress_text === null ? null : { fr: row.progress_text, en: row.progress_text });
