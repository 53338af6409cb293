import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { chipsOf } from '../answer/chips.ts';
import { firstQuestions } from '../answer/first-questions.ts';
import { type Reply, replyTo, replyToAsked } from '../answer/reply.ts';
import { sayTrouble } from '../answer/say-trouble.ts';
import type { Knowledge, KnowledgeBook } from '../knowledge.ts';
import { findConversation, keepMessage, lastAsked } from '../store/conversations.ts';
import { type Asked, type Understanding, writeAsked } from '../understand/asked.ts';
import { languageOf, understand } from '../understand/understand.ts';
import { application, asked, chatAnswer, question, reply } from './contract.ts';
import { plain } from './plain.ts';

export const ASK = 'core.metrics.read';
const head = { tags: ['assistant'], permission: ASK };

/** Questions in words, and the queries that they became. */
export function chatEndpoints(platform: Platform, book: KnowledgeBook): Endpoint[] {
  const { store, metrics, clock } = platform;
  return [
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/ai/chat',
      summary: 'Ask in French or English; the answer says how it was understood',
      body: z.object({ question, conversationId: z.string().max(64).nullish(), application }),
      data: chatAnswer,
      rateLimit: { max: 240, windowMs: 60_000 },
      handler: async ({ actor, body, language }) => {
        const id = body.conversationId ?? null;
        const known = await store.withTenant(
          actor.tenantId,
          async (tx) =>
            id === null
              ? null
              : { conversation: await findConversation(tx, actor, id), before: await lastAsked(tx, actor, id) },
          { readOnly: true },
        );
        const knowledge = await book.of(actor, known?.conversation.application ?? body.application);
        const found = understand(body.question, knowledge.lexicon, {
          today: knowledge.today,
          before: known?.before ?? null,
        });
        const locale = saidIn(body.question, language);
        const answer = await replyTo(found, { metrics, knowledge, locale });
        const kept = await store.withTenant(actor.tenantId, (tx) =>
          keepMessage(tx, { actor, conversation: id, question: body.question, reply: answer, now: clock.now() }),
        );
        return plain({ ...answer, conversationId: kept.conversation, messageId: kept.message });
      },
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/ai/query',
      summary: 'Measure a query as it was understood or changed (a chip taken away); nothing is kept',
      body: z.object({ asked, application }),
      data: reply,
      handler: async ({ actor, body, language }) => {
        const knowledge = await book.of(actor, body.application);
        return plain(await replyToAsked(body.asked as Asked, { metrics, knowledge, locale: language }));
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/ai/suggestions',
      summary: 'Questions to begin with, of what the reader’s figures can answer',
      query: z.object({ application }),
      data: z.object({ options: z.array(z.string()) }),
      handler: async ({ actor, query, language }) => {
        const knowledge = await book.of(actor, query.application);
        return { options: firstQuestions(knowledge, language) };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/ai/understand',
      summary: 'How a question would be understood, without measuring it',
      query: z.object({ question, application }),
      data: reply.pick({ status: true, sentence: true, query: true, chips: true, options: true }),
      handler: async ({ actor, query, language }) => {
        const knowledge = await book.of(actor, query.application);
        const found = understand(query.question, knowledge.lexicon, { today: knowledge.today });
        const preview = previewOf(found, knowledge, saidIn(query.question, language));
        return plain(preview);
      },
    }),
  ];
}

/** The language of the question where its words tell it, else the reader's. */
function saidIn(text: string, fallback: 'fr' | 'en'): 'fr' | 'en' {
  const said = languageOf(text);
  return said === 'en' ? 'en' : fallback === 'en' && text.trim().split(/\s+/).length < 3 ? 'en' : 'fr';
}

type Preview = Pick<Reply, 'status' | 'sentence' | 'query' | 'chips' | 'options'>;

function previewOf(found: Understanding, knowledge: Knowledge, locale: 'fr' | 'en'): Preview {
  if (found.status !== 'query')
    return { status: found.status, query: null, chips: [], ...sayTrouble(found, knowledge, locale) };
  const chips = chipsOf(found.asked, knowledge, locale);
  return {
    status: 'answered',
    sentence: chips.map(({ text }) => text).join(' · '),
    query: writeAsked(found.asked),
    chips,
    options: [],
  };
}
