import { type Day, type DayRange, resolvePeriod } from '@griot/kernel';

export type Period = DayRange;

export type PeriodPreset = (typeof periodPresets)[number];

/** Those that the picker offers. */
export const periodPresets = [
  'this_month',
  'last_month',
  'last_3_months',
  'last_12_months',
  'full_12_months',
  'this_year',
  'last_year',
] as const;

/** The days a preset stands for, seen from a business day. Periods that run end with that day. */
export function presetPeriod(preset: PeriodPreset, today: Day): Period {
  return resolvePeriod(preset, today);
}

/** The preset whose days these are, if any. */
export function matchPreset(period: Partial<Period>, today: Day): PeriodPreset | null {
  for (const preset of periodPresets) {
    const candidate = presetPeriod(preset, today);
    if (candidate.from === period.from && candidate.to === period.to) return preset;
  }
  return null;
}
