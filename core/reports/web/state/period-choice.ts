import { RELATIVE_PERIODS, type RelativePeriod } from '@griot/kernel';
import type { Period } from '../answers.ts';

export const PERIODS = RELATIVE_PERIODS;

export const isRelative = (value: unknown): value is RelativePeriod =>
  typeof value === 'string' && (RELATIVE_PERIODS as readonly string[]).includes(value);

/** `last_month`, or `fixed` for two days. */
export const periodKey = (period: Period): string => (typeof period === 'string' ? period : 'fixed');
