import type { NewEvent } from '@griot/events';
import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { toNewEvent } from '../../chain/take-in.ts';
import type { Parameters } from '../../domain/actions/action-types.ts';
import type { Effect, EffectContext } from './effect.ts';

/** What happens by an action is an event like any other: it goes into the log in the action's own transaction. */
async function record(c: EffectContext, event: NewEvent): Promise<void> {
  await c.services.events.append(c.tenantId, [event], { tx: c.tx });
}

interface AgentNow extends Record<string, unknown> {
  currency: string;
  float: string;
  country: string;
  region: string;
  city: string;
}

async function agentNow(c: EffectContext, p: Parameters): Promise<AgentNow> {
  const { rows } = await c.tx.execute<AgentNow>(sql`
    SELECT currency, float::text AS float, country, region, city FROM agent_locations
     WHERE tenant_id = ${c.tenantId} AND agent_id = ${String(p.agentId)}`);
  const agent = rows[0];
  if (!agent)
    throw new DomainError({
      code: 'payops.entity_unknown',
      kind: 'not_found',
      details: { tenantType: 'agent', id: p.agentId },
    });
  if (agent.currency !== p.currency) {
    throw new DomainError({
      code: 'payops.wrong_currency',
      kind: 'invalid',
      details: { currency: agent.currency, given: p.currency },
    });
  }
  return agent;
}

/** Gives or takes float: a row the agent's device takes up, what is held now, and an event for the figures. */
async function adjust(
  c: EffectContext,
  p: Parameters,
  purpose: 'execute' | 'rollback',
): Promise<Record<string, unknown>> {
  const agent = await agentNow(c, p);
  const amount = (purpose === 'execute' ? 1 : -1) * Number(p.amount);
  if (BigInt(agent.float) + BigInt(amount) < 0n) {
    throw new DomainError({ code: 'payops.float_too_low', kind: 'conflict', details: { float: agent.float } });
  }
  await c.tx.execute(sql`
    INSERT INTO payops_float_adjustments (tenant_id, agent_id, amount, currency, action_id, purpose, made_at)
    VALUES (${c.tenantId}, ${String(p.agentId)}, ${amount}, ${String(p.currency)}, ${c.actionId}, ${purpose}, ${c.now}::timestamptz)`);
  await c.tx.execute(sql`
    UPDATE agent_locations SET float = float + ${amount} WHERE tenant_id = ${c.tenantId} AND agent_id = ${String(p.agentId)}`);
  const { currency, country, region, city } = agent;
  await record(
    c,
    toNewEvent({
      ...{
        id: `action-${c.actionId}`,
        type: amount > 0 ? 'float.topup' : 'float.withdrawal',
        time: c.now,
        source: 'wallet',
      },
      ...{ tenantType: 'agent', tenantId: p.agentId, currency, country, region, city, amount: Math.abs(amount) },
      reference: c.actionId,
    }),
  );
  return { float: agent.float, amount };
}

export const adjustFloat: Effect = {
  async check(c, p) {
    const { float, currency } = await agentNow(c, p);
    if (BigInt(float) + BigInt(Number(p.amount)) < 0n) {
      throw new DomainError({ code: 'payops.float_too_low', kind: 'conflict', details: { float } });
    }
    return { float, currency };
  },
  apply: (c, p) => adjust(c, p, 'execute'),
  revert: (c, p) => adjust(c, p, 'rollback'),
};

interface PaidPayment extends Record<string, unknown> {
  amount: string;
  refunded: string;
  country: string;
  region: string;
  city: string;
  source: string;
  user_name: string | null;
}

