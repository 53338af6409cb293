import type { Platform } from '@griot/application';
import { defineEndpoint, defineUpload, type Endpoint, reply } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { firstQuestions } from '../answer/first-questions.ts';
import type { Attachments } from '../attachment/attachments.ts';
import { LIMITS } from '../attachment/limits.ts';
import type { Attachment } from '../store/attachments.ts';
import { ASK } from './chat-endpoints.ts';
import { attachment } from './contract.ts';
import { plain } from './plain.ts';

const head = { tags: ['assistant'], permission: ASK };

/** A file beside a conversation: what it holds, and the questions that it answers. */
export function attachmentEndpoints({ store, identity }: Platform, attachments: Attachments): Endpoint[] {
  const shown = async (actor: Parameters<Attachments['find']>[0], one: Attachment, language: 'fr' | 'en') => {
    const knowledge = await attachments.knowledge(actor, one.id);
    return plain({ ...one, suggestions: firstQuestions(knowledge, language) });
  };
  return [
    defineUpload({
      ...head,
      path: '/api/ai/attachments',
      summary:
        'Attach a CSV or a workbook and begin a conversation about it; its rows go with the conversation, or after a day',
      data: attachment,
      limits: { maxFileBytes: LIMITS.bytes },
      rateLimit: { max: 20, windowMs: 60_000 },
      timeoutMs: 90_000,
      handler: async ({ actor, files, language, ip }) => {
        for await (const file of files) {
          const one = await attachments.add(actor, file);
          const { name, size, profile } = one;
          const subject = { type: 'core.assistant.attachment', id: one.id };
          const after = { name, size, rows: profile.rows };
          await store.withTenant(actor.tenantId, (tx) =>
            identity.audit.record(tx, { actor, action: 'core.assistant.attached', subject, after, ip }),
          );
          return reply(await shown(actor, one, language), { status: 201 });
        }
        throw new DomainError({ code: 'assistant.file_missing', kind: 'invalid' });
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/ai/attachments/:id',
      summary: 'What one’s own attached file holds, while it is there',
      params: z.object({ id: z.string().max(64) }),
      data: attachment,
      handler: async ({ actor, params, language }) => shown(actor, await attachments.find(actor, params.id), language),
    }),
  ];
}
