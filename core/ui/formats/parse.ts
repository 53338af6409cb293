import { type Day, isDay } from '@griot/kernel';

/**
 * Reads a number as people type it in French or English (`1 234,5`, `1234.5`, `1.234.567,8`, `-12`) and returns it as
 * an exact decimal string; null when it is not a number. One comma or one point alone is the decimal mark.
 */
export function parseTypedNumber(text: string): string | null {
  const compact = text.replace(/[\s'’]/g, '').replace(/^\u2212/, '-');
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(compact)) return null;
  const commas = compact.split(',').length - 1;
  const points = compact.split('.').length - 1;
  let plain = compact;
  if (commas > 0 && points > 0) {
    const decimal = compact.lastIndexOf(',') > compact.lastIndexOf('.') ? ',' : '.';
    const grouping = decimal === ',' ? '.' : ',';
    if (compact.split(decimal).length > 2) return null;
    const [whole = '', fraction = ''] = compact.split(decimal);
    if (!groupedByThree(whole, grouping)) return null;
    plain = `${whole.replaceAll(grouping, '')}.${fraction}`;
  } else if (commas > 1 || points > 1) {
    const grouping = commas > 1 ? ',' : '.';
    if (!groupedByThree(compact, grouping)) return null;
    plain = compact.replaceAll(grouping, '');
  } else {
    plain = compact.replace(',', '.');
  }
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(plain);
  if (!match) return null;
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '') || '0';
  return `${match[1] === '-' ? '-' : ''}${whole}${match[3] ? `.${match[3]}` : ''}`;
}

function groupedByThree(text: string, separator: string): boolean {
  const [first = '', ...rest] = text.replace(/^[+-]/, '').split(separator);
  return first.length >= 1 && first.length <= 3 && rest.every((part) => part.length === 3);
}

/** Reads `31/05/2025`, `1.5.25`, `2025-05-31`; null when no such day exists. Two-digit years are of this century. */
export function parseTypedDay(text: string): Day | null {
  const compact = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(compact);
  const french = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$/.exec(compact);
  const [year, month, date] = iso ? [iso[1], iso[2], iso[3]] : french ? [french[3], french[2], french[1]] : [];
  if (!year || !month || !date) return null;
  const day = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}
