const VOWEL = '[aeiouywAIOUE]';

/** Letters that sound alike in French, in the order in which they are put together. */
const STEPS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/sch|ch|sh/g, 'S'],
  [/x(?=.)/g, 'ks'],
  [/cqu|qu|q|ck/g, 'k'],
  [/gu(?=[ei])/g, 'g'],
  [/g(?=[eiy])/g, 'j'],
  [/sc(?=[eiy])|c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/ti(?=on)/g, 'si'],
  [/[zs]+/g, 's'],
  [/h/g, ''],
  [/oy(?=[aeiou])/g, 'Uai'],
  [/ay(?=[aeiou])/g, 'ai'],
  [new RegExp(`oi(?=[nm](?!${VOWEL}))`, 'g'), 'Ui'],
  [/oi|oy/g, 'Ua'],
  [new RegExp(`(?:ai|ei|i|y|u)[nm](?!${VOWEL})`, 'g'), 'I'],
  [new RegExp(`ie[nm](?!${VOWEL})`, 'g'), 'iI'],
  [new RegExp(`[ae][nm](?!${VOWEL})`, 'g'), 'A'],
  [new RegExp(`o[nm](?!${VOWEL})`, 'g'), 'O'],
  [/eau|au/g, 'o'],
  [/ou|w/g, 'U'],
  [/ai|ei|ey/g, 'e'],
  [/oeu|eu/g, 'E'],
  [/y/g, 'i'],
  [/([a-zA-Z])\1+/g, '$1'],
];

const sounded = (word: string): string =>
  STEPS.reduce(
    (text, [from, to]) => text.replace(from, to),
    word,
  ); /** A word with and without the consonants at its end that may be written and not heard. */
function endings(word: string): string[] {
  const bare = /[sx]$/.test(word) && word.length > 3 ? word.slice(0, -1) : word;
  const found = [word, bare];
  if (/[tdp]$/.test(bare)) found.push(bare.slice(0, -1));
  if (/e[rz]$/.test(word)) found.push(word.slice(0, -1));
  if (/...ent$/.test(word)) found.push(word.slice(0, -3));
  return found.filter((one) => one.length > 1);
}

/**
 * How French is heard: spellings that are said alike have a key in common (`argent`, `arjan`). A folded word has several where its
 * ending may be heard or not (`paient`, `affaires`, `baissé`).
 */
export function heard(word: string): string[] {
  const keys = endings(word.replace(/([a-z])\1+/g, '$1')).map(sounded);
  return [...new Set(keys.flatMap((key) => (key.length > 3 && key.endsWith('e') ? [key, key.slice(0, -1)] : [key])))];
}

/** What is left of a word that is written without its vowels: `vrd`, `clnt`. */
export const consonants = (word: string): string => word.replace(/(?<=.)[aeiouy]/g, '').replace(/(.)\1+/g, '$1');
