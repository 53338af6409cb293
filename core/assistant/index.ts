import type { Capability, Platform } from '@griot/application';
import { Attachments } from './attachment/attachments.ts';
import { watchGenerations } from './evaluation/watch-generations.ts';
import { attachmentEndpoints } from './http/attachment-endpoints.ts';
import { chatEndpoints } from './http/chat-endpoints.ts';
import { historyEndpoints } from './http/history-endpoints.ts';
import { allowProgress } from './http/progress.ts';
import { REVIEW, reviewEndpoints } from './http/review-endpoints.ts';
import { KnowledgeBook } from './knowledge.ts';
import { assistantMessages } from './messages.ts';
import { assistantMigrations } from './store/conversations.ts';

/** The sessions of a process's attached files are one set, for its endpoints and for what ends them. */
const opened = new WeakMap<Platform, Attachments>();
function attachmentsOf(platform: Platform): Attachments {
  const known = opened.get(platform) ?? new Attachments(platform);
  opened.set(platform, known);
  return known;
}

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
    const attachments = attachmentsOf(platform);
    return [
      ...chatEndpoints(platform, book, attachments),
      ...attachmentEndpoints(platform, attachments),
      ...historyEndpoints(platform, attachments),
      ...reviewEndpoints(platform, book),
    ];
  },
  async start(platform) {
    allowProgress(platform.live);
    const endSweeping = attachmentsOf(platform).start();
    const endWatching = await watchGenerations(platform);
    return async () => {
      await endWatching();
      await endSweeping();
    };
  },
};
