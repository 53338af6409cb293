import { DomainError } from '@griot/kernel';
import type { BatchSize, Node } from '../project/manifest.ts';

/** One batch: `start <= event_time < end`, ISO 8601 in UTC. */
export interface Batch {
  start: string;
  end: string;
}

function floor(instant: Date, size: BatchSize): Date {
  const [y, m, d, h] = [instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate(), instant.getUTCHours()];
  if (size === 'year') return new Date(Date.UTC(y, 0));
  if (size === 'month') return new Date(Date.UTC(y, m));
  if (size === 'day') return new Date(Date.UTC(y, m, d));
  return new Date(Date.UTC(y, m, d, h));
}

function step(start: Date, size: BatchSize, by: number): Date {
  const next = new Date(start);
  if (size === 'year') next.setUTCFullYear(next.getUTCFullYear() + by);
  else if (size === 'month') next.setUTCMonth(next.getUTCMonth() + by);
  else if (size === 'day') next.setUTCDate(next.getUTCDate() + by);
  else next.setUTCHours(next.getUTCHours() + by);
  return next;
}

/** An ISO day or time; without a zone it is UTC. Null when it is none. */
export function instantOf(text: string): Date | null {
  const zoned =
    /^\d{4}-\d{2}-\d{2}$/.test(text) || /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  const instant = new Date(zoned);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/**
 * The batches a run builds. Whole: from `begin` to now. Continued: from `lookback` batches before the present one, or from
 * the batch of the newest event that is there when that is older, so that a pause leaves no gap; to now.
 * Throws `warehouse.microbatch_invalid` when a setting is missing.
 * https://docs.getdbt.com/docs/build/incremental-microbatch
 */
export function batchesOf(node: Node, now: Date, newest: Date | null): Batch[] {
  const { batch_size: size, begin, lookback, event_time } = node.config;
  const first = begin === null ? null : instantOf(begin);
  if (size === null || first === null || event_time === null) {
    throw new DomainError({
      code: 'warehouse.microbatch_invalid',
      kind: 'invalid',
      details: { node: node.id, batch_size: size, begin, event_time },
      message: `the microbatch model ${node.name} needs event_time, batch_size and begin`,
    });
  }
  let start = floor(first, size);
  if (newest !== null) {
    const back = step(floor(now, size), size, -lookback);
    const caughtUp = floor(newest, size);
    start = new Date(Math.max(start.getTime(), Math.min(back.getTime(), caughtUp.getTime())));
  }
  const batches: Batch[] = [];
  while (start <= now) {
    const end = step(start, size, 1);
    batches.push({ start: start.toISOString(), end: end.toISOString() });
    start = end;
  }
  return batches;
}
