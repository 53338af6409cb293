import type { Clock, Logger } from '@griot/kernel';
import type { Store } from '@griot/store';
import { parsePath } from '../paths/parse-path.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';

/** What every operation works with. */
export interface Drive {
  store: Store;
  storage: ObjectStorage;
  clock: Clock;
  log: Logger;
  /** For tenants without a quota of their own; null: no limit. */
  defaultQuotaBytes: number | null;
  /** Versions kept of each file, the present one included. */
  keepVersions: number;
  scan: Scan | undefined;
}

/** Looks at a content before anybody can see it. What is not clean is refused with `files.infected`. */
export type Scan = (
  content: AsyncIterable<Uint8Array>,
  o: { path: string; contentType: string },
) => Promise<ScanResult>;

export interface ScanResult {
  clean: boolean;
  /** Name of what was found. */
  finding?: string;
}

/** The same in a folder and in a bucket. By id, not by path: no name that a person gave reaches the storage. */
export function objectKey(tenantId: string, objectId: string): string {
  return `${tenantId.toLowerCase()}/${objectId}`;
}

/** Where a version's content lies: by its id, or under the key that an application chose for it. */
export function keyOf(tenantId: string, row: { object_id: string; object_key?: string | null }): string {
  return row.object_key ?? objectKey(tenantId, row.object_id);
}

/** `<tenantId>/<prefix>/<object id>-<name>`: people who open the bucket find their way, and no content replaces another. */
export function prefixedKey(tenantId: string, prefix: string, objectId: string, name: string): string {
  return `${tenantId.toLowerCase()}/${parsePath(`${prefix}/${objectId}-${name}`)}`;
}
