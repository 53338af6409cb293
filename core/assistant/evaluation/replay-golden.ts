import type { Platform } from '@griot/application';
import type { KnowledgeBook, Reader } from '../knowledge.ts';
import { listGolden, recordReplay } from '../store/review.ts';
import { type Understanding, writeAsked } from '../understand/asked.ts';
import { understand } from '../understand/understand.ts';

/** Days move by themselves (`le mois dernier`); everything else of an understanding stays what it was. */
export function timeless(query: string): string {
  return query.replace(/\d{4}-\d{2}-\d{2}/g, 'day');
}

/** Asks a tenant's reference questions as its data is now, and tells whoever reviews when one is understood otherwise. */
export async function replayGolden(
  platform: Platform,
  book: KnowledgeBook,
  actor: Reader,
): Promise<{ asked: number; changed: number }> {
  const { store, live } = platform;
  const questions = await store.withTenant(actor.tenantId, (tx) => listGolden(tx, actor.tenantId), { readOnly: true });
  let changed = 0;
  for (const one of questions) {
    const knowledge = await book.of(actor, one.application);
    const found = understood(understand(one.question, knowledge.lexicon, { today: knowledge.today }));
    const differs = found !== one.expected;
    if (differs) changed += 1;
    await store.withTenant(actor.tenantId, (tx) =>
      recordReplay(tx, actor.tenantId, { id: one.id, generation: knowledge.generation, found, changed: differs }),
    );
    if (differs && !one.changed) await live.publish(actor.tenantId, 'assistant.changed', { question: one.question });
  }
  return { asked: questions.length, changed };
}

const understood = (found: Understanding): string =>
  found.status === 'query' ? timeless(writeAsked(found.asked)) : found.status;
