import { addDays, dayInZone } from '@griot/kernel';

const DAY = /\{\{day(?:([+-])(\d{1,4}))?\}\}/g;

/** Parameters with `{{day}}`, `{{day-1}}`, `{{day+1}}` in their texts replaced by the day of the tick in the schedule's zone. */
export function tickParameters(
  parameters: Readonly<Record<string, unknown>>,
  tick: Date,
  timeZone: string,
): Record<string, unknown> {
  const today = dayInZone(tick, timeZone);
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replace(DAY, (_whole, sign: string | undefined, days: string | undefined) =>
        addDays(today, Number(days ?? 0) * (sign === '-' ? -1 : 1)),
      );
    }
    if (Array.isArray(value)) return value.map(fill);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
  };
  return fill(parameters) as Record<string, unknown>;
}
