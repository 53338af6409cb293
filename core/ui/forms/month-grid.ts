import { addDays, type Day, endOf, startOf } from '@griot/kernel';

/** The weeks of a month, Monday first, with the days of its neighbours that fill the first and the last week. */
export function monthGrid(month: Day): { day: Day; inMonth: boolean }[][] {
  const first = startOf('month', month);
  const last = endOf('month', month);
  const weeks: { day: Day; inMonth: boolean }[][] = [];
  for (let monday = startOf('week', first); monday <= last; monday = addDays(monday, 7)) {
    weeks.push(
      [0, 1, 2, 3, 4, 5, 6].map((offset) => {
        const day = addDays(monday, offset);
        return { day, inMonth: day >= first && day <= last };
      }),
    );
  }
  return weeks;
}

/** The day an arrow key leads to; null for other keys. */
export function dayAfterKey(day: Day, key: string): Day | null {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const step = steps[key];
  if (step !== undefined) return addDays(day, step);
  if (key === 'Home') return startOf('week', day);
  if (key === 'End') return endOf('week', day);
  return null;
}
