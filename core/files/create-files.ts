import path from 'node:path';
import type { Clock, Logger } from '@griot/kernel';
import type { MigrationSet, Store } from '@griot/store';
import type { Files } from './files.ts';
import type { Drive, Scan } from './operations/drive.ts';
import { createFolder } from './operations/folders.ts';
import { listFiles, searchFiles, statFile } from './operations/list-files.ts';
import { moveFile } from './operations/move-file.ts';
import { listVersions, openFile } from './operations/open-file.ts';
import { putFile } from './operations/put-file.ts';
import { readUsage, setQuota } from './operations/quota.ts';
import { grantsOf, readShares, replaceShares } from './operations/shares.ts';
import { sweep } from './operations/sweep.ts';
import { listTrash, purgeTrash, removeFile, restoreFile } from './operations/trash.ts';
import { appendUpload, beginUpload, dropUpload, finishUpload, readUpload } from './operations/uploads.ts';
import { localFolder } from './storage/local-folder.ts';
import type { ObjectStorage } from './storage/object-storage.ts';

export const filesMigrations: MigrationSet = {
  name: 'files',
  folder: path.join(import.meta.dirname, 'store', 'migrations'),
};

export interface FilesOptions {
  store: Store;
  /** Folder of the contents, usually `$GRIOT_DATA/files`; made when it is not there. */
  dataDir: string;
  log: Logger;
  clock: Clock;
  /** Contents elsewhere than in `dataDir`. */
  storage?: ObjectStorage;
  /** Bytes, for tenants that have no quota of their own; default: no limit. */
  defaultQuotaBytes?: number;
  /** Versions kept of each file, default 20. */
  keepVersions?: number;
  /** A virus scanner, asked before a content can be seen. */
  scan?: Scan;
}

export function createFiles(o: FilesOptions): Files {
  const drive: Drive = {
    store: o.store,
    storage: o.storage ?? localFolder(o.dataDir),
    clock: o.clock,
    log: o.log,
    defaultQuotaBytes: o.defaultQuotaBytes ?? null,
    keepVersions: Math.max(1, o.keepVersions ?? 20),
    scan: o.scan,
  };
  return {
    storage: drive.storage,
    put: (tenantId, at, content, options) => putFile(drive, tenantId, at, content, options),
    open: (tenantId, at, options) => openFile(drive, tenantId, at, options),
    stat: (tenantId, at) => statFile(drive, tenantId, at),
    list: (tenantId, folder, options) => listFiles(drive, tenantId, folder, options),
    search: (tenantId, text, viewer) => searchFiles(drive, tenantId, text, viewer),
    createFolder: (tenantId, at, options) => createFolder(drive, tenantId, at, options?.by),
    shares: (tenantId, at) => readShares(drive, tenantId, at),
    share: (tenantId, at, shares, options) => replaceShares(drive, tenantId, at, shares, options?.by),
    grants: (tenantId, who) => grantsOf(drive, tenantId, who),
    beginUpload: (tenantId, options) => beginUpload(drive, tenantId, options),
    upload: (tenantId, id, by) => readUpload(drive, tenantId, id, by),
    appendUpload: (tenantId, options) => appendUpload(drive, tenantId, options),
    finishUpload: (tenantId, id, by) => finishUpload(drive, tenantId, id, by),
    dropUpload: (tenantId, id, by) => dropUpload(drive, tenantId, id, by),
    versions: (tenantId, at) => listVersions(drive, tenantId, at),
    move: (tenantId, from, to, options) => moveFile(drive, tenantId, from, to, options),
    remove: (tenantId, at, options) => removeFile(drive, tenantId, at, options?.by),
    trash: (tenantId) => listTrash(drive, tenantId),
    restore: (tenantId, fileId, options) => restoreFile(drive, tenantId, fileId, options),
    purge: (tenantId, options) => purgeTrash(drive, tenantId, options?.deletedBefore),
    usage: (tenantId) => readUsage(drive, tenantId),
    setQuota: (tenantId, quotaBytes) => setQuota(drive, tenantId, quotaBytes),
    sweep: () => sweep(drive),
  };
}
