import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@griot/kernel';

export interface Keep {
  /** The newest archive of each of so many days that have one. */
  days: number;
  /** The newest of each of so many weeks (from Monday, UTC) that have one. */
  weeks: number;
}

/** `7d,4w`. Throws `backup.keep_invalid`. */
export function parseKeep(text: string): Keep {
  const keep: Keep = { days: 0, weeks: 0 };
  for (const part of text.split(',')) {
    const [, count, unit] = /^(\d{1,4})([dw])$/.exec(part.trim()) ?? [];
    if (!count) throw new DomainError({ code: 'backup.keep_invalid', kind: 'invalid', details: { value: text } });
    keep[unit === 'd' ? 'days' : 'weeks'] = Number(count);
  }
  if (keep.days + keep.weeks === 0) {
    throw new DomainError({ code: 'backup.keep_invalid', kind: 'invalid', details: { value: text } });
  }
  return keep;
}

const NAME = /^griot-(\d{4})(\d\d)(\d\d)T\d{6}Z\.backup$/;

/** Names that may go. The newest of all is never among them, nor is a name that is not ours. */
export function surplusArchives(names: readonly string[], keep: Keep): string[] {
  const ours = names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();
  const kept = new Set(ours.slice(0, 1));
  const newestOfEach = (bucket: (day: string) => string, count: number) => {
    const seen = new Set<string>();
    for (const name of ours) {
      const [, year, month, day] = NAME.exec(name) ?? [];
      const key = bucket(`${year}-${month}-${day}`);
      if (seen.has(key)) continue;
      if (seen.size === count) return;
      seen.add(key);
      kept.add(name);
    }
  };
  newestOfEach((day) => day, keep.days);
  newestOfEach(mondayOf, keep.weeks);
  return ours.filter((name) => !kept.has(name));
}

function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

/** Removes what need not be kept; answers its names. */
export async function pruneArchives(folder: string, keep: Keep): Promise<string[]> {
  const surplus = surplusArchives(await readdir(folder), keep);
  for (const name of surplus) await rm(join(folder, name), { force: true });
  return surplus;
}
