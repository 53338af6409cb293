import { z } from 'zod';
import { STATES } from '../domain/actions/action-state.ts';
import { ACTION_TYPES, GROUPS, RISKS } from '../domain/actions/action-types.ts';

const text = z.string().nullable();

export const action = z.object({
  ...{ id: z.string(), type: z.enum(ACTION_TYPES), parameters: z.record(z.string(), z.unknown()), hash: z.string() },
  ...{
    rollbackOf: text,
    risk: z.enum(RISKS),
    state: z.enum(STATES),
    requestedBy: z.string(),
    requesterName: z.string(),
  },
  requirement: z.object({ people: z.number(), groups: z.array(z.enum(GROUPS)) }),
  subject: z.object({ tenantType: z.string(), id: z.string(), name: z.string(), region: text }),
  before: z.record(z.string(), z.unknown()),
  ...{
    expiresAt: z.string(),
    createdAt: z.string(),
    executedAt: text,
    executedBy: text,
    failure: text,
    rolledBackBy: text,
  },
  result: z.record(z.string(), z.unknown()).nullable(),
  signatures: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      groups: z.array(z.enum(GROUPS)),
      secondFactor: z.boolean(),
      comment: text,
      at: z.string(),
    }),
  ),
  missing: z.array(z.enum(GROUPS)),
  needsSecondFactor: z.boolean(),
  /** What this reader may do with it now. */
  may: z.object({ approve: z.boolean(), cancel: z.boolean(), execute: z.boolean(), rollback: z.boolean() }),
});

export const timelineEntry = z.object({
  ...{ n: z.number(), at: z.string(), who: z.string(), what: z.string(), state: z.enum(STATES) },
  details: z.record(z.string(), z.unknown()),
});

/** Accounts that are one person's, two or more of each. */
export const personGroups = z.array(z.array(z.uuid()).min(2).max(20)).max(200);

export const persons = z.object({
  groups: personGroups,
  members: z.array(z.object({ userId: z.string(), name: z.string(), login: z.string() })),
});
