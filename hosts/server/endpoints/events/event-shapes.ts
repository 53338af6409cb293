import { z } from 'zod';

/** What producers send and the pages of events read. Instants are ISO 8601 in UTC. */
const payload = z.record(z.string(), z.unknown());

/** Loose on purpose: one bad event must not refuse the batch; the log checks each and says why. */
export const incomingEvent = z.looseObject({
  id: z.unknown().optional().describe('Made by the producer, 1 to 200 characters: accepted once'),
  type: z.unknown().optional().describe('A declared type: see GET /api/events/types'),
  version: z.unknown().optional(),
  key: z.unknown().optional().describe('Events of one key are handled in order; default: the id'),
  source: z.unknown().optional(),
  occurredAt: z.unknown().optional().describe('ISO 8601; default now'),
  payload: z.unknown().optional(),
});

const issues = z.array(z.object({ path: z.string(), message: z.string() }));

export const batchAnswer = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.number(),
  results: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['accepted', 'duplicate', 'rejected']),
      shard: z.number().optional(),
      position: z.string().optional(),
      code: z.string().optional(),
      issues: issues.optional(),
      deadLetterId: z.string().optional(),
    }),
  ),
});

export const eventItem = z.object({
  id: z.string(),
  type: z.string(),
  version: z.number(),
  key: z.string(),
  source: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  shard: z.number(),
  position: z.string(),
  payload,
});

export const groupItem = z.object({
  group: z.string(),
  label: z.object({ fr: z.string(), en: z.string() }),
  paused: z.boolean(),
  lag: z.number(),
  oldestAt: z.string().nullable(),
  handled: z.number(),
  working: z.number(),
  retrying: z.number(),
  lastError: z.string().nullable(),
  deadLetters: z.number(),
  updatedAt: z.string().nullable(),
});

export const deadLetterItem = z.object({
  id: z.string(),
  group: z.string().nullable(),
  eventId: z.string(),
  type: z.string(),
  key: z.string(),
  event: payload,
  original: payload.nullable(),
  code: z.string(),
  reason: z.string(),
  issues,
  attempts: z.number(),
  state: z.enum(['open', 'queued', 'resent', 'discarded']),
  createdAt: z.string(),
  updatedAt: z.string(),
  resolvedBy: z.string().nullable(),
  note: z.string().nullable(),
});

export const typeItem = z.object({
  type: z.string(),
  version: z.number(),
  label: z.object({ fr: z.string(), en: z.string() }),
  /** JSON Schema of the payload. */
  schema: z.record(z.string(), z.unknown()),
});
