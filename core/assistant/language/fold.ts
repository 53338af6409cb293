/** Lower case, no accents, one kind of apostrophe: what two spellings of one word have in common. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[’‘`´ʼ]/g, "'");
}

/** Words whose last letters are theirs, not an ending. */
const WHOLE = new Set(
  'pays mois moins plus sous dans tres vers depuis fois jamais temps hors sans apres des les nos vos mes ses tes ces prix choix deux six dix trois pas tous us is gas bus vs avis frais'.split(
    ' ',
  ),
);

/** The word without the endings of number and gender that do not change what is asked: `impayées` and `impayé` meet. */
export function stem(word: string): string {
  if (word.length < 4 || WHOLE.has(word) || /\d/.test(word)) return word;
  let cut = word.replace(/aux$/, 'al').replace(/[sx]$/, '');
  cut = cut
    .replace(/ee$/, 'e')
    .replace(/(..[^qg]u|...i)e$/, '$1')
    .replace(/(....ant)e$/, '$1')
    .replace(/ives?$/, 'if')
    .replace(/elle$/, 'el')
    .replace(/(ienn|onn)e$/, (m) => m.slice(0, -2));
  return cut.length < 3 ? word : cut;
}
