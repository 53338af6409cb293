import { z } from 'zod';

/** The thirteen actions of the contract. What each may change stands in `commands/effects`. */
export const ACTION_TYPES = [
  ...([
    'PAUSE_PAYOUT',
    'RESUME_PAYOUT',
    'FREEZE_MERCHANT',
    'UNFREEZE_MERCHANT',
    'FREEZE_WALLET',
    'UNFREEZE_WALLET',
  ] as const),
  ...(['ADJUST_FLOAT', 'REROUTE_PAYOUT', 'SET_HOLD', 'RELEASE_HOLD', 'ADJUST_THRESHOLD', 'MANUAL_REFUND'] as const),
  'FORCE_RECONCILIATION',
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

export const RISKS = ['low', 'medium', 'high', 'critical'] as const;
export type Risk = (typeof RISKS)[number];

/** Who signs: entitlements, each a permission `payops.approvals.<group>`. */
export const GROUPS = ['operations', 'risk', 'finance', 'compliance'] as const;
export type Group = (typeof GROUPS)[number];

/** Distinct people in all, and of each of these groups at least one: AND across groups. */
export interface Requirement {
  people: number;
  groups: Group[];
}

const id = z.string().trim().min(1).max(120);
const everybodyOr = id.describe('A merchant, or * for all');
const reason = z.string().trim().min(3).max(500);
const positive = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const currency = z.string().regex(/^[A-Z]{3}$/);

export const PARAMETERS = {
  PAUSE_PAYOUT: z.strictObject({ target: everybodyOr, reason }),
  RESUME_PAYOUT: z.strictObject({ target: everybodyOr, reason }),
  FREEZE_MERCHANT: z.strictObject({ merchantId: id, reason }),
  UNFREEZE_MERCHANT: z.strictObject({ merchantId: id, reason }),
  FREEZE_WALLET: z.strictObject({ user: id, reason }),
  UNFREEZE_WALLET: z.strictObject({ user: id, reason }),
  ADJUST_FLOAT: z.strictObject({
    agentId: id,
    /** Minor units: given when positive, taken when negative. */
    amount: z.int().refine((value) => value !== 0 && Number.isSafeInteger(value), 'must not be zero'),
    currency,
    reason,
  }),
  REROUTE_PAYOUT: z.strictObject({ target: everybodyOr, route: id, reason }),
  SET_HOLD: z.strictObject({ merchantId: id, reason }),
  RELEASE_HOLD: z.strictObject({ merchantId: id, reason }),
  ADJUST_THRESHOLD: z.strictObject({
    name: z.enum(['low_float_percent', 'failed_payout_percent', 'fraud_percent', 'conversion_percent']),
    value: z.number().min(0).max(100),
    reason,
  }),
  MANUAL_REFUND: z.strictObject({ merchantId: id, paymentId: id, amount: positive, currency, reason }),
  FORCE_RECONCILIATION: z.strictObject({ day: z.iso.date(), merchantId: id.optional(), reason }),
} as const satisfies Record<ActionType, z.ZodType>;

export type Parameters = Record<string, unknown>;

/** What an action is about, for whoever may see only a part. */
export function subjectOf(type: ActionType, p: Parameters): { tenantType: string; id: string } {
  if (type === 'ADJUST_FLOAT') return { tenantType: 'agent', id: String(p.agentId) };
  if (type === 'FREEZE_WALLET' || type === 'UNFREEZE_WALLET') return { tenantType: 'wallet', id: String(p.user) };
  if (type === 'ADJUST_THRESHOLD') return { tenantType: 'platform', id: String(p.name) };
  const merchant = p.merchantId ?? p.target ?? '*';
  return merchant === '*' ? { tenantType: 'platform', id: '*' } : { tenantType: 'merchant', id: String(merchant) };
}

/** Steps by worth, in whole units of the reporting currency (francs): what is below the first is low. */
const WORTH: Partial<Record<ActionType, readonly [number, number, number]>> = {
  ADJUST_FLOAT: [100_000, 1_000_000, 10_000_000],
  MANUAL_REFUND: [10_000, 100_000, 1_000_000],
};

/** How much may go wrong. `worth`: what the amount is in whole units of the reporting currency; null when none is moved or no rate is known. */
export function riskOf(type: ActionType, p: Parameters, worth: number | null): Risk {
  const steps = WORTH[type];
  if (steps) {
    // An amount that cannot be judged is not a small one.
    if (worth === null) return 'critical';
    return RISKS[steps.filter((step) => worth >= step).length] ?? 'critical';
  }
  const everybody = p.target === '*';
  switch (type) {
    case 'PAUSE_PAYOUT':
    case 'RESUME_PAYOUT':
    case 'REROUTE_PAYOUT':
      return everybody ? 'critical' : 'medium';
    case 'FREEZE_MERCHANT':
    case 'UNFREEZE_MERCHANT':
      return 'high';
    case 'ADJUST_THRESHOLD':
    case 'FORCE_RECONCILIATION':
      return 'low';
    default:
      return 'medium';
  }
}

const BY_RISK: Record<Risk, Requirement> = {
  low: { people: 1, groups: [] },
  medium: { people: 2, groups: ['risk'] },
  high: { people: 3, groups: ['risk', 'finance'] },
  critical: { people: 4, groups: ['risk', 'finance', 'compliance'] },
};

/**
 * What a tenant lets apply itself: SIRA's advice of low risk, within the day's budget. Nobody signs for it, and it says so; the
 * database refuses this requirement to anything else.
 */
export const SELF_APPLIED: Requirement = { people: 0, groups: [] };
/** SIRA as one who asks: no account, it cannot sign in. */
export const SIRA_USER = '00000000-0000-7000-8000-000000051a00';

export const requirementOf = (risk: Risk): Requirement => BY_RISK[risk];
export const needsSecondFactor = (risk: Risk): boolean => risk === 'high' || risk === 'critical';

/** Hours in which it must be approved and executed. */
export const HOURS_TO_LIVE: Record<Risk, number> = { low: 48, medium: 24, high: 12, critical: 6 };
