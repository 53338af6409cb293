import { addMonths } from '@griot/kernel';
import type { Period } from '../../time/period.ts';

/**
 * What is held against a year that it is no year of: « octobre par rapport à l'an dernier », « YTD vs 2025 », « ce trimestre vs l'an
 * dernier à la même date » mean the same days of the year before. Null where the two are of one kind, or years apart.
 */
export function heldAgainstYear(asked: Period, year: Period): Period | null {
  if (year.sameDays) return asked;
  if (year.grain !== 'year' || year.from === null || year.to === null) return null;
  if (asked.from === null || asked.to === null || (asked.grain === 'year' && !asked.soFar)) return null;
  const [from, to] = [addMonths(asked.from, -12), addMonths(asked.to, -12)];
  return year.from <= from && to <= year.to ? asked : null;
}
