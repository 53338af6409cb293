import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { type Attachments, attachmentOf } from '../attachment/attachments.ts';
import {
  changeConversation,
  deleteConversation,
  findConversation,
  judgeMessage,
  listConversations,
  readMessages,
} from '../store/conversations.ts';
import { ASK } from './chat-endpoints.ts';
import { conversation, message, words } from './contract.ts';
import { plain } from './plain.ts';

const head = { tags: ['assistant'], permission: ASK };
const params = z.object({ id: z.string().max(64) });
const done = z.object({ done: z.boolean() });

/** A person's own conversations: list, read, rename, favour, delete, judge an answer. */
export function historyEndpoints({ store }: Platform, attachments: Attachments): Endpoint[] {
  return [
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/ai/history',
      summary: 'One’s own conversations, favourites first',
      query: z.object({ search: words(200).default('') }),
      data: z.object({ items: z.array(conversation) }),
      handler: async ({ actor, query }) => ({
        items: await store.withTenant(actor.tenantId, (tx) => listConversations(tx, actor, query.search), {
          readOnly: true,
        }),
      }),
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/ai/history/:id',
      summary: 'One conversation with what was asked and how it was understood',
      params,
      data: conversation.extend({ messages: z.array(message) }),
      handler: async ({ actor, params: { id } }) =>
        store.withTenant(
          actor.tenantId,
          async (tx) =>
            plain({ ...(await findConversation(tx, actor, id)), messages: await readMessages(tx, actor, id) }),
          { readOnly: true },
        ),
    }),
    defineEndpoint({
      ...head,
      method: 'PATCH',
      path: '/api/ai/history/:id',
      summary: 'Rename a conversation, or make it a favourite',
      params,
      body: z.object({ title: words(200).min(1).optional(), favourite: z.boolean().optional() }),
      data: conversation,
      handler: async ({ actor, params: { id }, body }) =>
        store.withTenant(actor.tenantId, async (tx) => {
          await findConversation(tx, actor, id);
          await changeConversation(tx, actor, id, body);
          return findConversation(tx, actor, id);
        }),
    }),
    defineEndpoint({
      ...head,
      method: 'DELETE',
      path: '/api/ai/history/:id',
      summary: 'Delete a conversation of one’s own',
      params,
      data: done,
      handler: async ({ actor, params: { id } }) => {
        const { application } = await store.withTenant(actor.tenantId, async (tx) => {
          const found = await findConversation(tx, actor, id);
          await deleteConversation(tx, actor, id);
          return found;
        });
        const file = attachmentOf(application);
        if (file !== null) await attachments.remove(actor.tenantId, file);
        return { done: true };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/ai/messages/:id/feedback',
      summary: 'Say that an answer was right or wrong; it lands in the review',
      params,
      body: z.object({ feedback: z.enum(['right', 'wrong']), note: words(1000).default('') }),
      data: done,
      handler: async ({ actor, params: { id }, body }) => {
        await store.withTenant(actor.tenantId, (tx) => judgeMessage(tx, actor, id, body.feedback, body.note));
        return { done: true };
      },
    }),
  ];
}
