import type { Tx } from '@griot/store';

/** A live file of a drive, in its present version. Times are ISO 8601 in UTC, sizes bytes. */
export interface StoredFile {
  id: string;
  path: string;
  name: string;
  size: number;
  sha256: string;
  /** By the content, never by the name or by what a client said. */
  contentType: string;
  /** What an application says it is: `NORMAL`, `COMPTABLE`. */
  category: string;
  /** False when the extension promises something else than the content is: to be told to who sent it. */
  extensionFits: boolean;
  version: number;
  createdBy: string | null;
  createdAt: string;
  updatedBy: string | null;
  updatedAt: string;
}

export interface FileVersion {
  version: number;
  size: number;
  sha256: string;
  contentType: string;
  createdBy: string | null;
  createdAt: string;
}

export interface TrashedFile extends StoredFile {
  deletedBy: string | null;
  deletedAt: string;
}

export interface PutOptions {
  /** Bytes; counted while they arrive. */
  maxBytes: number;
  /** Who does it, for people to read back: a user's id. */
  by?: string;
  /** The file is there already: keep it as an earlier version (default), or refuse with `files.exists`. */
  ifExists?: 'version' | 'refuse';
  /** Refuse with `files.changed` unless this is its present version (0: it must not exist). */
  expectedVersion?: number;
  /** Refuse with `files.type_refused` unless the content is one of these. */
  accept?: readonly string[];
  /** Default `NORMAL`. */
  category?: string;
  /**
   * Where the content lies in the storage, below the tenant: `<clientId>/declaration/2025/periode-20250101-20251231`. Checked
   * like a path. Default: by its id alone.
   */
  keyPrefix?: string;
  /** Runs in the transaction that names the content: what it writes is there when, and only when, the file is. */
  within?(tx: Tx, file: StoredFile): Promise<void>;
}

export interface Listing {
  /** Names of the folders right below, on the first page only. */
  folders: string[];
  files: StoredFile[];
  /** Give it as `after` to go on; null at the end. */
  next: string | null;
}

export interface ListOptions {
  /** All files below, not only those right below. */
  recursive?: boolean;
  after?: string;
  /** 1 to 1000, default 200. */
  limit?: number;
  /** Only what this person may see. */
  viewer?: Viewer;
}

export interface Usage {
  /** All versions, trash included. */
  bytes: number;
  /** Null: no limit. */
  quotaBytes: number | null;
  files: number;
}

/** What a sweep found: contents that no file names (removed), and files whose content is missing or of another size. */
export interface SweepResult {
  removed: number;
  missing: { tenantId: string; path: string; objectId: string }[];
}

export interface FileShare {
  kind: 'tenant' | 'role' | 'user';
  /** '' for the tenant, else a role's name or a user's id. */
  grantee: string;
  access: 'view' | 'edit';
}

/** A path that somebody was given, with all that is below it. */
export interface Grant {
  path: string;
  access: 'view' | 'edit';
}

/** Whose eyes: what they made themselves, and what they were given. */
export interface Viewer {
  userId: string;
  grants: readonly Grant[];
}
