/** When a report goes out, as people say it. `day`: 0 is Sunday. `time`: `07:30`. */
export type CronChoice =
  | { kind: 'daily'; time: string }
  | { kind: 'workdays'; time: string }
  | { kind: 'weekly'; day: number; time: string }
  | { kind: 'monthly'; date: number; time: string }
  | { kind: 'custom'; cron: string };

export function cronOf(choice: CronChoice): string {
  if (choice.kind === 'custom') return choice.cron.trim().replace(/\s+/g, ' ');
  const [hour = 0, minute = 0] = choice.time.split(':').map(Number);
  const at = `${minute} ${hour}`;
  if (choice.kind === 'daily') return `${at} * * *`;
  if (choice.kind === 'workdays') return `${at} * * 1-5`;
  if (choice.kind === 'weekly') return `${at} * * ${choice.day}`;
  return `${at} ${choice.date} * *`;
}

/** The choice that an expression is; what none of them says stays an expression. */
export function choiceOf(cron: string): CronChoice {
  const [minute = '', hour = '', date = '', month = '', day = '', ...more] = cron.trim().split(/\s+/);
  const plain = more.length === 0 && month === '*' && /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour);
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (!plain || !isTime(time)) return { kind: 'custom', cron };
  if (date === '*' && day === '*') return { kind: 'daily', time };
  if (date === '*' && day === '1-5') return { kind: 'workdays', time };
  if (date === '*' && /^[0-6]$/.test(day)) return { kind: 'weekly', day: Number(day), time };
  if (day === '*' && /^([1-9]|1\d|2[0-8])$/.test(date)) return { kind: 'monthly', date: Number(date), time };
  return { kind: 'custom', cron };
}

export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
