import { Decimal } from './decimal.ts';
import { minorDigits } from './money.ts';

/** How figures are written: as people of this language write them. */
export type FormatLocale = 'fr' | 'en';
type Locale = FormatLocale;

/** An exact decimal as the server sends it (`-1234.50`), or null where there is nothing to measure. */
export type Figure = string | null | undefined;

export type FigureUnit = 'currency' | 'percent' | 'days' | 'count' | 'hectares' | 'score';

/** What is shown where there is nothing to measure. */
export const NOTHING = '–';

/** U+202F between thousands, U+00A0 before a unit: neither breaks a line. */
export const NARROW_SPACE = '\u202f';
export const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

const SEPARATORS = { fr: { group: NARROW_SPACE, decimal: ',' }, en: { group: ',', decimal: '.' } };

function parsed(value: Figure): Decimal | null {
  if (value === null || value === undefined) return null;
  try {
    return Decimal.parse(value);
  } catch {
    return null;
  }
}

function group(number: Decimal, locale: Locale): string {
  const text = number.toString();
  const negative = text.startsWith('-') && !number.isZero();
  const [whole = '0', fraction] = text.replace('-', '').split('.');
  const { group: separator, decimal } = SEPARATORS[locale];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return `${negative ? MINUS : ''}${grouped}${fraction === undefined ? '' : decimal + fraction}`;
}

/** `1234567.5` with 1 decimal -> `1 234 567,5`. Exact: no float on the way. */
export function formatNumber(value: Figure, locale: Locale, decimals = 0): string {
  const number = parsed(value);
  return number ? group(number.round(decimals), locale) : NOTHING;
}

const CURRENCY_LABELS: Record<string, string> = {
  XOF: 'FCFA',
  XAF: 'FCFA',
  DZD: 'DA',
  MAD: 'DH',
  TND: 'DT',
  EUR: '€',
  USD: '$',
};

/** How people write a currency: `FCFA` for XOF. */
export function currencyLabel(currency: string): string {
  return CURRENCY_LABELS[currency] ?? currency;
}

function decimalsOf(currency: string): number {
  try {
    return minorDigits(currency);
  } catch {
    return 2;
  }
}

/** `1 234 567 FCFA`, with the decimals the currency has. */
export function formatMoney(value: Figure, currency: string, locale: Locale): string {
  const text = formatNumber(value, locale, decimalsOf(currency));
  return text === NOTHING ? text : text + NO_BREAK_SPACE + currencyLabel(currency);
}

/** `82,4 %`: one decimal. */
export function formatPercent(value: Figure, locale: Locale, decimals = 1): string {
  const text = formatNumber(value, locale, decimals);
  if (text === NOTHING) return text;
  return locale === 'fr' ? `${text}${NARROW_SPACE}%` : `${text}%`;
}

const STEPS: { from: Decimal; divisor: Decimal; fr: string; en: string }[] = [
  { from: Decimal.parse('999950000'), divisor: Decimal.parse('1000000000'), fr: 'Md', en: 'B' },
  { from: Decimal.parse('999950'), divisor: Decimal.parse('1000000'), fr: 'M', en: 'M' },
  { from: Decimal.parse('10000'), divisor: Decimal.parse('1000'), fr: 'k', en: 'K' },
];

/** `12,4 M`: the figure cut to one decimal from ten thousand up; smaller ones are shown whole. */
export function formatShort(value: Figure, locale: Locale, decimals = 0): string {
  const number = parsed(value);
  if (!number) return NOTHING;
  const size = number.units < 0n ? number.negate() : number;
  const step = STEPS.find((candidate) => size.compare(candidate.from) >= 0);
  if (!step) return group(number.round(decimals), locale);
  return group(number.divide(step.divisor, 1), locale) + NO_BREAK_SPACE + step[locale];
}

/** For axes, where every label is round: `900 M`, `1,2 Md`, `0`. */
export function formatAxis(value: number, locale: Locale): string {
  return formatShort(String(value), locale).replace(/[.,]0(?=\u00a0|$)/, '');
}

const UNIT_SUFFIX: Record<Locale, Record<'days' | 'hectares' | 'score', string>> = {
  fr: { days: 'j', hectares: 'ha', score: '/ 100' },
  en: { days: 'd', hectares: 'ha', score: '/ 100' },
};

const UNIT_DECIMALS = { days: 1, hectares: 1, score: 0 };

/** Digits alone, for a column whose heading says the unit. */
export function formatBare(value: Figure, unit: FigureUnit, locale: Locale, currency = 'XOF'): string {
  if (unit === 'currency') return formatNumber(value, locale, decimalsOf(currency));
  if (unit === 'count') return formatNumber(value, locale);
  if (unit === 'percent') return formatNumber(value, locale, 1);
  return formatNumber(value, locale, UNIT_DECIMALS[unit]);
}

/** What stands after the digits: `FCFA`, `%`, `j`, `ha`; empty for a count. */
export function unitLabel(unit: FigureUnit, locale: Locale, currency = 'XOF'): string {
  if (unit === 'currency') return currencyLabel(currency);
  if (unit === 'percent') return '%';
  return unit === 'count' ? '' : UNIT_SUFFIX[locale][unit];
}

/** The unit written out, beside a large figure: `FCFA`, `jours`. */
export function unitWord(unit: FigureUnit, locale: Locale, currency = 'XOF'): string {
  if (unit === 'days') return locale === 'fr' ? 'jours' : 'days';
  return unitLabel(unit, locale, currency);
}

/** The figure in full with its unit. */
export function formatFigure(value: Figure, unit: FigureUnit, locale: Locale, currency = 'XOF'): string {
  if (unit === 'currency') return formatMoney(value, currency, locale);
  if (unit === 'percent') return formatPercent(value, locale);
  const text = formatBare(value, unit, locale);
  const suffix = unitLabel(unit, locale);
  return text === NOTHING || suffix === '' ? text : text + NO_BREAK_SPACE + suffix;
}

/** The figure as a card shows it: amounts and counts shortened, the rest as is. */
export function formatFigureShort(value: Figure, unit: FigureUnit, locale: Locale, currency = 'XOF'): string {
  if (unit === 'currency') {
    const text = formatShort(value, locale, decimalsOf(currency));
    return text === NOTHING ? text : text + NO_BREAK_SPACE + currencyLabel(currency);
  }
  if (unit === 'count') return formatShort(value, locale);
  return formatFigure(value, unit, locale, currency);
}

/** For drawing only (chart coordinates, colours, sorting): never for a figure that is read. */
export function toPlot(value: Figure): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
