import { defineMessages } from '../i18n/define-messages.ts';

export const pdfMessages = defineMessages({
  fr: {
    page: '{label}, page {number} sur {of}',
    more: {
      one: 'Encore {count} page : téléchargez le fichier.',
      other: 'Encore {count} pages : téléchargez le fichier.',
    },
    unreadable: 'Ce PDF ne peut pas être affiché ici : téléchargez-le.',
  },
  en: {
    page: '{label}, page {number} of {of}',
    more: { one: '{count} more page: download the file.', other: '{count} more pages: download the file.' },
    unreadable: 'This PDF cannot be shown here: download it.',
  },
});
