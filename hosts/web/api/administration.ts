/** What the endpoints of administration and backups answer. Instants are ISO 8601 in UTC. */
export interface Administration {
  versions: { griot: string; node: string; postgres: string; warehouse: 'duckdb' | 'clickhouse' };
  processes: AdminProcess[];
  workers: AdminWorker[];
  queues: {
    flows: {
      ready: number;
      retrying: number;
      running: number;
      openRuns: number;
      waitingRuns: number;
      oldestReadyMs: number | null;
    };
    groups: { group: string; lag: number; retrying: number }[];
    deadLetters: number;
    mails: { waiting: number; sent: number; failed: number; not_configured: number; configured: boolean };
  };
  sizes: {
    store: { bytes: number; connections: number; maxConnections: number; tables: AdminTable[] };
    warehouse: { bytes: number; generation: number | null; publishedAt: string | null };
    files: { bytes: number; files: number; quotaBytes: number | null };
    disk: { bytes: number; freeBytes: number };
  };
  settings: { name: string; value: string | null; set: boolean }[];
}

export interface AdminProcess {
  kind: 'server' | 'warehouse' | 'slot' | 'postgres';
  pid: number;
  memoryBytes: number;
  cpuSeconds: number;
  startedAt: string;
  processes: number;
}

export interface AdminWorker {
  id: string;
  machine: string;
  pid: number;
  kind: string;
  labels: string[];
  slots: number;
  busy: number;
  startedAt: string;
  beatAt: string;
  state: 'living' | 'silent' | 'stopped';
}

export interface AdminTable {
  name: string;
  bytes: number;
  rows: number;
}

export interface AdminError {
  at: string;
  process: string;
  message: string;
  code: string | null;
  route: string | null;
  status: number | null;
  requestId: string | null;
  runId: string | null;
  traceId: string | null;
}

export interface Backup {
  id: string;
  state: 'running' | 'succeeded' | 'failed';
  file: string;
  encrypted: boolean;
  bytes: number | null;
  rows: number | null;
  objects: number | null;
  tenants: number | null;
  error: string | null;
  startedAt: string;
  finishedAt: string | null;
}
