/** What a cell may be. Figures that matter are exact decimal texts; days are `YYYY-MM-DD`. */
export type SheetValue = string | number | boolean | null | undefined;

export type SheetKind = 'text' | 'number' | 'money' | 'percent' | 'day' | 'yes_no';

/** The number format of a kind; the spreadsheet shows it in its own language. `decimals`: of money, those that its currency has. */
export function formatOf(kind: SheetKind, decimals = 2): string | undefined {
  if (kind === 'money') return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
  return { number: '#,##0.####', percent: '0.0', day: 'yyyy-mm-dd', text: undefined, yes_no: undefined }[kind];
}

const YES_NO = { fr: ['oui', 'non'], en: ['yes', 'no'] } as const;

const DECIMAL = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Digits that a spreadsheet's number holds exactly. */
const EXACT_DIGITS = 15;
const LONGEST_TEXT = 32_767;
/** Characters that XML 1.0 cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/**
 * A value as its cell. A figure with more digits than a spreadsheet's number can hold stays a text, so that nothing is
 * rounded in silence. Texts are typed texts: what looks like a formula is shown, never computed.
 */
export function sheetCell(
  value: SheetValue,
  kind: SheetKind,
  locale: 'fr' | 'en' = 'fr',
): string | number | Date | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return YES_NO[locale][value ? 0 : 1];
  const text = String(value);
  if (kind === 'day' && DAY.test(text)) return new Date(`${text}T00:00:00Z`);
  if ((kind === 'number' || kind === 'money' || kind === 'percent') && DECIMAL.test(text) && isExact(text))
    return Number(text);
  return text.replace(NOT_XML, '').toWellFormed().slice(0, LONGEST_TEXT);
}

function isExact(text: string): boolean {
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  const plain = text.includes('.') ? digits.replace(/0+$/, '') : digits;
  return plain.length <= EXACT_DIGITS;
}
