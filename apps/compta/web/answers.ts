export type Status = 'PENDING' | 'VALIDATING' | 'PROCESSING' | 'COMPLETED' | 'FAILED';

export interface Client {
  id: string;
  name: string;
  standard: 'syscohada' | 'pcg';
  archived: boolean;
}

export interface Finding {
  severity: 'error' | 'warning';
  code: string;
  file: string;
  sheet: string | null;
  line: number | null;
  column: string | null;
  value: string | null;
  reason: string;
  remedy: string;
}

export interface FileReport {
  name: string;
  type: string | null;
  layout: string | null;
  confidence: number;
  sheet: string | null;
}

export interface Batch {
  batchId: string;
  clientId: string;
  status: Status;
  periodStart: string | null;
  periodEnd: string | null;
  current: boolean;
  restorable: boolean;
  deleted: boolean;
  purged: boolean;
  /** Dates may be typed. */
  periodAsked: boolean;
  runId: string | null;
  errors: number;
  warnings: number;
  entries: number;
  reports: FileReport[];
  error: string | null;
  createdAt: string;
  processedAt: string | null;
}

export interface BatchStatus {
  status: Status;
  progress: number;
  text: string | null;
  error: string | null;
}

export interface BalanceRow {
  compte: string;
  intitule: string;
  debitOuverture: string;
  creditOuverture: string;
  debitMouvement: string;
  creditMouvement: string;
  soldeDebiteur: string;
  soldeCrediteur: string;
  ecritures: number;
}

/** The slots of a period's files, in the order they are usually exported. */
export const SLOTS = [
  'GRAND_LIVRE_COMPTES',
  'GRAND_LIVRE_TIERS',
  'PLAN_TIERS',
  'PLAN_COMPTES',
  'CODE_JOURNAL',
] as const;
export type Slot = (typeof SLOTS)[number];

/** A file as it was received. `mended` counts columns from 0; `sample` begins with the heading. */
export interface ReceivedFile {
  id: string;
  name: string;
  type: string | null;
  seenType: string | null;
  confidence: number;
  mended: Record<string, number>;
  columns: Record<string, string>;
  missing: string[];
  sample: string[][];
}
