import { DomainError } from '@griot/kernel';
import type { z } from 'zod';
import type { Language } from '../messages/catalogue.ts';
import { issueSentences } from '../messages/issue-sentence.ts';

export interface InputIssue {
  /** `body.lignes.2.montant`; a list's places count from 0. */
  path: string;
  /** Sentence for people, without the field's name. */
  message: string;
  code: string;
}

const MAX_ISSUES = 100;

/**
 * Reads params, query and body by their schemas, and tells every fault of all of them at once:
 * `http.validation` (invalid), details.issues: InputIssue[].
 */
export function checkInput<S extends Record<string, z.ZodType | undefined>>(
  schemas: S,
  values: Record<keyof S, unknown>,
  language: Language,
): { [K in keyof S]: S[K] extends z.ZodType ? z.output<S[K]> : undefined } {
  const issues: InputIssue[] = [];
  const read: Record<string, unknown> = {};
  for (const [part, schema] of Object.entries(schemas)) {
    if (!schema) continue;
    const parsed = schema.safeParse(values[part], { error: issueSentences(language) });
    if (parsed.success) read[part] = parsed.data;
    else issues.push(...parsed.error.issues.map((issue) => toIssue(part, issue)));
  }
  if (issues.length > 0) {
    const details = { issues: issues.slice(0, MAX_ISSUES), issueCount: issues.length };
    throw new DomainError({ code: 'http.validation', kind: 'invalid', details });
  }
  return read as { [K in keyof S]: S[K] extends z.ZodType ? z.output<S[K]> : undefined };
}

function toIssue(part: string, issue: z.core.$ZodIssue): InputIssue {
  return { path: [part, ...issue.path.map(String)].join('.'), message: issue.message, code: issue.code };
}
