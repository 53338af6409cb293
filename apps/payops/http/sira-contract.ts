import { z } from 'zod';
import { ACTION_TYPES, GROUPS, RISKS } from '../domain/actions/action-types.ts';
import { MODEL_NAMES, RECOMMENDATION_TYPES } from '../sira/recommendation.ts';

const text = z.string().nullable();
export const range = z.object({ low: z.number(), expected: z.number(), high: z.number() });

export const recommendation = z.object({
  ...{ id: z.string(), type: z.enum(RECOMMENDATION_TYPES) },
  subject: z.object({ tenantType: z.string(), id: z.string(), name: z.string(), region: text }),
  action: z.object({ type: z.enum(ACTION_TYPES), parameters: z.record(z.string(), z.unknown()) }),
  ...{ model: z.enum(MODEL_NAMES), modelVersion: z.number() },
  features: z.array(z.object({ name: z.string(), value: z.number().nullable(), weight: z.number() })),
  confidence: z.number(),
  impact: z.object({
    costSavings: range.extend({ unit: z.enum(['money', 'alerts']), currency: text }),
    riskReduction: range,
  }),
  reason: z.object({
    key: z.enum(RECOMMENDATION_TYPES),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  state: z.enum(['open', 'applied', 'rejected', 'expired']),
  ...{ createdAt: z.string(), expiresAt: z.string(), decidedAt: text, decidedBy: text, decisionReason: text },
  ...{ actionId: text, selfApplied: z.boolean(), measuredAt: text },
  outcome: z
    .object({
      state: z.enum(['measured', 'not_done']),
      realised: z.number().nullable(),
      estimated: range,
      inside: z.boolean().nullable(),
    })
    .nullable(),
  /** What following it asks for: how risky, and who must sign. */
  risk: z.enum(RISKS),
  requirement: z.object({ people: z.number(), groups: z.array(z.enum(GROUPS)) }),
});

export const settings = z.object({ selfApply: z.boolean(), dayBudget: z.int().min(0).max(Number.MAX_SAFE_INTEGER) });
export const priced = z.object({ recommendation, cost: z.number(), savings: range.nullable() });

export const plan = z.object({
  currency: z.string(),
  steps: z.array(priced.extend({ spent: z.number(), why: z.enum(['free', 'most_for_the_money', 'no_amount']) })),
  left: z.array(priced.extend({ why: z.enum(['budget', 'other_goal']) })),
  cost: z.number(),
  savings: range,
});

export const models = z.object({
  items: z.array(
    z.object({
      ...{ model: z.enum(MODEL_NAMES), version: z.number(), trainedAt: z.string(), historyFrom: z.string() },
      ...{ historyTo: z.string(), hash: z.string(), backtest: z.record(z.string(), z.unknown()) },
    }),
  ),
  silent: z.record(z.string(), z.string()),
  fewestDays: z.number(),
  ...{ lookedAt: text, trainedAt: text, reportingCurrency: z.string() },
  settings: settings.extend({ changedBy: text, changedAt: text }),
});
