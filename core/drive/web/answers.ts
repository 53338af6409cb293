import type { z } from 'zod';
import type * as contract from '../http/contract.ts';
import type * as imports from '../http/import-endpoints.ts';

/** Answers of the drive's endpoints, as the contract has them (types alone). */
export type Listing = z.output<typeof contract.listing>;
export type DriveFile = z.output<typeof contract.file>;
export type DriveFolder = Listing['folders'][number];
export type Versions = z.output<typeof contract.versions>;
export type Trash = z.output<typeof contract.trash>;
export type TablePreview = z.output<typeof contract.preview>;

export type ImportTargets = z.output<typeof imports.importTargets>;
export type ImportInspection = z.output<typeof imports.importInspection>;
export type ImportProgress = z.output<typeof imports.importProgress>;

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const parentOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
