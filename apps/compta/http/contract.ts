import { z } from 'zod';
import { BOOK_CURRENCIES } from '../store/clients.ts';

export const STATUS = z.enum(['PENDING', 'VALIDATING', 'PROCESSING', 'COMPLETED', 'FAILED']);
const findingCount = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  count: z.number().int(),
});

export const client = z.object({
  id: z.uuid(),
  name: z.string(),
  standard: z.enum(['syscohada', 'pcg']),
  /** Of all amounts in its books. */
  currency: z.enum(BOOK_CURRENCIES),
  archived: z.boolean(),
});

/** With the last day of what is loaded of it. */
export const listedClient = client.extend({ loadedTo: z.string().nullable() });

export const finding = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  file: z.string(),
  sheet: z.string().nullable(),
  line: z.number().int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string(),
  remedy: z.string(),
});

export const fileReport = z.object({
  name: z.string(),
  type: z.string().nullable(),
  layout: z.string().nullable(),
  confidence: z.number(),
  sheet: z.string().nullable(),
  format: z.string().nullable(),
  encoding: z.string().nullable(),
  columns: z.record(z.string(), z.string()),
});

/** A file as it was received, what was seen of it, and what a person said. Columns that were mended count from 0. */
export const receivedFile = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.string().nullable(),
  asserted: z.boolean(),
  size: z.number(),
  mended: z.record(z.string(), z.number()),
  seenType: z.string().nullable(),
  confidence: z.number(),
  columns: z.record(z.string(), z.string()),
  missing: z.array(z.string()),
  sample: z.array(z.array(z.string())),
});

export const batch = z.object({
  batchId: z.uuid(),
  clientId: z.uuid(),
  status: STATUS,
  periodStart: z.string().nullable(),
  periodEnd: z.string().nullable(),
  /** Its figures are the ones shown. */
  current: z.boolean(),
  /** It was loaded once, and another batch took its place, or it was deleted. */
  restorable: z.boolean(),
  deleted: z.boolean(),
  /** Its rows are no longer in the warehouse: its files are read when it is restored. */
  purged: z.boolean(),
  /** Dates may be typed: the files state none that can be used. */
  periodAsked: z.boolean(),
  runId: z.string().nullable(),
  errors: z.number().int(),
  warnings: z.number().int(),
  entries: z.number().int(),
  findingCounts: z.array(findingCount),
  reports: z.array(fileReport),
  error: z.string().nullable(),
  createdAt: z.string(),
  processedAt: z.string().nullable(),
});

export const uploaded = z.object({
  batchId: z.uuid(),
  periodStart: z.string().nullable(),
  periodEnd: z.string().nullable(),
  status: STATUS,
  findings: z.array(finding),
});

export const triggered = z.object({ dagRunId: z.string(), status: z.literal('triggered') });

export const batchStatus = z.object({
  status: STATUS,
  /** 0 to 100, of the work itself. */
  progress: z.number(),
  text: z.string().nullable(),
  error: z.string().nullable(),
});

export const notice = z.object({
  id: z.uuid(),
  clientId: z.uuid(),
  batchId: z.uuid(),
  what: z.enum(['loaded', 'restored', 'deleted', 'failed']),
  clientName: z.string(),
  periodStart: z.string(),
  periodEnd: z.string(),
  at: z.string(),
  read: z.boolean(),
});

const amount = z.string();
export const balance = z.object({
  generation: z.number().int(),
  batchId: z.string().nullable(),
  items: z.array(
    z.object({
      compte: z.string(),
      intitule: z.string(),
      debitOuverture: amount,
      creditOuverture: amount,
      debitMouvement: amount,
      creditMouvement: amount,
      soldeDebiteur: amount,
      soldeCrediteur: amount,
      ecritures: z.number().int(),
    }),
  ),
  totals: z.object({
    debitOuverture: amount,
    creditOuverture: amount,
    debitMouvement: amount,
    creditMouvement: amount,
    soldeDebiteur: amount,
    soldeCrediteur: amount,
  }),
});
