import type { MessageSet } from '@griot/http';

export const assistantMessages: MessageSet = {
  fr: {
    'assistant.unknown_conversation': 'Cette conversation n’existe pas, ou n’est pas la vôtre.',
    'assistant.unknown_message': 'Cette réponse n’existe pas, ou n’est pas la vôtre.',
    'assistant.not_understood': 'Cette question n’est pas comprise : elle ne peut pas servir de référence.',
    'assistant.attachment_gone':
      'Ce fichier n’est plus là : il part avec sa conversation, ou après un jour. Joignez-le à nouveau.',
    'assistant.file_missing': 'Aucun fichier n’a été reçu.',
    'assistant.file_empty': 'Ce fichier est vide.',
    'assistant.file_broken':
      'Ce fichier ne se lit pas jusqu’au bout : il est abîmé. Enregistrez-le à nouveau, puis joignez-le.',
    'assistant.file_encrypted': 'Ce classeur est protégé par un mot de passe. Enregistrez-le sans, puis joignez-le.',
    'assistant.file_oversized':
      'Ce classeur est trop grand une fois ouvert ({detail}). Gardez la feuille utile, puis joignez-le.',
    'assistant.file_too_wide': 'Ce classeur a trop de colonnes ({detail}).',
    'assistant.file_not_a_workbook': 'Ce fichier n’est pas un classeur.',
    'assistant.file_not_a_table':
      'Ce fichier n’est ni un CSV ni un classeur : c’est son contenu qui compte, pas son nom.',
    'assistant.file_no_table':
      'Ce fichier ne contient pas de tableau : il faut une ligne de titres et au moins une ligne de valeurs.',
    'assistant.file_open_quote':
      'Un guillemet ouvert n’est jamais fermé dans ce CSV : fermez-le ou doublez-le, puis joignez le fichier.',
    'assistant.file_too_many_rows':
      'Ce fichier a plus de {detail} lignes. Importez-le dans l’application pour l’interroger.',
    'assistant.file_too_many_columns':
      'Ce fichier a plus de {detail} colonnes. Gardez celles qui servent, puis joignez-le.',
    'assistant.file_too_many_cells':
      'Ce fichier a plus de {detail} cellules. Gardez les colonnes qui servent, puis joignez-le.',
    'assistant.file_too_long': 'La lecture de ce fichier a duré trop longtemps : elle a été arrêtée.',
    'assistant.file_too_large': 'La lecture de ce fichier a demandé trop de mémoire : elle a été arrêtée.',
  },
  en: {
    'assistant.unknown_conversation': 'This conversation does not exist, or is not yours.',
    'assistant.unknown_message': 'This answer does not exist, or is not yours.',
    'assistant.not_understood': 'This question is not understood: it cannot serve as a reference.',
    'assistant.attachment_gone': 'This file is gone: it goes with its conversation, or after a day. Attach it again.',
    'assistant.file_missing': 'No file was received.',
    'assistant.file_empty': 'This file is empty.',
    'assistant.file_broken': 'This file cannot be read to its end: it is damaged. Save it again, then attach it.',
    'assistant.file_encrypted': 'This workbook is protected by a password. Save it without, then attach it.',
    'assistant.file_oversized':
      'This workbook is too large once opened ({detail}). Keep the sheet that matters, then attach it.',
    'assistant.file_too_wide': 'This workbook has too many columns ({detail}).',
    'assistant.file_not_a_workbook': 'This file is no workbook.',
    'assistant.file_not_a_table': 'This file is neither a CSV nor a workbook: its content counts, not its name.',
    'assistant.file_no_table': 'This file holds no table: a line of titles and at least one line of values are needed.',
    'assistant.file_open_quote':
      'A quotation mark is opened and never closed in this CSV: close or double it, then attach the file.',
    'assistant.file_too_many_rows':
      'This file has more than {detail} rows. Import it into the application to ask about it.',
    'assistant.file_too_many_columns':
      'This file has more than {detail} columns. Keep those that matter, then attach it.',
    'assistant.file_too_many_cells':
      'This file has more than {detail} cells. Keep the columns that matter, then attach it.',
    'assistant.file_too_long': 'Reading this file took too long: it was stopped.',
    'assistant.file_too_large': 'Reading this file took too much memory: it was stopped.',
  },
};
