import type { z } from 'zod';
import type { Batch } from '../store/periods.ts';
import type { batch } from './contract.ts';

/** A batch as people see it. */
export function batchView(one: Batch): z.output<typeof batch> {
  const loaded = one.status === 'COMPLETED' && !one.deleted;
  return { ...one, current: loaded && one.replacedBy === null, restorable: loaded && one.replacedBy !== null };
}
