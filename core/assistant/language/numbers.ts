import type { Token } from './tokens.ts';
import { wordTable } from './word-table.ts';

const counts = (text: string): Map<string, number> =>
  new Map([...wordTable(text)].map(([word, value]) => [word, Number(value)]));

const UNITS =
  counts(`zero > 0; un une one > 1; deux two both > 2; trois three > 3; quatre four > 4; cinq five > 5; six > 6; sept seven > 7
  huit eight > 8; neuf nine > 9; dix ten > 10; onze eleven > 11; douze twelve > 12; treize > 13; quatorze > 14; quinze fifteen > 15; seize > 16
  vingt vingts twenty > 20; trente thirty > 30; quarante forty > 40; cinquante fifty > 50; soixante sixty > 60`);
const HUNDREDS = new Set(['cent', 'cents', 'hundred']);
const SCALES = counts(
  `mille millier milliers k thousand thousands > 1000; million millions m > 1000000; milliard milliards md billion billions > 1000000000`,
);
/** `une centaine de millions`, `une dizaine`: meant as round numbers. */
const COLLECTIVE = counts(`dizaine dizaines > 10; douzaine > 12; vingtaine > 20; trentaine > 30; quarantaine > 40
  cinquantaine > 50; soixantaine > 60; centaine centaines > 100`);
const MONEY = new Set(['fcfa', 'cfa', 'xof', 'xaf', 'franc', 'francs', 'frs', 'f', 'eur', 'euro', 'euros']);

export interface ReadNumber {
  /** Index after the last token. */
  readonly end: number;
  readonly value: number;
  readonly unit: 'percent' | 'money' | null;
  /** A scale or unit was said: it cannot be a year or a rank. */
  readonly plain: boolean;
  /** `millions` of `5 millions`; 1 where none was said. */
  readonly scale: number;
}

const digits = (text: string): number | null => (/^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null);

interface Said {
  readonly end: number;
  readonly value: number;
  /** It was said as a scale alone: `le milliard`. */
  readonly scale?: number;
}

/** A number with its scale and unit at `from`: `90 %`, `1,5 million`, `un million et demi`, `10 000 000 FCFA`, `cinq`. Null when there is none. */
export function readNumber(tokens: readonly Token[], from: number): ReadNumber | null {
  const word = (at: number): string => tokens[at]?.text ?? '';
  const glued = /^(\d+)(k|m|md)$/.exec(word(from));
  if (glued) {
    const scale = SCALES.get(glued[2] ?? '') ?? 1;
    return withUnit(word, { end: from + 1, value: Number(glued[1]) * scale }, scale, false);
  }
  const said = vague(word, from) ?? plainNumber(word, from);
  if (!said) return null;
  // A `k` alone is written for « que » in messages; behind a number it is a thousand.
  const scale = SCALES.get(/^k$/i.test(tokens[said.end]?.raw ?? '') ? 'k' : word(said.end));
  if (scale === undefined) return withUnit(word, said, said.scale ?? 1, said.scale === undefined);
  return withUnit(word, scaled(word, { end: said.end + 1, value: said.value * scale }, scale), scale, false);
}

type Words = (at: number) => string;

/** Digits, or words below a thousand: `quatre-vingt-dix-sept`, `deux cent cinquante`, `vingt et un`. */
function plainNumber(word: Words, from: number): Said | null {
  const written = digits(word(from));
  if (written !== null) return { end: from + 1, value: written };
  const first = UNITS.get(word(from));
  if (HUNDREDS.has(word(from)) && word(from) !== 'cents') return tens(word, from + 1, 100);
  if (first === undefined) return null;
  if (first > 1 && first < 10 && HUNDREDS.has(word(from + 1))) return tens(word, from + 2, first * 100);
  return tens(word, from, 0);
}

/** What follows the hundreds. */
function tens(word: Words, from: number, above: number): Said {
  const four = UNITS.get(word(from)) === 4 && UNITS.get(word(from + 1)) === 20;
  const first = four ? 80 : UNITS.get(word(from));
  let end = from + (four ? 2 : 1);
  if (first === undefined) return { end: from, value: above };
  let value = above + first;
  const and = word(end) === 'et' && ['un', 'une', 'onze'].includes(word(end + 1)) ? 1 : 0;
  const last = UNITS.get(word(end + and));
  if (first === 10 && last !== undefined && last > 6 && last < 10 && and === 0)
    return { end: end + 1, value: value + last };
  if (first >= 20 && last !== undefined && last > 0 && last < (first === 60 || first === 80 ? 20 : 10)) {
    value += last;
    end += and + 1;
    // `soixante-dix-sept`: ten and seven.
    const seven = UNITS.get(word(end));
    if (last === 10 && seven !== undefined && seven > 6 && seven < 10) {
      value += seven;
      end += 1;
    }
  }
  return { end, value };
}

/** `un million et demi`, `2 milliards 500 millions`. */
function scaled(word: Words, said: Said, scale: number): Said {
  if (word(said.end) === 'et' && word(said.end + 1) === 'demi')
    return { end: said.end + 2, value: said.value + scale / 2 };
  const rest = plainNumber(word, said.end);
  const smaller = rest ? SCALES.get(word(rest.end)) : undefined;
  if (!rest || smaller === undefined || smaller >= scale || rest.value * smaller >= scale) return said;
  return { end: rest.end + 1, value: said.value + rest.value * smaller };
}

/** `une centaine de millions`, `un demi-milliard`, `(dépasser) le milliard`, `mille`. */
function vague(word: Words, from: number): Said | null {
  const at = ['un', 'une'].includes(word(from)) ? from + 1 : from;
  const round = COLLECTIVE.get(word(at));
  if (round !== undefined) {
    const of = ['de', 'd'].includes(word(at + 1)) && SCALES.has(word(at + 2));
    return { end: of ? at + 2 : at + 1, value: round };
  }
  const half = word(at) === 'demi' || word(at) === 'half';
  if (half && SCALES.has(word(at + 1))) return { end: at + 1, value: 0.5 };
  if (word(from) === 'half' && word(from + 1) === 'a' && SCALES.has(word(from + 2)))
    return { end: from + 2, value: 0.5 };
  const scale = SCALES.get(word(from));
  const alone = word(from) === 'mille' || ['le', 'du', 'au', 'a', 'de'].includes(word(from - 1));
  if (scale === undefined || !alone || word(from).length < 5) return null;
  return { end: from + 1, value: scale, scale };
}

function withUnit(word: Words, { end, value }: Said, scale: number, plain: boolean): ReadNumber {
  if (word(end) === '%' || word(end) === 'percent')
    return { end: end + 1, value, unit: 'percent', plain: false, scale };
  if (word(end) === 'pour' && word(end + 1) === 'cent')
    return { end: end + 2, value, unit: 'percent', plain: false, scale };
  const money = ['de', 'd', 'of'].includes(word(end)) && MONEY.has(word(end + 1)) ? end + 1 : end;
  if (!MONEY.has(word(money))) return { end, value, unit: null, plain, scale };
  const twice = MONEY.has(word(money + 1)) ? 2 : 1;
  return { end: money + twice, value, unit: 'money', plain: false, scale };
}
