import type { z } from 'zod';
import type * as contract from '../http/contract.ts';

/** Answers of the drive's endpoints, as the contract has them (types alone). */
export type Listing = z.output<typeof contract.listing>;
export type DriveFile = z.output<typeof contract.file>;
export type DriveFolder = Listing['folders'][number];
export type Versions = z.output<typeof contract.versions>;
export type Trash = z.output<typeof contract.trash>;
export type Sharing = z.output<typeof contract.sharing>;
export type Share = Sharing['shares'][number];
export type TablePreview = z.output<typeof contract.preview>;

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const parentOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
