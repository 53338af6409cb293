import type { CellValue } from '@griot/sheets';

/** Amounts are whole numbers of the smallest unit (`decimals` digits after the point): exact up to 2^53. */
export type Units = number;

/** How a file's texts write numbers; found over its first rows, never from a locale. */
export interface NumberStyle {
  /** Decimals of the currency, at least 2. */
  decimals: number;
  /** `1.234` is twelve hundred and thirty-four: other numbers of the file show that points part thousands. */
  pointsPartThousands: boolean;
}

export type AmountFault = 'montant_illisible' | 'montant_ambigu' | 'montant_trop_precis' | 'montant_trop_grand';

const SPACES = /[\s\u00A0\u2000-\u200B\u202F\u2060'’]/g;
/** How nearly every amount is written; it can be read in one way alone. */
const USUAL = /^(-?)(\d{1,12})(?:[.,](\d{1,2}))?$/;
const PARTED = /\d\.\d{3}[.,]\d|^\d{1,3}(\.\d{3}){2,}$/;

/** Null: an empty cell. A text is read exactly; a number's digits are kept, noise of binary fractions apart. */
export function readAmount(cell: CellValue | undefined, style: NumberStyle): Units | null | AmountFault {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number') return fromNumber(cell, style.decimals);
  if (typeof cell !== 'string') return 'montant_illisible';
  if (cell === '') return null;
  const usual = USUAL.exec(cell);
  if (usual) {
    const units = Number((usual[2] ?? '') + (usual[3] ?? '').padEnd(style.decimals, '0'));
    if (Number.isSafeInteger(units)) return usual[1] === '-' && units !== 0 ? -units : units;
  }
  const text = cell.replace(SPACES, '').replace(/(FCFA|F?CFA|XOF|XAF|EUR|€)$/i, '');
  return text === '' ? null : fromText(text, style);
}

export const isAmountFault = (value: Units | null | AmountFault): value is AmountFault => typeof value === 'string';

/** Exact decimal text: `-1234.56`. */
export function unitsText(units: Units, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  return `${units < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Whether points part thousands in these texts. */
export function pointsPartThousands(texts: readonly string[]): boolean {
  return texts.some((text) => PARTED.test(text.replace(SPACES, '')));
}

function fromNumber(value: number, decimals: number): Units | AmountFault {
  if (!Number.isFinite(value)) return 'montant_illisible';
  const scaled = value * 10 ** decimals;
  const units = Math.round(scaled);
  if (!Number.isSafeInteger(units)) return 'montant_trop_grand';
  const noise = Math.max(1e-4, Math.abs(scaled) * 1e-12);
  return Math.abs(scaled - units) > noise ? 'montant_trop_precis' : units + 0;
}

function fromText(text: string, style: NumberStyle): Units | AmountFault {
  const shape = /^(\()?([+-]?)(\d[\d.,]*|[.,]\d+)(-?)(\))?$/.exec(text);
  if (!shape || (shape[1] === undefined) !== (shape[5] === undefined)) return 'montant_illisible';
  const negative = shape[1] !== undefined || shape[2] === '-' || shape[4] === '-';
  const parts = wholeAndFraction(shape[3] ?? '', style);
  if (typeof parts === 'string') return parts;
  const fraction = parts.fraction.replace(/0+$/, '');
  if (fraction.length > style.decimals) return 'montant_trop_precis';
  const units = Number(parts.whole + fraction.padEnd(style.decimals, '0'));
  if (!Number.isSafeInteger(units)) return 'montant_trop_grand';
  return negative && units !== 0 ? -units : units;
}

function wholeAndFraction(digits: string, style: NumberStyle): { whole: string; fraction: string } | AmountFault {
  const commas = digits.split(',').length - 1;
  const points = digits.split('.').length - 1;
  if (commas === 0 && points === 0) return { whole: digits, fraction: '' };
  const mark =
    commas > 0 && points > 0 ? (digits.lastIndexOf(',') > digits.lastIndexOf('.') ? ',' : '.') : commas > 0 ? ',' : '.';
  const other = mark === ',' ? '.' : ',';
  const times = mark === ',' ? commas : points;
  const at = digits.lastIndexOf(mark);
  const [whole, fraction] = [digits.slice(0, at), digits.slice(at + 1)];
  if (times > 1)
    return grouped(digits, mark) && !digits.includes(other)
      ? { whole: digits.replaceAll(mark, ''), fraction: '' }
      : 'montant_illisible';
  if (whole.includes(other))
    return grouped(whole, other) ? { whole: whole.replaceAll(other, ''), fraction } : 'montant_illisible';
  if (mark === '.' && fraction.length === 3 && style.decimals < 3 && /^[1-9]\d{0,2}$/.test(whole)) {
    return style.pointsPartThousands ? { whole: whole + fraction, fraction: '' } : 'montant_ambigu';
  }
  return { whole, fraction };
}

const grouped = (text: string, mark: string): boolean => {
  const groups = text.split(mark);
  return /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group));
};
