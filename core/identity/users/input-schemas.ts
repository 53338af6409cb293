import { DomainError } from '@griot/kernel';
import { z } from 'zod';

const knownTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const clean = (max: number) => z.string().trim().min(1).max(max);

export const tenantInput = z.object({
  slug: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
  name: clean(200),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: z.string().max(100).refine(knownTimeZone),
  locale: z.enum(['fr', 'en']),
  applications: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).max(50),
});

export const userInput = z.object({
  login: clean(200).regex(/^[^\p{Cc}\s]+$/u),
  name: clean(200),
  email: z.email().max(320).nullish(),
  locale: z.enum(['fr', 'en']).nullish(),
});

export const roleInput = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_-]{1,62}$/),
  label: clean(200),
  permissions: z.array(z.string().max(200)).max(500),
});

export const scopesInput = z
  .array(z.object({ kind: z.string().regex(/^[a-z][a-z0-9_.-]{0,62}$/), id: clean(200) }))
  .max(1000);

/** Parses or throws `identity.bad_input` with all faults: details.issues = [{ path, message }]. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new DomainError({ code: 'identity.bad_input', kind: 'invalid', details: { issues } });
}
