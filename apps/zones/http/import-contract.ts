import { z } from 'zod';

/** POST /api/zones/imports (multipart; a field named like a table says what its file is; `?mode=upsert|replace`). */
export const importStarted = z.object({ importId: z.string(), runId: z.string() });

const rowCounts = { read: z.number(), accepted: z.number(), setAside: z.number() };
const findingCount = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  count: z.number(),
});
/** GET /api/zones/imports/{id} */
export const importDetails = z.object({
  id: z.string(),
  /** received, read (being loaded), repeated (same content as the newest), refused (no row usable), loaded. */
  state: z.enum(['received', 'read', 'repeated', 'refused', 'loaded']),
  mode: z.enum(['replace', 'upsert']),
  runId: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  rowsRead: z.number(),
  rowsAccepted: z.number(),
  rowsSetAside: z.number(),
  files: z.array(
    z.object({
      name: z.string(),
      table: z.string().nullable(),
      refused: z.boolean(),
      bytes: z.number(),
      encoding: z.string(),
      delimiter: z.string().nullable(),
      ...rowCounts,
    }),
  ),
  /** `rejects` is null when no row was set aside; else GET /api/zones/imports/{id}/rejects/{table} gives them as CSV. */
  tables: z.array(z.object({ table: z.string(), ...rowCounts, rejects: z.string().nullable() })),
  findingCounts: z.array(findingCount),
});
/** GET /api/zones/imports */
export const importList = z.object({ items: z.array(importDetails), nextCursor: z.string().nullable() });
/** GET /api/zones/imports/{id}/findings?after= */
export const importFindings = z.object({
  counts: z.array(findingCount),
  items: z.array(
    z.object({
      seq: z.number(),
      severity: z.enum(['error', 'warning']),
      code: z.string(),
      file: z.string(),
      sheet: z.string().nullable(),
      line: z.number().nullable(),
      column: z.string().nullable(),
      value: z.string().nullable(),
      reason: z.string(),
      remedy: z.string().nullable(),
    }),
  ),
  next: z.number().nullable(),
});
