import { z } from 'zod';

/** Paths are checked by core/files, with the reason; here only their length. */
export const path = z.string().min(1).max(1100);

export const file = z.object({
  id: z.string(),
  path: z.string(),
  name: z.string(),
  size: z.number(),
  sha256: z.string(),
  contentType: z.string(),
  category: z.string(),
  /** False: the name promises another kind. */
  extensionFits: z.boolean(),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  updatedByName: z.string(),
  mayEdit: z.boolean(),
});
export const usage = z.object({ bytes: z.number(), quotaBytes: z.number().nullable(), files: z.number() });
export const listing = z.object({
  folder: z.string(),
  home: z.string(),
  mayEdit: z.boolean(),
  /** Sees and does everything. */
  manages: z.boolean(),
  folders: z.array(z.object({ name: z.string(), path: z.string(), mayEdit: z.boolean() })),
  files: z.array(file),
  next: z.string().nullable(),
  usage,
});
export const found = z.object({ items: z.array(file) });
export const versions = z.object({
  items: z.array(
    z.object({
      version: z.number(),
      size: z.number(),
      sha256: z.string(),
      contentType: z.string(),
      createdAt: z.string(),
      createdByName: z.string(),
    }),
  ),
});
export const trash = z.object({
  items: z.array(file.extend({ deletedAt: z.string(), deletedByName: z.string() })),
});
export const share = z.object({
  kind: z.enum(['tenant', 'role', 'user']),
  grantee: z.string().max(100),
  access: z.enum(['view', 'edit']),
});
export const sharing = z.object({
  shares: z.array(share),
  roles: z.array(z.object({ name: z.string(), label: z.string() })),
  people: z.array(z.object({ id: z.string(), name: z.string() })),
});
/** First rows of a table, as texts. */
export const preview = z.object({
  sheets: z.array(z.object({ name: z.string(), rows: z.array(z.array(z.string())) })),
  cut: z.boolean(),
});
