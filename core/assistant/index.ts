import type { Capability } from '@griot/application';
import { watchGenerations } from './evaluation/watch-generations.ts';
import { chatEndpoints } from './http/chat-endpoints.ts';
import { historyEndpoints } from './http/history-endpoints.ts';
import { REVIEW, reviewEndpoints } from './http/review-endpoints.ts';
import { KnowledgeBook } from './knowledge.ts';
import { assistantMessages } from './messages.ts';
import { assistantMigrations } from './store/conversations.ts';

/** Questions in French or English about the declared metrics of any application: one metric query each, or silence. */
export const assistant: Capability = {
  id: 'assistant',
  permissions: [
    { name: REVIEW, label: { fr: 'Relire les réponses de l’assistant', en: 'Review the assistant’s answers' } },
  ],
  roles: [],
  migrations: assistantMigrations,
  messages: assistantMessages,
  endpoints(platform) {
    const book = new KnowledgeBook(platform);
    return [...chatEndpoints(platform, book), ...historyEndpoints(platform), ...reviewEndpoints(platform, book)];
  },
  start: watchGenerations,
};
