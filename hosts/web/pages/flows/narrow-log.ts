import type { LogLine } from '../../api/flows.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Threshold = (typeof LEVELS)[number];

/** The lines of a step and attempt, of a level at least, that hold a text in any case. */
export function narrowLog(
  lines: readonly LogLine[],
  o: { task: string | null; attempt: number | null; threshold: Threshold; search: string },
): LogLine[] {
  const wanted = o.search.trim().toLocaleLowerCase();
  const least = LEVELS.indexOf(o.threshold);
  return lines.filter(
    (line) =>
      (o.task === null || line.task === o.task) &&
      (o.attempt === null || line.attempt === o.attempt) &&
      LEVELS.indexOf(line.level) >= least &&
      (wanted === '' || line.text.toLocaleLowerCase().includes(wanted)),
  );
}
