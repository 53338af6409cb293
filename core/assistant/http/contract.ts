import { isDay } from '@griot/kernel';
import { z } from 'zod';

const name = z.string().min(1).max(200);
const day = z.string().refine(isDay, { error: 'not a day' });
const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const filter = z.object({
  dimension: name,
  grain: name.optional(),
  operator: z.enum([
    'eq',
    'ne',
    'in',
    'not_in',
    'gt',
    'gte',
    'lt',
    'lte',
    'between',
    'is_null',
    'is_not_null',
    'contains',
  ]),
  value: z.union([scalar, z.array(scalar).max(500), z.null()]).optional(),
});

const number = z.number();
export const asked = z.object({
  kind: z.enum(['figure', 'mean', 'median', 'list', 'count', 'exists', 'why', 'check']),
  metrics: z.array(name).min(1).max(6),
  dimensions: z.array(name).max(4),
  filters: z.array(filter).max(20),
  timeRange: z.object({ from: day, to: day }).nullable(),
  compare: z.enum(['previous_period', 'previous_year']).nullable(),
  order: z.object({ by: name, descending: z.boolean() }).nullable(),
  limit: z.number().int().min(1).max(1000).nullable(),
  shares: z.boolean(),
  focus: z.string().max(500).nullable(),
  check: z
    .object({
      operator: z.enum(['gt', 'gte', 'lt', 'lte', 'eq', 'between']),
      value: z.union([number, z.array(number).length(2)]),
    })
    .nullable(),
});

export const application = z.string().max(64).optional();
/** Without signs that one does not see, which neither a database nor a reader wants: they part words. */
const seen = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, ' ');
export const words = (most: number) => z.string().max(most).overwrite(seen).trim();
export const question = words(500).min(1);

const column = z.object({
  name: z.string(),
  kind: z.enum(['dimension', 'metric', 'comparison', 'share']),
  label: z.string(),
  metric: z.string().optional(),
  unit: z.string().optional(),
  currency: z.string().optional(),
  direction: z.string().optional(),
  grain: z.string().optional(),
});

const passport = z.object({
  generation: z.number(),
  builtAt: z.string(),
  state: z.enum(['sound', 'warned', 'stale']),
  tests: z.object({ passed: z.number(), warned: z.number(), failed: z.number() }),
  sources: z.array(z.object({ name: z.string(), loadedAt: z.string(), rows: z.number() })),
});

export const reply = z.object({
  status: z.enum(['answered', 'clarify', 'unknown', 'refused']),
  language: z.enum(['fr', 'en']),
  sentence: z.string(),
  mended: z.array(z.object({ from: z.string(), to: z.string() })),
  notes: z.array(z.string()),
  options: z.array(z.string()),
  asked: asked.nullable(),
  query: z.string().nullable(),
  chips: z.array(z.object({ kind: z.string(), text: z.string(), without: asked.nullable() })),
  shape: z.enum(['figure', 'bars', 'shares', 'time', 'table', 'names']).nullable(),
  columns: z.array(column),
  rows: z.array(z.array(value)),
  totals: z.record(z.string(), value).nullable(),
  truncated: z.boolean(),
  sql: z.string().nullable(),
  params: z.array(value),
  passport: passport.nullable(),
  next: z.array(z.string()),
  application: z.string(),
  proposed: z.boolean(),
});

const columnProfile = z.object({
  title: z.string(),
  type: z.enum(['number', 'day', 'text']),
  filled: z.number(),
  distinct: z.number(),
  min: z.string().nullable(),
  max: z.string().nullable(),
  examples: z.array(z.string()),
  unreadable: z.number(),
  unreadableExample: z.string().nullable(),
  decimals: z.number(),
});

export const attachment = z.object({
  id: z.string(),
  conversationId: z.string(),
  name: z.string(),
  size: z.number(),
  createdAt: z.string(),
  expiresAt: z.string(),
  profile: z.object({
    rows: z.number(),
    columns: z.array(columnProfile),
    sheet: z.string().nullable(),
    others: z.array(z.string()),
    titled: z.boolean(),
  }),
  suggestions: z.array(z.string()),
});

export const chatAnswer = reply.extend({ conversationId: z.string(), messageId: z.string() });
export const conversation = z.object({
  id: z.string(),
  title: z.string(),
  favourite: z.boolean(),
  application: z.string(),
  updatedAt: z.string(),
});
export const message = z.object({
  id: z.string(),
  at: z.string(),
  question: z.string(),
  status: z.string(),
  sentence: z.string(),
  asked: asked.nullable(),
  query: z.string().nullable(),
  generation: z.number().nullable(),
  feedback: z.enum(['right', 'wrong']).nullable(),
});
