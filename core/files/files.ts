import type { Readable } from 'node:stream';
import type { Tx } from '@griot/store';
import type { Content } from './content/measure-content.ts';
import type {
  FileShare,
  FileVersion,
  Grant,
  Listing,
  ListOptions,
  PutOptions,
  StoredFile,
  SweepResult,
  TrashedFile,
  Usage,
  Viewer,
} from './drive-types.ts';
import type { BeginUpload, Upload } from './operations/uploads.ts';
import type { ObjectStorage } from './storage/object-storage.ts';

/**
 * A drive per tenant. Every path is checked (`files.path_invalid`); a file that is not there is `files.not_found`.
 * A folder exists as long as a file is in it, or since somebody made it.
 */
export interface Files {
  /** Where contents lie, for backups alone: an object is named by a row of `files_versions` (`object_key`, else `<tenantId>/<object id>`). */
  readonly storage: ObjectStorage;
  /**
   * Stores a content under a path, as a new file or a new version. Whole and durable when it resolves; nothing has
   * changed when it rejects. Errors: `files.too_large`, `files.quota_exceeded`, `files.type_refused`, `files.infected`, `files.scan_failed`,
   * `files.exists`, `files.changed`, `files.path_taken` (a folder is a file, or the reverse), `files.storage_full`,
   * and whatever the content throws.
   */
  put(tenantId: string, path: string, content: Content, o: PutOptions): Promise<StoredFile>;
  /**
   * The present version, or the one asked for. A whole content that is not what was stored ends its stream with
   * `files.corrupt`; a range (bytes, both ends included) is not verified.
   */
  open(
    tenantId: string,
    path: string,
    o?: { version?: number; range?: { start: number; end: number } },
  ): Promise<{ file: StoredFile; stream: Readable }>;
  stat(tenantId: string, path: string): Promise<StoredFile>;
  /** By path in byte order; '' is the whole drive. */
  list(tenantId: string, folder?: string, o?: ListOptions): Promise<Listing>;
  /** Live files whose path holds these letters, whatever their case; at most 200. */
  search(tenantId: string, text: string, viewer?: Viewer): Promise<StoredFile[]>;
  /** An empty folder. `files.exists`, `files.path_taken`. */
  createFolder(tenantId: string, path: string, o?: { by?: string }): Promise<void>;
  /** With whom a file, or a folder with all that is in it, is shared. They move with it, and end with it. */
  shares(tenantId: string, path: string): Promise<FileShare[]>;
  share(tenantId: string, path: string, shares: readonly FileShare[], o?: { by?: string }): Promise<void>;
  /** What a person was given by name, by role, or (`whole`) with everybody. */
  grants(tenantId: string, who: { userId: string; roles: readonly string[]; whole: boolean }): Promise<Grant[]>;
  /** A content in pieces: begin, append, finish; see `operations/uploads.ts`. */
  beginUpload(tenantId: string, o: BeginUpload): Promise<Upload>;
  upload(tenantId: string, id: string, by: string): Promise<Upload>;
  appendUpload(tenantId: string, o: { id: string; by: string; offset: number; content: Content }): Promise<Upload>;
  finishUpload(tenantId: string, id: string, by: string): Promise<StoredFile | 'done'>;
  dropUpload(tenantId: string, id: string, by: string): Promise<void>;
  versions(tenantId: string, path: string): Promise<FileVersion[]>;
  /** Renames a file, or a folder with all that is in it. Answers how many files moved. `files.exists`, `files.path_taken`. */
  move(
    tenantId: string,
    from: string,
    to: string,
    /** `within` runs in the transaction of the move: what it writes is there when, and only when, the files have moved. */
    o?: { by?: string; within?(tx: Tx): Promise<void> },
  ): Promise<number>;
  /** Puts a file, or a folder with all that is in it, into the trash. Answers how many files went. */
  remove(tenantId: string, path: string, o?: { by?: string }): Promise<number>;
  /** Newest first, at most 1000. */
  trash(tenantId: string): Promise<TrashedFile[]>;
  /** Out of the trash, to its path or another one. `files.exists` when something lies there. */
  restore(tenantId: string, fileId: string, o?: { to?: string; by?: string }): Promise<StoredFile>;
  /** Ends what has been in the trash since before this moment (default: all), for good. Answers how many files. */
  purge(tenantId: string, o?: { deletedBefore?: Date }): Promise<number>;
  usage(tenantId: string): Promise<Usage>;
  /** Null: no limit. What is there already stays. */
  setQuota(tenantId: string, quotaBytes: number | null): Promise<void>;
  /** Over all tenants: clears what killed processes left, finds what is missing. For a nightly job and for `verify`. */
  sweep(): Promise<SweepResult>;
}