async function paymentNow(c: EffectContext, p: Parameters): Promise<PaidPayment> {
  // Two refunds of one payment wait for each other here.
  await c.tx.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${c.tenantId} refund ${String(p.paymentId)}`}, 0))`,
  );
  const { rows } = await c.tx.execute<PaidPayment>(sql`
    SELECT t.amount::text AS amount, c.country, c.region, c.city, c.source, t.user_name,
           (SELECT coalesce(sum(r.amount), 0) FROM payops_transactions r JOIN payops_cells rc ON rc.tenant_id = r.tenant_id AND rc.cell = r.cell
             WHERE r.tenant_id = t.tenant_id AND r.reference = t.reference AND r.kind = 'refund' AND rc.entity_id = c.entity_id)::text AS refunded
      FROM payops_transactions t JOIN payops_cells c ON c.tenant_id = t.tenant_id AND c.cell = t.cell
     WHERE t.tenant_id = ${c.tenantId} AND t.reference = ${String(p.paymentId)} AND t.kind = 'payment.succeeded'
       AND c.tenant_type = 'merchant' AND c.entity_id = ${String(p.merchantId)} AND c.currency = ${String(p.currency)}`);
  const payment = rows[0];
  if (!payment)
    throw new DomainError({ code: 'payops.payment_unknown', kind: 'not_found', details: { paymentId: p.paymentId } });
  return payment;
}

/** Also what was executed and is not in the figures yet. */
async function refundedByActions(c: EffectContext, p: Parameters): Promise<bigint> {
  const { rows } = await c.tx.execute<{ sum: string }>(sql`
    SELECT coalesce(sum((a.parameters ->> 'amount')::bigint), 0)::text AS sum FROM payops_actions a
     WHERE a.tenant_id = ${c.tenantId} AND a.type = 'MANUAL_REFUND' AND a.state = 'executed' AND a.rollback_of IS NULL
       AND a.parameters ->> 'paymentId' = ${String(p.paymentId)}
       AND NOT EXISTS (SELECT FROM payops_transactions t WHERE t.tenant_id = a.tenant_id AND t.id = 'action-' || a.id AND t.time = a.executed_at)`);
  return BigInt(rows[0]?.sum ?? '0');
}

async function left(c: EffectContext, p: Parameters): Promise<{ payment: PaidPayment; left: bigint }> {
  const payment = await paymentNow(c, p);
  const rest = BigInt(payment.amount) - BigInt(payment.refunded) - (await refundedByActions(c, p));
  if (rest < BigInt(Number(p.amount))) {
    throw new DomainError({ code: 'payops.refund_too_high', kind: 'conflict', details: { left: rest.toString() } });
  }
  return { payment, left: rest };
}

const merchantEvent = (
  c: EffectContext,
  p: Parameters,
  payment: PaidPayment,
  type: string,
  more: Record<string, unknown>,
) =>
  toNewEvent({
    ...{
      id: `action-${c.actionId}`,
      type,
      time: c.now,
      source: payment.source,
      tenantType: 'merchant',
      tenantId: p.merchantId,
    },
    ...{ country: payment.country, region: payment.region, city: payment.city, currency: p.currency, amount: p.amount },
    ...(payment.user_name === null ? {} : { user: payment.user_name }),
    ...more,
  });

export const manualRefund: Effect = {
  async check(c, p) {
    const found = await left(c, p);
    return { paid: found.payment.amount, refunded: found.payment.refunded, left: found.left.toString() };
  },
  async apply(c, p) {
    const { payment } = await left(c, p);
    await record(c, merchantEvent(c, p, payment, 'refund', { paymentId: p.paymentId, reason: p.reason }));
    return { paid: payment.amount, refundedBefore: payment.refunded };
  },
  /** The customer pays it back: a payment of its own, so that both stay in the books. */
  async revert(c, p, original) {
    const payment = await paymentNow(c, p);
    const paymentId = `retour-${original.id}`;
    await record(c, merchantEvent(c, p, payment, 'payment.initiated', { paymentId, id: `action-${c.actionId}-i` }));
    await record(
      c,
      merchantEvent(c, p, payment, 'payment.succeeded', { paymentId, method: 'annulation de remboursement' }),
    );
    return { paymentId };
  },
};
