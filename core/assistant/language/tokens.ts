import { MONTHS } from '../time/words.ts';
import { fold, stem } from './fold.ts';
import { informal } from './informal.ts';

/** A word, number or sign of a question. */
export interface Token {
  /** Folded. */
  readonly text: string;
  readonly stem: string;
  /** As it was written. */
  readonly raw: string;
  /** Place in the question, in UTF-16 units. */
  readonly at: number;
  readonly end: number;
  /** A comma or semicolon stands before it. */
  readonly comma?: true;
  /** A hyphen joins it to the word before. */
  readonly joined?: true;
  /** It was written as it is said: `text` is how it is spelled. */
  readonly respelled?: true;
  /** What it sounds like, where its letters are near another word too. */
  readonly heard?: string;
}

export const MAX_LENGTH = 500;
export const MAX_TOKENS = 80;

// One alternative a kind of token, each linear: dates, grouped numbers, numbers, words, signs, other scripts.
const PIECE =
  /(\d{4}-\d{1,2}-\d{1,2}|(?:19|20)\d{2}-(?:0[1-9]|1[0-2])(?![\d-])|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}\/\d{4}|\d{1,2}\/\d{1,2})(?![\d])|(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,6})?(?!\d)|\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:,\d{3}){2,}(?!\d)|\d{2,3},000(?!\d))|(\d+(?:er|ere|e|eme|nd|nde|st|rd|th|k|m|md)(?![a-z0-9])|\d+(?:[.,]\d+)?)|([tmnj]-[1-9](?![a-z0-9])|[a-z][a-z0-9]*)|(<=|>=|!=|<>|[<>=≤≥%+]|(?<=(?:^|\s)l[ae]s? )-(?=\s|$)|(?<=\s)-(?= ?d(?:e\s|')))|([\p{L}\p{N}]+)/gu;

/** Takes a question apart. Elisions become words (`l'an` → `l`, `an`); punctuation is left out. */
export function tokenize(question: string): Token[] {
  const text = fold(question.slice(0, MAX_LENGTH));
  const tokens: Token[] = [];
  const shouted = /\S\s+\S{2}/.test(question) && question === question.toUpperCase();
  const push = (word: string, at: number, end: number) => {
    const before = tokens.at(-1);
    if (tokens.length < MAX_TOKENS)
      tokens.push({
        ...(before && before.end < at && /[,;]/.test(text.slice(before.end, at)) ? { comma: true as const } : {}),
        ...(before?.end === at - 1 && text[at - 1] === '-' ? { joined: true as const } : {}),
        text: word,
        stem: word === 'a' && (question.slice(at, end) !== 'A' || shouted) ? 'à' : stem(word),
        raw: question.slice(at, end),
        at,
        end,
      });
  };
  // « mars-juin », « 2023-2025 »: from the one to the other.
  const range = (word: string, at: number) => {
    const last = tokens.at(-1);
    const dash = last && last.end < at && /^\s*[-–—→]\s*$/.test(text.slice(last.end, at));
    if (dash && sameKind(last.text, word)) push('a', last.end, at);
  };
  for (const match of text.matchAll(PIECE)) {
    const at = match.index;
    const word = match[0];
    const end = at + word.length;
    if (match[4] === undefined) {
      const number = match[2] === undefined ? word : word.replace(/[ \u00a0\u202f]|[.,](?=\d{3}(?:\D|$))/g, '');
      range(number, at);
      push(sign(number, text, at, tokens.at(-1)), at, end);
      continue;
    }
    // « ça » is no word of business: folded, it would be « CA ».
    const last = tokens.at(-1);
    if (last?.text === 'moi' && /^(dernie|passe|precedent)/.test(word))
      tokens.splice(-1, 1, { ...last, text: 'mois', stem: 'mois' });
    if (word === 'moi' && last && ['par', 'du', 'ce', 'le', 'au', 'chaque', 'cet'].includes(last.text)) {
      push('mois', at, end);
      continue;
    }
    // « 90 j »: days, and no « j’ai ».
    const days = word === 'j' && /^\d+$/.test(last?.text ?? '') && text[end] !== "'";
    // « PK 24 » is a place on a road; « pk » asks why, and no number follows that.
    const place = /^[a-z]{2}$/.test(word) && /^ ?\d/.test(text.slice(end)) && informal(word)[0] === 'pourquoi';
    const spelled = days ? ['jours'] : place ? [word] : apart(question.slice(at, end), word);
    if (spelled[0] !== undefined) range(spelled[0], at);
    for (const one of spelled) push(one, at, end);
  }
  return tokens;
}

const KINDS: readonly ((word: string) => boolean)[] = [
  (word) => MONTHS.has(word),
  (word) => /^(19|20)\d{2}$/.test(word),
  (word) => /^[tqs][1-4]$/.test(word),
];
const sameKind = (a: string, b: string): boolean => KINDS.some((is) => is(a) && is(b));

const AFTER_PLUS =
  /^\s*(d'|(de|du|des|que|gros|grosse|grosses|grand|grande|grands|grandes|eleve|elevee|eleves|elevees|important|importants|fort|forts|bas|petit|petits)(\s|$))/;
/** `le + de CA`, `les - actifs`: the words that the signs stand for. */
function sign(word: string, text: string, at: number, before: Token | undefined): string {
  if (word === '-') return 'moins';
  if (word !== '+') return word;
  const article = before !== undefined && ['le', 'la', 'les'].includes(before.text);
  return article || AFTER_PLUS.test(text.slice(at + 1)) ? 'plus' : word;
}

function apart(raw: string, word: string): string[] {
  if (word === 'ca' && /^ç/i.test(raw)) return ['cela'];
  if (word === 'e' && /^[éêè]$/i.test(raw)) return ['est'];
  return word === 'ou' && /ù/i.test(raw) ? ['where'] : informal(word);
}
