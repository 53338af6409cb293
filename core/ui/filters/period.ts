import { addDays, addMonths, type Day, endOf, startOf } from '@griot/kernel';

export interface Period {
  from: Day;
  to: Day;
}

export type PeriodPreset = 'this_month' | 'last_month' | 'last_3_months' | 'last_12_months' | 'this_year' | 'last_year';

export const periodPresets: PeriodPreset[] = [
  'this_month',
  'last_month',
  'last_3_months',
  'last_12_months',
  'this_year',
  'last_year',
];

/** The days a preset stands for, seen from a business day. Periods that run end with that day. */
export function presetPeriod(preset: PeriodPreset, today: Day): Period {
  const month = startOf('month', today);
  const year = startOf('year', today);
  switch (preset) {
    case 'this_month':
      return { from: month, to: today };
    case 'last_month':
      return { from: addMonths(month, -1), to: addDays(month, -1) };
    case 'last_3_months':
      return { from: addMonths(month, -2), to: today };
    case 'last_12_months':
      return { from: addMonths(month, -11), to: today };
    case 'this_year':
      return { from: year, to: today };
    case 'last_year':
      return { from: addMonths(year, -12), to: endOf('year', addMonths(year, -12)) };
  }
}

/** The preset whose days these are, if any. */
export function matchPreset(period: Partial<Period>, today: Day): PeriodPreset | null {
  for (const preset of periodPresets) {
    const candidate = presetPeriod(preset, today);
    if (candidate.from === period.from && candidate.to === period.to) return preset;
  }
  return null;
}
