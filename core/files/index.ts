export type { Content } from './content/measure-content.ts';
export { scanWithClamd } from './content/scan-with-clamd.ts';
export { createFiles, type FilesOptions, filesMigrations } from './create-files.ts';
export type {
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
export type { Files } from './files.ts';
export type { Scan, ScanResult } from './operations/drive.ts';
export type { Upload } from './operations/uploads.ts';
export { nameOf, parsePath } from './paths/parse-path.ts';
export { loadS3Bucket } from './storage/load-s3-bucket.ts';
export type { ObjectStorage, StoredObject } from './storage/object-storage.ts';
