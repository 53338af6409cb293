import type { Platform } from '@griot/application';
import { defineDownload, defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import { XLSX_TYPE } from '@griot/sheets';
import { z } from 'zod';
import { mailReport } from '../flows/mail-report.ts';
import { tellReason } from '../queries/tell-reason.ts';
import { findSend, listSends, recordSend, type SendRecord } from '../store/sends.ts';
import { history } from './contract.ts';
import { SEND, TAGS } from './report-endpoints.ts';

const TYPES = { pdf: 'application/pdf', xlsx: XLSX_TYPE } as const;

/** What was sent: the exact files, their digests, what became of the mails; and the same files once more. */
export function historyEndpoints(platform: Platform): Endpoint[] {
  const { store, files, mail, identity, clock } = platform;

  /** Somebody who sees a part of the tenant sees what they got themselves. */
  const visible = async (actor: Actor, id: string): Promise<SendRecord> => {
    const found = await store.withTenant(actor.tenantId, (tx) => findSend(tx, actor.tenantId, id), { readOnly: true });
    if (!found || (actor.scopes.length > 0 && found.userId !== actor.userId))
      throw new DomainError({ code: 'reports.unknown_send', kind: 'not_found', details: { id } });
    return found;
  };

  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/reports/history',
      summary: 'Reports sent, skipped and failed, newest first',
      tags: TAGS,
      permission: SEND,
      data: history,
      handler: async ({ actor, language }) => {
        const { tenantId, scopes, userId } = actor;
        const own = scopes.length > 0 ? userId : null;
        const items = await store.withTenant(tenantId, (tx) => listSends(tx, tenantId, own), { readOnly: true });
        const mails = await mail.deliveries(tenantId, { dedupPrefix: 'reports/', limit: 500 });
        const byKey = new Map(mails.map((one) => [one.dedupKey, one]));
        return {
          items: items.map(({ dedupKey, ...one }) => {
            const delivery = byKey.get(dedupKey);
            const reason = tellReason(one.reason, language);
            if (!delivery) return { ...one, reason, mail: null };
            const { state, lastError, attempts, sentAt, nextAt } = delivery;
            return { ...one, reason, mail: { state, lastError, attempts: attempts.length, sentAt, nextAt } };
          }),
        };
      },
    }),
    defineDownload({
      method: 'GET',
      path: '/api/reports/history/:id/file/:format',
      summary: 'The exact file that was sent',
      tags: TAGS,
      permission: SEND,
      params: z.object({ id: z.string().max(60), format: z.enum(['pdf', 'xlsx']) }),
      produces: ['application/pdf', XLSX_TYPE],
      handler: async ({ actor, params }) => {
        const found = (await visible(actor, params.id)).files.find((one) => one.format === params.format);
        if (!found) throw new DomainError({ code: 'reports.unknown_send', kind: 'not_found', details: params });
        const { stream } = await files.open(actor.tenantId, found.path, { version: found.version });
        return { contentType: TYPES[params.format], filename: found.name, stream, length: found.size };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/reports/history/:id/resend',
      summary: 'Send the same files to the same person once more',
      tags: TAGS,
      permission: SEND,
      params: z.object({ id: z.string().max(60) }),
      body: z.object({}).default({}),
      data: z.object({ id: z.string() }),
      idempotent: true,
      handler: async (ctx) => {
        const { actor } = ctx;
        const found = await visible(actor, ctx.params.id);
        if (found.state !== 'sent')
          throw new DomainError({
            code: 'reports.nothing_to_resend',
            kind: 'conflict',
            details: { title: found.title },
          });
        // In the language of who gets it, as the first time.
        const locale = (await identity.actorOf(actor.tenantId, found.userId))?.locale ?? actor.locale;
        const now = clock.now();
        const id = newId(now.getTime());
        const again = { ...found, resendOf: found.id, byName: actor.name, dedupKey: `reports/again/${id}` };
        await store.withTenant(actor.tenantId, async (tx) => {
          await recordSend(tx, actor.tenantId, { ...again, id, createdAt: now.toISOString() });
          await mailReport(mail, tx, { ...again, tenantId: actor.tenantId, locale, message: '' });
          const subject = { type: 'core.report', id };
          await identity.audit.record(tx, { actor, action: 'core.report.resent', subject, ip: ctx.ip });
          await ctx.remember(tx, { id });
        });
        return { id };
      },
    }),
  ];
}
