import type { EventLabel, EventType } from '@griot/events';
import { type Clock, minorDigits } from '@griot/kernel';
import { z } from 'zod';

/** The kinds of event of the contract, as producers name them; in the log they begin with `payops.`. */
export const KINDS = {
  'payment.initiated': { fr: 'Paiement engagé', en: 'Payment initiated' },
  'payment.succeeded': { fr: 'Paiement réussi', en: 'Payment succeeded' },
  'payment.failed': { fr: 'Paiement échoué', en: 'Payment failed' },
  refund: { fr: 'Remboursement', en: 'Refund' },
  'dispute.opened': { fr: 'Litige ouvert', en: 'Dispute opened' },
  'dispute.won': { fr: 'Litige gagné', en: 'Dispute won' },
  'dispute.lost': { fr: 'Litige perdu', en: 'Dispute lost' },
  'payout.requested': { fr: 'Reversement demandé', en: 'Payout requested' },
  'payout.paid': { fr: 'Reversement payé', en: 'Payout paid' },
  'payout.failed': { fr: 'Reversement échoué', en: 'Payout failed' },
  fee: { fr: 'Frais', en: 'Fee' },
  'float.topup': { fr: 'Approvisionnement du flottant', en: 'Float top-up' },
  'float.withdrawal': { fr: 'Retrait du flottant', en: 'Float withdrawal' },
  'fraud.flagged': { fr: 'Fraude signalée', en: 'Fraud flagged' },
  fx: { fr: 'Change', en: 'Currency exchange' },
  'agent.heartbeat': { fr: 'Présence d’un agent', en: 'Agent heartbeat' },
} as const satisfies Record<string, EventLabel>;

export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as Kind[];

export const TENANT_TYPES = ['platform', 'merchant', 'agent', 'bank', 'region'] as const;
export type TenantType = (typeof TENANT_TYPES)[number];
export const SOURCES = ['wallet', 'connect'] as const;

/**
 * The log remembers ids for 63 days from when it first saw them, which is never before the event happened. An event of at
 * most 62 days can therefore be told from its double at any time it may still come; an older one is refused.
 */
export const OLDEST_DAYS = 62;
/** Clocks of producers run ahead of ours by so much at most. */
const AHEAD_MS = 5 * 60_000;

const reference = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}]+$/u);
const place = z.string().trim().min(1).max(80);

/** Whole minor units (francs, centimes): what JSON carries exactly. */
const amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => {
    try {
      return minorDigits(code) >= 0;
    } catch {
      return false;
    }
  }, 'is not a currency this platform keeps books in');

/** What every event says: whose it is, where, in which currency, when it happened. */
function commonFields(clock: Clock) {
  return {
    time: z.iso.datetime({ offset: true }).superRefine((text, ctx) => {
      const age = clock.now().getTime() - Date.parse(text);
      if (age < -AHEAD_MS) ctx.addIssue({ code: 'custom', message: 'lies in the future' });
      if (age > OLDEST_DAYS * 86_400_000)
        ctx.addIssue({ code: 'custom', message: `is more than ${OLDEST_DAYS} days ago` });
    }),
    source: z.enum(SOURCES),
    tenantType: z.enum(TENANT_TYPES),
    tenantId: reference,
    country: z.string().regex(/^[A-Z]{2}$/),
    region: place,
    city: place,
    currency,
    amount,
  };
}

const user = reference.optional();
const payment = { paymentId: reference, user, route: reference.optional(), method: place.optional() };
/** From the order to the answer, in milliseconds; a day at most. */
const latencyMs = z.int().min(0).max(86_400_000).optional();
const reason = z.string().max(200).optional();
const payout = { payoutId: reference, route: reference.optional() };

/** What each kind says beside the common fields. */
const OWN_FIELDS: Record<Kind, z.ZodRawShape> = {
  'payment.initiated': payment,
  'payment.succeeded': { ...payment, latencyMs },
  'payment.failed': { ...payment, latencyMs, reason },
  refund: { paymentId: reference.optional(), user, reason },
  'dispute.opened': { disputeId: reference, paymentId: reference.optional(), reason },
  'dispute.won': { disputeId: reference },
  'dispute.lost': { disputeId: reference },
  'payout.requested': { ...payout, dueAt: z.iso.datetime({ offset: true }).optional() },
  'payout.paid': { ...payout, latencyMs },
  'payout.failed': { ...payout, latencyMs, reason },
  // `charged` to a customer, `cost` paid to a partner, `returned` to a customer.
  fee: { kind: z.enum(['charged', 'cost', 'returned']).default('charged'), paymentId: reference.optional() },
  'float.topup': { reference: reference.optional() },
  'float.withdrawal': { reference: reference.optional() },
  'fraud.flagged': { paymentId: reference.optional(), user, score: z.number().min(0).max(1).optional(), reason },
  fx: { toCurrency: currency, toAmount: amount },
  'agent.heartbeat': {
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    /** What the agent's device holds, in minor units. */
    float: amount,
    salesToday: amount.optional(),
    name: place.optional(),
  },
};

/** Version 1 of every kind. A change that old producers cannot bear is a version 2 beside it. */
export function eventTypes(clock: Clock): EventType[] {
  const common = commonFields(clock);
  return KIND_NAMES.map((kind) => ({
    type: `payops.${kind}`,
    version: 1,
    label: KINDS[kind],
    schema: z.object({ ...common, ...OWN_FIELDS[kind] }),
  }));
}

/** A payload after its schema: the common fields, and what the kinds add. */
export interface Payload {
  time: string;
  source: (typeof SOURCES)[number];
  tenantType: TenantType;
  tenantId: string;
  country: string;
  region: string;
  city: string;
  currency: string;
  amount: number;
  user?: string;
  paymentId?: string;
  payoutId?: string;
  disputeId?: string;
  route?: string;
  method?: string;
  reason?: string;
  latencyMs?: number;
  kind?: 'charged' | 'cost' | 'returned';
  dueAt?: string;
  latitude?: number;
  longitude?: number;
  float?: number;
  salesToday?: number;
  name?: string;
  score?: number;
}

export const kindOf = (type: string): Kind => type.slice('payops.'.length) as Kind;
