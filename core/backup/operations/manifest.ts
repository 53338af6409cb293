/** Last entry of an archive: what it must contain, so that a restore can compare. */
export interface BackupManifest {
  format: 1;
  createdAt: string;
  /** Keyed digest: tells whether a configured secret is the one the audit chains were sealed with. */
  secretCheck: string;
  /** The secret itself is in the archive when it is the data folder's own, not when it is a setting. */
  holdsSecret: boolean;
  /** Rows by table. */
  rows: Record<string, number>;
  /** Contents of files. */
  objects: number;
  warehouse: { tenantId: string; generation: number | null; bytes: number }[];
  tenants: string[];
}

export const ENTRY = {
  plan: 'plan.json',
  store: 'store/',
  secret: 'secret',
  objects: 'files/',
  warehouse: 'warehouse/',
  manifest: 'manifest.json',
} as const;
