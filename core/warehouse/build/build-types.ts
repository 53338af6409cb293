import type { Cell } from '../engine/result-values.ts';

export type NodeStatus = 'built' | 'reused' | 'error' | 'skipped';
export type TestStatus = 'pass' | 'warn' | 'fail' | 'error' | 'skipped';

/** Where something failed, for people: the project's file and line when known, and the SQL that was run. */
export interface Failure {
  code: string;
  message: string;
  file?: string | undefined;
  line?: number | undefined;
  sql?: string | undefined;
}

export interface NodeResult {
  id: string;
  name: string;
  status: NodeStatus;
  /** Null for views and for what was not built. */
  rows: number | null;
  ms: number;
  error?: Failure | undefined;
}

export interface TestResult {
  id: string;
  name: string;
  /** Nodes and sources it looks at. */
  nodes: string[];
  severity: 'error' | 'warn';
  status: TestStatus;
  failures: number;
  ms: number;
  /** First failing rows, as stored. */
  failing: { columns: string[]; rows: Cell[][] } | null;
  error?: Failure | undefined;
}

/** What happens, as it happens. `ms` since the start of that node or test. */
export type BuildEvent =
  | { type: 'build_opened'; buildId: string; resumed: boolean; nodes: number; tests: number }
  | { type: 'node_started'; id: string; name: string; done: number; total: number }
  | ({ type: 'node_finished'; done: number; total: number } & NodeResult)
  | ({ type: 'test_finished'; done: number; total: number } & TestResult)
  | { type: 'log'; id: string | null; message: string }
  | { type: 'published'; generation: number };

export interface RunOptions {
  select?: string[];
  exclude?: string[];
  /** Incrementals are built whole, tables again even when nothing changed. Snapshots keep their history. */
  fullRefresh?: boolean;
  /** Nodes and tests at once. Default 4. */
  concurrency?: number;
  /** Of one statement. Default 1 hour. */
  statementTimeoutMs?: number;
  onEvent?(event: BuildEvent): void;
  signal?: AbortSignal;
}

export interface OpenOptions {
  projectDir: string;
  vars?: Record<string, unknown>;
  /** The same key finds the same open build again, in any process, also after a crash. */
  key: string;
  /** An open build of another key that is not worked on and was not touched for so long is abandoned. Default 10 minutes. */
  staleAfterMs?: number;
}

export interface PublishOptions {
  /** Generations kept readable, this one included. Default 5. */
  keep?: number;
}

export interface BuildOptions extends RunOptions {
  projectDir: string;
  vars?: Record<string, unknown>;
  /** Default: a fresh one, so that an interrupted build is not gone on with but started again. */
  key?: string;
}

export interface RunResult {
  buildId: string;
  ok: boolean;
  nodes: NodeResult[];
  tests: TestResult[];
}

export interface BuildResult extends RunResult {
  /** Null when a node or an error-level test failed: readers still see what they saw. */
  generation: number | null;
  ms: number;
}
