import type { WebCapability } from '@griot/ui';

const ASK = 'core.metrics.read';
const REVIEW = 'core.assistant.review';

/** Questions in French or English about the figures of every application. */
const assistant: WebCapability = {
  id: 'assistant',
  navigation: [
    { path: '/chatbot', label: { fr: 'Assistant', en: 'Assistant' }, icon: 'message', permission: ASK },
    { path: '/chatbot/review', label: { fr: 'Relecture', en: 'Review' }, icon: 'message', permission: REVIEW },
  ],
  routes: [
    { path: '/chatbot', permission: ASK, load: () => import('./pages/chat-page.tsx') },
    { path: '/chatbot/review', permission: REVIEW, load: () => import('./pages/review-page.tsx') },
  ],
  // The palette asks: what it understands stands among what it finds, and opens as a conversation.
  search: async (query, api, signal) => {
    if (query.trim().split(/\s+/).length < 2 && query.length < 4) return [];
    const found = await api.get<{ status: string; sentence: string }>(
      '/api/ai/understand',
      { question: query.slice(0, 500) },
      signal,
    );
    if (found.status !== 'answered') return [];
    return [
      {
        id: 'assistant-ask',
        title: query,
        note: found.sentence,
        to: `/chatbot?question=${encodeURIComponent(query)}`,
        kind: { fr: 'Demander', en: 'Ask' },
      },
    ];
  },
};

export default assistant;
