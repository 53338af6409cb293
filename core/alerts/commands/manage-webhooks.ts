import type { Platform } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { urlFault } from '../delivery/address-guard.ts';
import { webhookContext } from '../delivery/send-webhooks.ts';
import { newSecret } from '../delivery/sign.ts';
import { deleteWebhook, insertWebhook, readWebhook, updateWebhook, usesOf, type Webhook } from '../store/webhooks.ts';

type Managing = Pick<Platform, 'store' | 'identity' | 'clock' | 'config'>;
type By = { actor: Actor; ip: string };

function checkUrl(o: Managing, url: string): void {
  const reason = urlFault(url, o.config.webhookPrivate);
  if (reason) throw new DomainError({ code: 'alerts.webhook_address', kind: 'invalid', details: { reason, url } });
}

const unknown = (id: string) => new DomainError({ code: 'alerts.unknown_webhook', kind: 'not_found', details: { id } });
const changed = (id: string) => new DomainError({ code: 'alerts.webhook_changed', kind: 'conflict', details: { id } });

/** The secret is told here and never again; what is kept can sign. */
export async function createWebhook(
  o: Managing,
  by: By,
  input: { name: string; url: string },
): Promise<{ id: string; secret: string }> {
  checkUrl(o, input.url);
  const { tenantId } = by.actor;
  const id = newId(o.clock.now().getTime());
  const secret = newSecret();
  const sealed = o.identity.vault.seal(secret, webhookContext(tenantId, id));
  await o.store.withTenant(tenantId, async (tx) => {
    await insertWebhook(tx, { tenantId, id, ...input, sealed, by: by.actor.name, now: o.clock.now() });
    await o.identity.audit.record(tx, {
      ...{ actor: by.actor, action: 'core.alert_webhook.created', subject: { type: 'core.alert_webhook', id } },
      ...{ after: input, ip: by.ip },
    });
  });
  return { id, secret };
}

export async function changeWebhook(
  o: Managing,
  by: By,
  p: { id: string; version: number; name?: string | undefined; url?: string | undefined; active?: boolean | undefined },
): Promise<Webhook> {
  if (p.url !== undefined) checkUrl(o, p.url);
  const { version, ...input } = p;
  return o.store.withTenant(by.actor.tenantId, async (tx) => {
    const saved = await updateWebhook(tx, { ...input, expected: version, by: by.actor.name, now: o.clock.now() });
    if (!saved) throw changed(p.id);
    const subject = { type: 'core.alert_webhook', id: p.id };
    const after = { name: saved.name, url: saved.url, active: saved.active };
    await o.identity.audit.record(tx, {
      actor: by.actor,
      action: 'core.alert_webhook.changed',
      subject,
      after,
      ip: by.ip,
    });
    return saved;
  });
}

/** A new secret, told once; calls signed from now on carry it. */
export async function renewSecret(
  o: Managing,
  by: By,
  p: { id: string; version: number },
): Promise<{ secret: string }> {
  const { tenantId } = by.actor;
  const secret = newSecret();
  const sealed = o.identity.vault.seal(secret, webhookContext(tenantId, p.id));
  await o.store.withTenant(tenantId, async (tx) => {
    const saved = await updateWebhook(tx, {
      id: p.id,
      expected: p.version,
      sealed,
      by: by.actor.name,
      now: o.clock.now(),
    });
    if (!saved) throw changed(p.id);
    const subject = { type: 'core.alert_webhook', id: p.id };
    await o.identity.audit.record(tx, {
      actor: by.actor,
      action: 'core.alert_webhook.secret_renewed',
      subject,
      ip: by.ip,
    });
  });
  return { secret };
}

/** `alerts.webhook_in_use` while thresholds send to it. */
export async function removeWebhook(o: Managing, by: By, id: string): Promise<void> {
  await o.store.withTenant(by.actor.tenantId, async (tx) => {
    const uses = await usesOf(tx, id);
    if (uses > 0) throw new DomainError({ code: 'alerts.webhook_in_use', kind: 'conflict', details: { id, uses } });
    if (!(await deleteWebhook(tx, id))) throw unknown(id);
    const subject = { type: 'core.alert_webhook', id };
    await o.identity.audit.record(tx, { actor: by.actor, action: 'core.alert_webhook.removed', subject, ip: by.ip });
  });
}

/** Writes a call that says that it is a trial; it is sent and tried again as every other. */
export async function tryWebhook(o: Managing, by: By, id: string): Promise<{ messageId: string }> {
  const { tenantId } = by.actor;
  const now = o.clock.now();
  const messageId = newId(now.getTime());
  const at = now.toISOString();
  const body = JSON.stringify({
    type: 'alerts.test',
    id: messageId,
    timestamp: at,
    tenant: by.actor.tenantSlug,
    changes: [],
  });
  await o.store.withTenant(tenantId, async (tx) => {
    if (!(await readWebhook(tx, id))) throw unknown(id);
    await tx.execute(sql`INSERT INTO alert_messages (tenant_id, id, channel, kind, webhook_id, subject, body, state, next_at, created_at)
      VALUES (${tenantId}, ${messageId}, 'webhook', 'test', ${id}, 'Test', ${body}, 'waiting', ${at}, ${at})`);
  });
  return { messageId };
}
