import type { Token } from './tokens.ts';
import { wordTable } from './word-table.ts';

const counts = (text: string): Map<string, number> =>
  new Map([...wordTable(text)].map(([word, value]) => [word, Number(value)]));

const UNITS =
  counts(`zero > 0; un une one > 1; deux two > 2; trois three > 3; quatre four > 4; cinq five > 5; six > 6; sept seven > 7
  huit eight > 8; neuf nine > 9; dix ten > 10; onze eleven > 11; douze twelve > 12; treize > 13; quatorze > 14; quinze fifteen > 15; seize > 16
  vingt twenty > 20; trente thirty > 30; quarante forty > 40; cinquante fifty > 50; soixante sixty > 60; cent cents hundred > 100`);
const SCALES = counts(
  `mille millier milliers k thousand > 1000; million millions m > 1000000; milliard milliards billion > 1000000000`,
);
const MONEY = new Set(['fcfa', 'cfa', 'xof', 'xaf', 'franc', 'francs', 'f', 'eur', 'euro', 'euros']);

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

/** A number with its scale and unit at `from`: `90 %`, `1,5 million`, `10 000 000 FCFA`, `cinq`. Null when there is none. */
export function readNumber(tokens: readonly Token[], from: number): ReadNumber | null {
  const first = tokens[from]?.text ?? '';
  const glued = /^(\d+)(k|m|md)$/.exec(first);
  let end = from + 1;
  let value = glued ? Number(glued[1]) : (digits(first) ?? UNITS.get(first) ?? null);
  if (value === null) return null;
  let plain = true;
  // `vingt cinq`, `soixante dix`: words add up, `deux cents` multiplies.
  if (digits(first) === null && !glued)
    for (
      let next = UNITS.get(tokens[end]?.text ?? '');
      next !== undefined && end < from + 4;
      next = UNITS.get(tokens[end]?.text ?? '')
    ) {
      value = next === 100 && value > 0 && value < 10 ? value * 100 : value >= 20 && next < 20 ? value + next : -1;
      if (value < 0) return null;
      end += 1;
    }
  if (glued?.[2]) {
    value *= glued[2] === 'k' ? 1e3 : glued[2] === 'm' ? 1e6 : 1e9;
    plain = false;
  }
  let scale = glued?.[2] ? (glued[2] === 'k' ? 1e3 : glued[2] === 'm' ? 1e6 : 1e9) : 1;
  const spoken = SCALES.get(tokens[end]?.text ?? '');
  if (spoken !== undefined) {
    scale = spoken;
    value *= scale;
    end += 1;
    plain = false;
  }
  const word = tokens[end]?.text ?? '';
  if (word === '%' || word === 'percent') return { end: end + 1, value, unit: 'percent', plain: false, scale };
  if (word === 'pour' && tokens[end + 1]?.text === 'cent')
    return { end: end + 2, value, unit: 'percent', plain: false, scale };
  const skip = word === 'de' && MONEY.has(tokens[end + 1]?.text ?? '') ? 1 : 0;
  if (MONEY.has(tokens[end + skip]?.text ?? '')) {
    end += skip + 1;
    if (MONEY.has(tokens[end]?.text ?? '')) end += 1;
    return { end, value, unit: 'money', plain: false, scale };
  }
  return { end, value, unit: null, plain, scale };
}
