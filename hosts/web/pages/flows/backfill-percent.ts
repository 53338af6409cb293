import type { Backfill } from '../../api/flows.ts';

/** Share of the days that are over, however they ended, 0 to 100. */
export function backfillPercent({ succeeded, failed, cancelled, total }: Backfill['days']): number {
  return ((succeeded + failed + cancelled) / Math.max(1, total)) * 100;
}
