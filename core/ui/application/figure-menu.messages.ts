import { defineMessages } from '../i18n/define-messages.ts';

export const figureMenuMessages = defineMessages({
  fr: { more: 'Que faire de « {title} »' },
  en: { more: 'What to do with “{title}”' },
});
