import { MONTHS } from '../time/words.ts';
import { type Token, tokenize } from './tokens.ts';

const SOLID = (word: string): boolean =>
  MONTHS.has(word) ||
  /^((19|20)\d{2}|[tqs][1-4]|\d{1,2}[/.]\d{1,2}([/.]\d{2,4})?|\d{1,2}\/\d{4}|(19|20)\d{2}-\d{2}(-\d{2})?)$/.test(word);
const LOOSE = new Set(
  'le la l mois debut de du d the of month beginning start 1er premier annee an year cette this'.split(' '),
);
const OPENINGS = new Set(['de', 'du', 'd', 'from']);

/**
 * « à ce jour », « to date » behind what stands already: after « de mars » it is the end of a range, alone it says nothing
 * (« impayés à ce jour » are as they stand).
 */
export function nowAfter(out: readonly Token[], place: Token): Token[] {
  let at = out.length - 1;
  let solid = false;
  for (; at >= 0; at -= 1) {
    const word = out[at]?.text ?? '';
    solid ||= SOLID(word);
    const day = /^\d{1,2}$/.test(word) && MONTHS.has(out[at + 1]?.text ?? '');
    if (!SOLID(word) && !day && !LOOSE.has(word)) break;
  }
  const first = out[at + 1]?.text ?? '';
  const began = ['debut', 'beginning', 'start'].some((word) => out.slice(at + 1).some(({ text }) => text === word));
  const between = ['entre', 'between'].includes(out[at]?.text ?? '');
  if ((!solid && !began) || (!OPENINGS.has(first) && out[at]?.text !== 'from' && !between)) return [];
  return tokenize(between ? "et aujourd'hui" : "à aujourd'hui").map((one) => ({
    ...one,
    at: place.at,
    end: place.end,
  }));
}
