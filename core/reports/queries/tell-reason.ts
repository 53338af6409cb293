import { reportsMessages } from '../messages.ts';

/** A failure as it is kept: the code, then its facts as JSON. */
export function keptReason(code: string, facts: Record<string, unknown>): string {
  const text = JSON.stringify(facts);
  return text.length > 1500 || text === '{}' ? code : `${code} ${text}`;
}

/** A kept failure in the reader's language; what nobody foresaw is its code. */
export function tellReason(reason: string, language: 'fr' | 'en'): string {
  if (reason === '') return '';
  const [code = ''] = reason.split(' ', 1);
  const sentence = reportsMessages[language][code];
  if (sentence === undefined) return UNFORESEEN[language].replace('{code}', code);
  const facts = factsOf(reason.slice(code.length));
  return sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => String(facts[name] ?? '…'));
}

const UNFORESEEN = {
  fr: 'L’envoi n’a pas pu être préparé ({code}). Rien n’a été envoyé ; le journal du traitement dit le reste.',
  en: 'The report could not be made ({code}). Nothing was sent; the log of the run tells the rest.',
};

function factsOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
