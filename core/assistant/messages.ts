import type { MessageSet } from '@griot/http';

export const assistantMessages: MessageSet = {
  fr: {
    'assistant.unknown_conversation': 'Cette conversation n’existe pas, ou n’est pas la vôtre.',
    'assistant.unknown_message': 'Cette réponse n’existe pas, ou n’est pas la vôtre.',
    'assistant.not_understood': 'Cette question n’est pas comprise : elle ne peut pas servir de référence.',
  },
  en: {
    'assistant.unknown_conversation': 'This conversation does not exist, or is not yours.',
    'assistant.unknown_message': 'This answer does not exist, or is not yours.',
    'assistant.not_understood': 'This question is not understood: it cannot serve as a reference.',
  },
};
