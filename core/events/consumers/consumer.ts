import type { Tx } from '@griot/store';
import type { StoredEvent } from '../log/event.ts';
import type { EventLabel } from '../registry/event-type.ts';

export interface EventBatch {
  tenantId: string;
  /**
   * The tenant's transaction in which the group's offset moves: what is written through it happens exactly once. Effects
   * elsewhere may happen again after a crash; the events' ids tell.
   */
  tx: Tx;
  /** Of one shard, in order. */
  events: readonly StoredEvent[];
  /** 1, or more when the first event of the batch failed before. */
  attempt: number;
  /** Aborted when the process stops or the lease is lost. */
  signal: AbortSignal;
  /** What the group made is made anew: nobody is to be told of these events again. */
  replay?: boolean;
}

/** A group of consumers: every event of its types is handled once by one of them, each key in order. */
export interface EventConsumer {
  /** `application.what_it_does`; its offsets are kept under it. */
  group: string;
  label: EventLabel;
  types: readonly string[] | 'all';
  /** Where a tenant's group begins when it is new. Default `earliest`. */
  from?: 'earliest' | 'latest';
  /** Events per transaction, default 200. */
  batchSize?: number;
  /** After so many failures of one event it goes to the dead letters and the shard goes on. Default 5. */
  maxAttempts?: number;
  /** Wait after the first failure in ms, doubled each time up to 1 min. Default 1000. */
  backoffMs?: number;
  handle(batch: EventBatch): Promise<void>;
}
