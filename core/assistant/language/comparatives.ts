import { BEFORE, LAST, MONTHS, PRECEDING, THIS, UNITS } from '../time/words.ts';
import { type Token, tokenize } from './tokens.ts';

const DEGREES = new Set(
  'plus moins mieux meilleur meilleure meilleurs meilleures pire pires autant aussi more less better worse higher lower bigger smaller greater fewer stronger weaker'.split(
    ' ',
  ),
);
/** « plus élevé »: how much, where `plus vite`, `plus souvent` are another thing. */
const QUALITIES = new Set(
  `eleve elevee eleves elevees haut haute hauts hautes gros grosse grosses grand grande grands grandes fort forte forts fortes important importante importants importantes
  bas basse basses faible faibles petit petite petits petites bon bonne bons bonnes mauvais mauvaise mauvaises bien`.split(
    /\s+/,
  ),
);
const OTHERWISE = new Set(
  'vite rapidement tot tard souvent longtemps rarement facilement lentement fast faster quickly often'.split(' '),
);
const HELD_AGAINST = /^(superieur|inferieur)e?s?$/;
const FARTHEST = 10;

/**
 * What is held against another time by a comparative is a change: « plus élevé en 2025 qu'en 2024 », « a-t-on fait mieux que l'an
 * dernier », « supérieur à celui de 2024 », « did we sell more in March than in February ».
 */
export function comparatives(tokens: readonly Token[]): readonly Token[] {
  const word = (at: number): string => tokens[at]?.text ?? '';
  for (let at = 1; at < tokens.length; at += 1) {
    const joins = ['que', 'qu', 'than'].includes(word(at)) || HELD_AGAINST.test(word(at));
    if (!joins) continue;
    const time = timeAfter(tokens, at + 1);
    if (time === null) continue;
    const held = HELD_AGAINST.test(word(at));
    const degree = held ? at : degreeBefore(tokens, at);
    if (degree === null) continue;
    const english = word(at) === 'than';
    const said = (text: string, near: Token): Token[] =>
      tokenize(text).map((one) => ({ ...one, at: near.at, end: near.end }));
    let end = held ? at : degree + 1;
    while (!held && QUALITIES.has(word(end)) && end < at) end += 1;
    if (['de', 'd'].includes(word(end)) && end < at && !held) end += 1;
    const year = lastYear(tokens, time);
    const [here, there] = [tokens[degree], tokens[at]];
    if (!here || !there) continue;
    // « combien de plus qu'en 2024 ».
    const much = word(degree - 1) === 'de' && word(degree - 2) === 'combien' ? 1 : 0;
    return [
      ...tokens.slice(0, degree - much),
      ...said(english ? 'change' : 'hausse', here),
      ...tokens.slice(end, at),
      ...said(
        year &&
          !/ (la |the )?(meme|same) /.test(
            tokens
              .slice(time)
              .map(({ text }) => text)
              .join(' '),
          )
          ? 'par rapport à la même période de'
          : english
            ? 'vs'
            : 'contre',
        there,
      ),
      ...tokens.slice(time),
    ];
  }
  return tokens;
}

/** The comparative that `que` belongs to: never « le plus », « plus de 50 ». */
function degreeBefore(tokens: readonly Token[], at: number): number | null {
  for (let i = at - 1; i >= Math.max(0, at - FARTHEST); i -= 1) {
    const text = tokens[i]?.text ?? '';
    if (['que', 'qu', 'than', 'qui', 'who'].includes(text)) return null;
    if (!DEGREES.has(text)) continue;
    const [before, next, after] = [tokens[i - 1]?.text ?? '', tokens[i + 1]?.text ?? '', tokens[i + 2]?.text ?? ''];
    if (['le', 'la', 'les', 'the', 'au', 'non'].includes(before) || OTHERWISE.has(next)) return null;
    // « mieux » by itself is of the figure; with a verb behind it, of how something was done.
    if (text === 'mieux' && i + 1 < at && !BEFORE.has(next) && !THIS.has(next) && !/^(cote|que|qu)$/.test(next))
      return null;
    return /^\d/.test(next) || (['de', 'd', 'than'].includes(next) && /^\d/.test(after)) ? null : i;
  }
  return null;
}

/** Where the time begins that stands at `from`, past « celui de »; null where none does. */
function timeAfter(tokens: readonly Token[], from: number): number | null {
  const word = (at: number): string => tokens[at]?.text ?? '';
  let start = from;
  if (['a', 'au', 'aux'].includes(word(start)) && /^(celui|celle|ceux|celles)$/.test(word(start + 1))) start += 1;
  if (/^(celui|celle|ceux|celles|that|those)$/.test(word(start))) start += 1;
  let at = start;
  while (BEFORE.has(word(at)) && at < start + 4) at += 1;
  const unit = (i: number) => UNITS.has(word(i));
  const solid =
    MONTHS.has(word(at)) ||
    /^((19|20)\d{2}|[tqs][1-4]|hier|yesterday|\d{1,2}\/\d{1,2}(\/\d{2,4})?|\d{1,2}\/\d{4})$/.test(word(at)) ||
    (unit(at) && (LAST.has(word(at + 1)) || PRECEDING.has(word(at + 1)) || /^(19|20)\d{2}$/.test(word(at + 1)))) ||
    (unit(at) && ['d', 'de'].includes(word(at + 1)) && word(at + 2) === 'avant') ||
    (unit(at) && ['mois', 'month'].includes(word(at)) && MONTHS.has(word(at + 2))) ||
    ((LAST.has(word(at)) || THIS.has(word(at)) || PRECEDING.has(word(at))) && unit(at + 1)) ||
    (/^(1er|1ere|premier|premiere|2e|deuxieme|second|3e|troisieme|4e|quatrieme|first|third|fourth)$/.test(word(at)) &&
      unit(at + 1)) ||
    (word(at) === 'il' && word(at + 1) === 'y' && word(at + 2) === 'a');
  return solid ? start : null;
}

/** « que l'an dernier » with what runs: the same days of last year. */
function lastYear(tokens: readonly Token[], from: number): boolean {
  const text = tokens
    .slice(from, from + 4)
    .map((one) => one.text)
    .join(' ');
  return /^(de |d |en |a |in )?((l |the )?(an|annee) (dernier|derniere|passe|passee)|last year)\b/.test(text);
}
