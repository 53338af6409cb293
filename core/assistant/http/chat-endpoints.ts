import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { z } from 'zod';
import { chipsOf } from '../answer/chips.ts';
import { firstQuestions } from '../answer/first-questions.ts';
import type { Unanswered } from '../answer/offers.ts';
import { type Reply, replyTo, replyToAsked } from '../answer/reply.ts';
import { sayTrouble } from '../answer/say-trouble.ts';
import { type Attachments, attachmentOf } from '../attachment/attachments.ts';
import type { Knowledge, KnowledgeBook } from '../knowledge.ts';
import { type ModelSettings, proposeQuery } from '../model/propose-query.ts';
import { findConversation, keepMessage, lastAsked } from '../store/conversations.ts';
import { type Asked, type Understanding, writeAsked } from '../understand/asked.ts';
import { languageOf, understand } from '../understand/understand.ts';
import { application, asked, chatAnswer, question, reply } from './contract.ts';
import { plain } from './plain.ts';
import { Progress } from './progress.ts';

export const ASK = 'core.metrics.read';
const head = { tags: ['assistant'], permission: ASK };

/** Questions in words, and the queries that they became. */
export function chatEndpoints(platform: Platform, book: KnowledgeBook, attachments: Attachments): Endpoint[] {
  const { store, clock, log, live } = platform;
  const model = modelOf(platform);
  const knowledgeOf = (actor: Actor, asked: string | undefined): Promise<Knowledge> => {
    const file = attachmentOf(asked);
    return file === null ? book.of(actor, asked) : attachments.knowledge(actor, file);
  };
  /** Where a query belongs: said, else the application that declares what it measures. */
  const homeOf = async (actor: Actor, place: string | undefined, { metrics }: Asked): Promise<Knowledge> => {
    if (place === undefined)
      for (const one of book.applications(actor)) {
        const knowledge = await knowledgeOf(actor, one);
        if (metrics.every((name) => knowledge.lexicon.metrics.has(name))) return knowledge;
      }
    return knowledgeOf(actor, place);
  };
  /** Reads a question by the words of its place; where none is said, by those of the first application that understands it. */
  const readIn = async (actor: Actor, place: string | undefined, question: string, before: Asked | null) => {
    const open = place === undefined ? book.applications(actor) : [];
    const readings = [];
    for (const one of open.length > 1 ? open : [place]) {
      const knowledge = await knowledgeOf(actor, one);
      const found = understand(question, knowledge.lexicon, { today: knowledge.today, before });
      if (found.status === 'query' || found.status === 'refused') return { knowledge, found };
      readings.push({ knowledge, found });
    }
    return readings.find(({ found }) => found.status === 'clarify') ?? (readings[0] as (typeof readings)[number]);
  };
  return [
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/ai/chat',
      summary: 'Ask in French or English; the answer says how it was understood',
      body: z.object({
        question,
        conversationId: z.string().max(64).nullish(),
        application,
        progress: z
          .string()
          .max(64)
          .nullish()
          .describe('names this question in `assistant.progress` of the live stream'),
      }),
      data: chatAnswer,
      rateLimit: { max: 240, windowMs: 60_000 },
      handler: async ({ actor, body, language, signal }) => {
        const id = body.conversationId ?? null;
        const known = await store.withTenant(
          actor.tenantId,
          async (tx) =>
            id === null
              ? null
              : { conversation: await findConversation(tx, actor, id), before: await lastAsked(tx, actor, id) },
          { readOnly: true },
        );
        const progress = new Progress(live, actor, body.progress ?? null);
        try {
          const place = known?.conversation.application ?? body.application;
          const before = known?.before ?? null;
          const { knowledge, found } = await readIn(actor, place, body.question, before);
          const locale = languageOf(body.question) ?? language;
          let proposed: Asked | null = null;
          if (model && wantsModel(found)) {
            progress.at('model');
            proposed = await proposeQuery(body.question, knowledge, model, { log, before, signal });
          }
          progress.at('measuring');
          const answer = proposed
            ? await replyToProposed(proposed, found, { question: body.question, before }, { knowledge, locale })
            : await replyTo(found, { question: body.question, before }, { knowledge, locale });
          const kept = await store.withTenant(actor.tenantId, (tx) =>
            keepMessage(tx, { actor, conversation: id, question: body.question, reply: answer, now: clock.now() }),
          );
          return plain({ ...answer, conversationId: kept.conversation, messageId: kept.message });
        } finally {
          progress.end();
        }
      },
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/ai/query',
      summary:
        'Measure a query as it was understood or changed (a chip taken away); kept as a turn of one’s conversation where `keep` names it, so that what follows follows it',
      body: z.object({
        asked,
        application,
        keep: z.object({ conversationId: z.string().max(64), question }).nullish(),
      }),
      data: reply.extend({ messageId: z.string().nullable() }),
      handler: async ({ actor, body, language }) => {
        const wanted = body.asked as Asked;
        const keep = body.keep ?? null;
        const conversation =
          keep &&
          (await store.withTenant(actor.tenantId, (tx) => findConversation(tx, actor, keep.conversationId), {
            readOnly: true,
          }));
        const knowledge = await homeOf(actor, conversation?.application ?? body.application, wanted);
        const answer = await replyToAsked(wanted, { knowledge, locale: language });
        if (!keep) return plain({ ...answer, messageId: null });
        const { message } = await store.withTenant(actor.tenantId, (tx) =>
          keepMessage(tx, {
            ...{ actor, conversation: keep.conversationId, question: keep.question, reply: answer, now: clock.now() },
          }),
        );
        return plain({ ...answer, messageId: message });
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
        const knowledge = await knowledgeOf(actor, query.application);
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
        const { knowledge, found } = await readIn(actor, query.application, query.question, null);
        const preview = previewOf(found, query.question, knowledge, languageOf(query.question) ?? language);
        return plain(preview);
      },
    }),
  ];
}

function modelOf({ config }: Platform): ModelSettings | null {
  const { openaiBaseUrl: baseUrl, openaiApiKey: apiKey, openaiModel: model } = config;
  return baseUrl === undefined ? null : { baseUrl, apiKey, model };
}

/** A model is asked about words that the rules do not know, never about what they refuse, or what they would ask back. */
const wantsModel = (found: Understanding): boolean => found.status === 'unknown' && found.forecast !== true;

/** A proposal that holds is answered and marked; one that the metric layer does not take leaves the answer of the rules. */
async function replyToProposed(
  proposed: Asked,
  found: Understanding,
  question: Unanswered,
  tools: { knowledge: Knowledge; locale: 'fr' | 'en' },
): Promise<Reply> {
  const answer = await replyToAsked(proposed, tools);
  return answer.status === 'answered' ? { ...answer, proposed: true } : replyTo(found, question, tools);
}

type Preview = Pick<Reply, 'status' | 'sentence' | 'query' | 'chips' | 'options'>;

function previewOf(found: Understanding, asked: string, knowledge: Knowledge, locale: 'fr' | 'en'): Preview {
  if (found.status !== 'query')
    return {
      status: found.status,
      query: null,
      chips: [],
      ...sayTrouble(found, { question: asked, before: null }, knowledge, locale),
    };
  const chips = chipsOf(found.asked, knowledge, locale);
  return {
    status: 'answered',
    sentence: chips.map(({ text }) => text).join(' · '),
    query: writeAsked(found.asked),
    chips,
    options: [],
  };
}
