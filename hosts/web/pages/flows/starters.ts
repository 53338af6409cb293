/** Words for what started a run, by its kind. */
export const starters = {
  user: 'byUser',
  schedule: 'bySchedule',
  api: 'byApi',
  flow: 'byFlow',
  cli: 'byCli',
  event: 'byEvent',
  backfill: 'byBackfill',
} as const;

export function starterKey(kind: string): (typeof starters)[keyof typeof starters] {
  return starters[kind as keyof typeof starters] ?? 'byApi';
}
