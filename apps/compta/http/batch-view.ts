import type { z } from 'zod';
import { NO_PERIOD } from '../commands/correct-files.ts';
import type { Batch } from '../store/periods.ts';
import type { batch } from './contract.ts';

/** A batch as people see it. */
export function batchView(one: Batch): z.output<typeof batch> {
  const loaded = one.status === 'COMPLETED';
  const hidden = one.replacedBy !== null || one.deleted;
  const periodAsked = one.statedStart !== null || one.findingCounts.some(({ code }) => NO_PERIOD.includes(code));
  return { ...one, current: loaded && !hidden, restorable: loaded && hidden, periodAsked };
}
