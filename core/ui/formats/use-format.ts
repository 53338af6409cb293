import { useMemo } from 'react';
import { useLocale } from '../i18n/locale-provider.tsx';
import { formatDay, formatDuration, formatInstant, formatMonth, formatTime } from './date.ts';
import {
  type Figure,
  type FigureUnit,
  formatAxis,
  formatBare,
  formatFigure,
  formatFigureShort,
  formatMoney,
  formatNumber,
  formatPercent,
  unitLabel,
  unitWord,
} from './number.ts';

export type Format = ReturnType<typeof useFormat>;

/** The formatters bound to the person's language and the tenant's currency and time zone. */
export function useFormat() {
  const { locale, timeZone, currency } = useLocale();
  return useMemo(
    () => ({
      locale,
      currency,
      number: (value: Figure, decimals = 0) => formatNumber(value, locale, decimals),
      count: (value: number) => formatNumber(String(Math.round(value)), locale),
      money: (value: Figure, inCurrency = currency) => formatMoney(value, inCurrency, locale),
      percent: (value: Figure) => formatPercent(value, locale),
      figure: (value: Figure, unit: FigureUnit, inCurrency = currency) => formatFigure(value, unit, locale, inCurrency),
      short: (value: Figure, unit: FigureUnit, inCurrency = currency) =>
        formatFigureShort(value, unit, locale, inCurrency),
      bare: (value: Figure, unit: FigureUnit, inCurrency = currency) => formatBare(value, unit, locale, inCurrency),
      axis: (value: number) => formatAxis(value, locale),
      unitWord: (unit: FigureUnit, inCurrency = currency) => unitWord(unit, locale, inCurrency),
      unit: (unit: FigureUnit, inCurrency = currency) => unitLabel(unit, locale, inCurrency),
      day: formatDay,
      month: (day: string | null | undefined, short = false) => formatMonth(day, locale, short),
      instant: (instant: string | null | undefined, withSeconds = false) =>
        formatInstant(instant, locale, timeZone, withSeconds),
      time: (instant: string | null | undefined) => formatTime(instant, locale, timeZone),
      duration: (milliseconds: number | null | undefined) => formatDuration(milliseconds, locale),
    }),
    [locale, timeZone, currency],
  );
}
