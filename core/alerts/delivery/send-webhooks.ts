import type { Platform } from '@griot/application';
import { errorMessage } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { readWebhook } from '../store/webhooks.ts';
import type { Resolve } from './address-guard.ts';
import { postGuarded } from './post-guarded.ts';
import { signedHeaders } from './sign.ts';

export type Calling = Pick<Platform, 'store' | 'identity' | 'clock' | 'config' | 'log'> & { resolve?: Resolve };

/** How long a call belongs to the process that took it. Killed in between, another one makes it again, under the same id. */
const LEASE_MS = 60_000;
const MAX_ATTEMPTS = 8;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;

interface DueCall extends Record<string, unknown> {
  tenant_id: string;
  id: string;
  webhook_id: string;
  body: string;
  attempts: number;
}

/** Makes the calls that are due, those of one webhook in their order. Answers how many were tried. */
export async function sendWebhooks(o: Calling): Promise<number> {
  const due = await o.store.withSystem((tx) => takeDue(tx, o.clock.now()));
  const byWebhook = Map.groupBy(due, (one) => one.webhook_id);
  // One receiver that hangs keeps only its own calls waiting.
  await Promise.all(
    [...byWebhook.values()].map(async (calls) => {
      for (const call of calls) await sendOne(o, call);
    }),
  );
  return due.length;
}

async function takeDue(tx: Tx, now: Date): Promise<DueCall[]> {
  const at = now.toISOString();
  const { rows } = await tx.execute<DueCall>(sql`
    UPDATE alert_messages m SET attempts = m.attempts + 1, next_at = ${new Date(now.getTime() + LEASE_MS).toISOString()}
    FROM (SELECT tenant_id, id FROM (
        SELECT tenant_id, id, next_at, row_number() OVER (PARTITION BY webhook_id ORDER BY created_at, id) AS place
        FROM alert_messages WHERE channel = 'webhook' AND state = 'waiting' AND next_at <= ${at}) own
      WHERE place <= 5 ORDER BY next_at LIMIT 50) due
    WHERE m.tenant_id = due.tenant_id AND m.id = due.id AND m.state = 'waiting' AND m.next_at <= ${at}
    RETURNING m.tenant_id, m.id, m.webhook_id, m.body, m.attempts, m.created_at`);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function sendOne(o: Calling, call: DueCall): Promise<void> {
  const outcome = await makeCall(o, call).catch((error: unknown) => ({
    ok: false,
    final: false,
    answer: errorMessage(error),
  }));
  const at = o.clock.now();
  const given = !outcome.ok && (outcome.final || call.attempts >= MAX_ATTEMPTS);
  const state = outcome.ok ? 'sent' : given ? 'failed' : 'waiting';
  const next = new Date(at.getTime() + waitAfter(call.attempts));
  const answer = outcome.answer.slice(0, 300);
  await o.store.withTenant(call.tenant_id, async (tx) => {
    await tx.execute(sql`INSERT INTO alert_message_attempts (tenant_id, message_id, attempt, at, ok, answer)
      VALUES (${call.tenant_id}, ${call.id}, ${call.attempts}, ${at.toISOString()}, ${outcome.ok}, ${answer}) ON CONFLICT DO NOTHING`);
    await tx.execute(sql`UPDATE alert_messages SET state = ${state}, next_at = ${next.toISOString()},
        sent_at = ${outcome.ok ? at.toISOString() : null}, last_error = ${outcome.ok ? null : answer}
      WHERE id = ${call.id}::uuid AND state = 'waiting'`);
  });
  if (!outcome.ok)
    o.log.warn({ messageId: call.id, attempt: call.attempts, answer, state }, 'A webhook did not take its call');
}

/** 30 s, doubled at each try, at most an hour. */
export const waitAfter = (attempts: number): number => Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);

async function makeCall(o: Calling, call: DueCall): Promise<{ ok: boolean; final: boolean; answer: string }> {
  const webhook = await o.store.withTenant(call.tenant_id, (tx) => readWebhook(tx, call.webhook_id), {
    readOnly: true,
  });
  if (!webhook?.active) return { ok: false, final: true, answer: 'the webhook is switched off' };
  const status = await postGuarded({
    url: webhook.url,
    body: call.body,
    headers: signedHeaders({
      secret: o.identity.vault.open(webhook.sealed, webhookContext(call.tenant_id, webhook.id)),
      id: call.id,
      body: call.body,
      // The time of the try, by the machine's clock: a receiver refuses old ones.
      now: new Date(),
    }),
    allowPrivate: o.config.webhookPrivate,
    ...(o.resolve ? { resolve: o.resolve } : {}),
  });
  // 410: the receiver says that it is gone for good (Standard Webhooks).
  return { ok: status >= 200 && status < 300, final: status === 410, answer: `HTTP ${status}` };
}

/** Binds a sealed secret to its webhook. */
export const webhookContext = (tenantId: string, webhookId: string): string =>
  `alerts.webhook/${tenantId}/${webhookId}`;
