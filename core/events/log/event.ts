/** One thing that happened, as a producer sends it. */
export interface NewEvent {
  /** Made by the producer, 1 to 200 visible characters: the same id is accepted once per tenant. */
  id: string;
  type: string;
  /** Default 1. */
  version?: number;
  /** Events of one key are handled in the order they were accepted. Default: the id. */
  key?: string;
  /** Where it comes from: `wallet`, `api`. Default `griot`. */
  source?: string;
  /** When it happened (ISO 8601); default now. When it was recorded is the log's own matter. */
  occurredAt?: string;
  payload: unknown;
}

/** One row of the log. Instants are ISO 8601 in UTC. */
export interface StoredEvent {
  id: string;
  type: string;
  version: number;
  key: string;
  source: string;
  occurredAt: string;
  recordedAt: string;
  /** 0 to 15, by key. */
  shard: number;
  /** Gapless in its shard, from 1. Decimal text: 64 bits. */
  position: string;
  payload: Record<string, unknown>;
}

export const SHARDS = 16;

/** FNV-1a over UTF-16 units: stable for ever, or events of one key would change shards. */
export function shardOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) {
    hash ^= key.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  // The low bits of FNV are its weakest: fold the high ones in.
  return ((hash >>> 0) ^ (hash >>> 16)) & (SHARDS - 1);
}
