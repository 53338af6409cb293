import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { replayGolden, timeless } from '../evaluation/replay-golden.ts';
import type { KnowledgeBook } from '../knowledge.ts';
import { deleteGolden, keepGolden, listGolden, listJudged, markReviewed } from '../store/review.ts';
import { writeAsked } from '../understand/asked.ts';
import { understand } from '../understand/understand.ts';
import { application, question } from './contract.ts';

export const REVIEW = 'core.assistant.review';
const head = { tags: ['assistant'], permission: REVIEW };
const params = z.object({ id: z.string().max(64) });
const judged = z.object({
  id: z.string(),
  at: z.string(),
  question: z.string(),
  status: z.string(),
  sentence: z.string(),
  query: z.string().nullable(),
  feedback: z.string().nullable(),
  note: z.string(),
  reviewed: z.boolean(),
});
const golden = z.object({
  id: z.string(),
  application: z.string(),
  question: z.string(),
  expected: z.string(),
  generation: z.number().nullable(),
  found: z.string().nullable(),
  changed: z.boolean(),
});

/** What people found wrong, and the questions whose understanding must not change. */
export function reviewEndpoints(platform: Platform, book: KnowledgeBook): Endpoint[] {
  const { store, clock } = platform;
  return [
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/ai/review',
      summary: 'Answers that were judged, and questions that were not understood',
      data: z.object({ items: z.array(judged) }),
      handler: async ({ actor }) => ({
        items: await store.withTenant(actor.tenantId, (tx) => listJudged(tx, actor), { readOnly: true }),
      }),
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/ai/review/:id',
      summary: 'Mark a judged answer as dealt with',
      params,
      data: z.object({ done: z.boolean() }),
      handler: async ({ actor, params: { id } }) => {
        await store.withTenant(actor.tenantId, (tx) => markReviewed(tx, actor, id, clock.now()));
        return { done: true };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/ai/golden',
      summary: 'Reference questions with what they are understood as since the last generation',
      data: z.object({ items: z.array(golden) }),
      handler: async ({ actor }) => ({
        items: await store.withTenant(actor.tenantId, (tx) => listGolden(tx, actor.tenantId), { readOnly: true }),
      }),
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/ai/golden',
      summary: 'Make a question a reference: it is asked again after each published generation',
      idempotent: true,
      body: z.object({ question, application }),
      data: golden.pick({ question: true, expected: true }),
      handler: async ({ actor, body }) => {
        const knowledge = await book.of(actor, body.application);
        const found = understand(body.question, knowledge.lexicon, { today: knowledge.today });
        if (found.status !== 'query')
          throw new DomainError({
            code: 'assistant.not_understood',
            kind: 'conflict',
            details: { question: body.question },
          });
        const expected = timeless(writeAsked(found.asked));
        await store.withTenant(actor.tenantId, (tx) =>
          keepGolden(tx, actor, {
            application: knowledge.application,
            question: body.question,
            expected,
            now: clock.now(),
          }),
        );
        return { question: body.question, expected };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'DELETE',
      path: '/api/ai/golden/:id',
      summary: 'Take a reference question away',
      params,
      data: z.object({ done: z.boolean() }),
      handler: async ({ actor, params: { id } }) => {
        await store.withTenant(actor.tenantId, (tx) => deleteGolden(tx, actor, id));
        return { done: true };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/ai/golden/replay',
      summary: 'Ask all reference questions again now',
      data: z.object({ asked: z.int(), changed: z.int() }),
      handler: ({ actor }) => replayGolden(platform, book, actor),
    }),
  ];
}
