import { isDay, RELATIVE_PERIODS, type RelativePeriod } from '@griot/kernel';
import { type UrlFilters, useUrlFilters } from '@griot/ui';
import { useMemo } from 'react';
import type { DashboardSpec, Period, ReadingFilter } from '../answers.ts';

export interface BoardReading {
  url: UrlFilters<string>;
  period: Period;
  filters: NonNullable<ReadingFilter>;
}

const isRelative = (value: string): value is RelativePeriod => (RELATIVE_PERIODS as readonly string[]).includes(value);

/**
 * The period and filters of the address, over what the dashboard opens with: `periode` or `date_debut` and `date_fin`,
 * and each of its dimensions by name. The address is all there is: sent to a colleague it shows them the same choice.
 */
export function useReading(filters: DashboardSpec['filters']): BoardReading {
  const names = filters.dimensions.join('\n');
  const checks = useMemo(
    () => ({
      periode: isRelative,
      date_debut: isDay,
      date_fin: isDay,
      ...Object.fromEntries(
        names
          .split('\n')
          .filter((name) => name !== '')
          .map((name) => [name, (value: string) => value.length <= 200]),
      ),
    }),
    [names],
  );
  const url = useUrlFilters<string>(checks);
  const { values } = url;
  return useMemo(() => {
    const { periode, date_debut: from, date_fin: to } = values;
    const days = from && to && from <= to ? { from, to } : null;
    const period = days ?? (periode && isRelative(periode) ? periode : filters.period);
    const chosen = filters.dimensions.flatMap((dimension) => {
      const value = values[dimension];
      return value === undefined ? [] : [{ dimension, operator: 'eq' as const, value }];
    });
    return { url, period, filters: chosen };
  }, [url, values, filters]);
}
