import { FILLERS } from '../language/fillers.ts';
import { stem } from '../language/fold.ts';
import { presentOf } from '../language/tenses.ts';
import type { Token } from '../language/tokens.ts';
import { wordTable } from '../language/word-table.ts';
import type { Lexicon } from './build-lexicon.ts';
import { SHORTEST } from './heard-words.ts';
import { editDistance, isFrenchWord } from './near.ts';

/** What is a word of English, or a name for short, and in a French question is another said aloud. */
const SHORT = wordTable('no > nos; pay > paie; fatur fature > facture');

/**
 * Words as they are said, as they are spelled: `darjan` → `d` `argent`, `recouvreman` → `recouvrement`. What the application, the
 * language of questions or French knows stays as it is, and so does a name in capitals.
 */
export function respell(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  const shouted = tokens.every(({ raw }) => raw === raw.toUpperCase());
  return tokens.flatMap((token, at) => {
    const { text, raw } = token;
    const plain = SHORT.get(text);
    if (plain !== undefined && tokens[at - 1]?.text !== 'to') return [spelled(token, plain)];
    const present = inPresent(token, lexicon);
    if (present !== null) return turnedRound(token, present, tokens[at + 1]?.text ?? '');
    const name = /^\p{Lu}/u.test(raw) && at > 0 && !shouted;
    if (text.length < 3 || name || !/^[a-z]+$/.test(text) || isKnown(token, lexicon)) return [token];
    const told = said(text, lexicon) ?? lexicon.heard.short(text);
    // « saan-pédro »: half of a name written in two is no word by itself.
    if (tokens[at + 1]?.joined === true && (tokens[at + 1]?.text.length ?? 0) > 3) return [token];
    if (told !== null && mistyped(text, told, lexicon)) return [{ ...token, heard: told }];
    if (told !== null) return [spelled(token, told)];
    // « daloe » is nearer to a name than to `d` and a word.
    if (lexicon.vocabulary.near(token.stem).some((one) => one.sure && one.distance === 1)) return [token];
    const elided = /^(d|l|qu)([aeiouyh].{2,})$/.exec(text);
    if (!elided?.[1] || !elided[2]) return [token];
    const rest = { ...token, text: elided[2], stem: stem(elided[2]) };
    const word = lexicon.known(rest.text, rest.stem) ? rest.text : said(rest.text, lexicon);
    return word === null ? [token] : [{ ...token, text: elided[1], stem: elided[1] }, spelled(token, word)];
  });
}

/** A verb in the past, as the present that the application's words and phrases are written in. */
function inPresent({ text, stem: stemmed }: Token, lexicon: Lexicon): string | null {
  const named = lexicon.vocabulary.has(stemmed) || lexicon.vocabulary.has(text);
  return presentOf(text, (word) => !named && (lexicon.vocabulary.has(stem(word)) || lexicon.turns.words.has(word)));
}

const PRONOUNS = new Set(['on', 'il', 'elle']);
/** « restait-il » is « reste-t-il ». */
function turnedRound(token: Token, present: string, next: string): Token[] {
  // The verb `a` is the particle by its stem, as where it is written.
  const verb = { ...token, text: present, stem: present === 'a' ? 'à' : stem(present) };
  return PRONOUNS.has(next) && /[aeiou]$/.test(present) ? [verb, { ...token, text: 't', stem: 't' }] : [verb];
}

const isKnown = (token: Token, lexicon: Lexicon): boolean =>
  lexicon.known(token.text, token.stem) ||
  lexicon.turns.words.has(token.text) ||
  isFrenchWord(token.text) ||
  lexicon.names.find([token], 0, () => []).length > 0;

const spelled = (token: Token, word: string): Token => ({ ...token, text: word, stem: stem(word), respelled: true });

const said = (text: string, lexicon: Lexicon): string | null =>
  text.length < SHORTEST ? null : lexicon.heard.said(text);

/** A letter mistyped may tell another word: `bessé` is `baissé` by its sound and `basse` by its letters. */
function mistyped(text: string, word: string, lexicon: Lexicon): boolean {
  // A word that says nothing is never preferred: « encors clients » may be `encours`.
  if (editDistance(text, word, 1) <= 1 && !FILLERS.has(word)) return false;
  return lexicon.vocabulary
    .near(stem(text))
    .some((one) => one.sure && one.distance === 1 && stem(one.word) !== stem(word));
}
