import type { Readable } from 'node:stream';

export interface StoredObject {
  key: string;
  /** Bytes. */
  size: number;
  modifiedAt: Date;
}

/**
 * Where contents lie. A key is `<tenantId>/<path>`, the same in a local folder and in a bucket; Files gives each
 * content a key of its own and never writes one twice. An implementation trusts no key: see `checkedKey`.
 */
export interface ObjectStorage {
  /** Whole and durable when it resolves; nothing under this key when it rejects or the process dies. */
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Rejects with `files.object_missing`. `range` is in bytes, both ends included. */
  open(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** One that is not there counts as removed. */
  remove(key: string): Promise<void>;
  /** Tenants that have objects, or had some. */
  tenants(): Promise<string[]>;
  /** Objects whose key begins with `prefix` (a tenant's id and `/`, and more or not), in no order. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Removes what puts that died before this moment left behind. */
  clean(before: Date): Promise<void>;
}
