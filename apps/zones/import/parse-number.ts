import { type Fault, fault } from './fault.ts';

/** Ordinary, no-break, narrow no-break, thin and figure spaces, and the apostrophes of Swiss exports. */
const SPACES = /[\s\u00A0\u202F\u2009\u2007'’]/g;
const CURRENCY = /^(?:XOF|F ?CFA|CFA|FCFA|F|€|EUR)\s*|\s*(?:XOF|F ?CFA|CFA|FCFA|F|€|EUR)\.?$/i;
const PLAIN = /^-?\d+(?:\.\d+)?$/;

const notANumber = fault(
  'nombre_illisible',
  "ce n'est pas un nombre",
  'écrire le nombre en chiffres, par exemple 1 234,56 ou 1234.56',
);
const ambiguous = fault(
  'nombre_ambigu',
  'les séparateurs de milliers et de décimales ne peuvent pas être distingués',
  'écrire le nombre sans séparateur de milliers, par exemple 1234,56',
);

/**
 * Reads `1 234,56`, `1.234,56`, `1,234.56`, `1234.56`, `(45)`, `45-`, `1 500 FCFA` into a plain decimal such as
 * `1234.56`. A lone separator before exactly three digits (`1.234`) separates thousands where the column has fewer
 * than three decimals, as money has; else it is a decimal point.
 */
export function parseNumber(text: string, decimals: number): string | Fault {
  let body = text;
  if (!PLAIN.test(body)) {
    body = body.replace(CURRENCY, '').replace(CURRENCY, '').replace(SPACES, '').replace('\u2212', '-');
    const enclosed = /^\((.+)\)$/.exec(body);
    if (enclosed?.[1]) body = `-${enclosed[1]}`;
    else if (body.endsWith('-')) body = `-${body.slice(0, -1)}`;
    if (body.startsWith('+')) body = body.slice(1);
  }
  const negative = body.startsWith('-');
  const digits = unify(negative ? body.slice(1) : body, decimals);
  if (typeof digits !== 'string') return digits;
  const [whole = '', fraction = ''] = digits.split('.');
  if (whole.length > 15) {
    return fault('nombre_trop_grand', 'le nombre dépasse quinze chiffres', 'vérifier le montant');
  }
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) {
    return fault(
      'trop_de_decimales',
      `le nombre a ${kept.length} décimales, ${decimals} au plus sont admises`,
      'arrondir le nombre dans le fichier',
    );
  }
  const value = (whole.replace(/^0+(?=\d)/, '') || '0') + (kept === '' ? '' : `.${kept}`);
  return negative && value !== '0' ? `-${value}` : value;
}

/** A spreadsheet's number (a double) to its decimal, rounded to what the column keeps. */
export function numberCell(value: number, decimals: number): string | Fault {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return notANumber;
  return parseNumber(value.toFixed(decimals), decimals);
}

/** Unsigned text to digits with at most one point. */
function unify(text: string, decimals: number): string | Fault {
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(text)) return notANumber;
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma < 0 && point < 0) return text;
  if (comma >= 0 && point >= 0) {
    const [thousands, decimal] = comma > point ? ['.', ','] : [',', '.'];
    if (text.indexOf(decimal) !== text.lastIndexOf(decimal)) return ambiguous;
    const [whole = '', fraction = ''] = text.split(decimal);
    return groupsOfThree(whole, thousands) ? `${whole.replaceAll(thousands, '')}.${fraction}` : ambiguous;
  }
  const mark = comma >= 0 ? ',' : '.';
  const parts = text.split(mark);
  if (parts.length > 2) return groupsOfThree(text, mark) ? parts.join('') : ambiguous;
  const [whole = '', fraction = ''] = parts;
  const thousands = fraction.length === 3 && decimals < 3 && /^[1-9]\d{0,2}$/.test(whole);
  return thousands ? whole + fraction : `${whole === '' ? '0' : whole}.${fraction}`;
}

function groupsOfThree(text: string, mark: string): boolean {
  const [first = '', ...rest] = text.split(mark);
  return first.length >= 1 && first.length <= 3 && rest.every((group) => group.length === 3);
}
