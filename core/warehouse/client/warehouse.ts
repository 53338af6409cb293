import type {
  BuildOptions,
  BuildResult,
  OpenOptions,
  PublishOptions,
  RunOptions,
  RunResult,
} from '../build/build-types.ts';
import type { SourceFreshness } from '../build/freshness.ts';
import type { ColumnInfo } from '../engine/read-query.ts';
import type { Cell } from '../engine/result-values.ts';
import type { BuildReport, BuildSummary } from '../generations/build-history.ts';
import type { GenerationComparison } from '../generations/compare-generations.ts';
import type { GenerationInfo } from '../generations/generation-info.ts';
import type { EngineType, Project, Selection, SelectionInput } from '../project/index.ts';
import type { LoadSourceInput, LoadSourceResult, SourceVersion } from '../sources/load-source.ts';

export interface QueryOptions {
  /** Default: what is published now. A number reads "as of" a generation that is still kept. */
  generation?: number | 'current';
  /** Milliseconds, waiting for a slot included. Default 30 000. */
  timeoutMs?: number;
  /** Stops reading after so many rows and sets `truncated`. Without it a result of more than two million rows is refused. */
  maxRows?: number;
  signal?: AbortSignal;
}

export interface SandboxOptions extends QueryOptions {
  /** Tables the person may name. Default: every model of the generation. */
  tables?: readonly string[];
}

export interface QueryResult {
  columns: ColumnInfo[];
  /** See `Cell`: 64-bit integers and decimals are texts, dates `YYYY-MM-DD`, timestamps ISO 8601. */
  rows: Cell[][];
  /** The generation all of it was read from; null when nothing is published yet. */
  generation: number | null;
  truncated: boolean;
  /** As the caller saw it, transport included. */
  elapsedMs: number;
}

/** Everything one tenant has in the warehouse. */
export interface TenantWarehouse {
  readonly tenantId: string;
  /**
   * One SELECT over the published generation: models by their plain names, `$1`… for parameters.
   * Throws `warehouse.query_failed` (details.engine), `warehouse.not_a_select`, `warehouse.not_published`,
   * `warehouse.timeout`, `warehouse.cancelled`, `warehouse.too_many_rows`, `warehouse.unavailable`.
   */
  query(sql: string, params?: readonly unknown[], o?: QueryOptions): Promise<QueryResult>;
  /**
   * The same statement with as many rows as there are, in groups, read only as fast as they are taken: for exports. Leaving
   * the loop, or `signal`, ends it. Default time limit: ten minutes.
   */
  stream(
    sql: string,
    params?: readonly unknown[],
    o?: Pick<QueryOptions, 'generation' | 'timeoutMs' | 'signal'>,
  ): AsyncGenerator<Cell[][], void, undefined>;
  /**
   * SQL that a person wrote: one SELECT, parsed by the engine's own parser, over the tables it may name and harmless functions
   * only. Default limits: 10 000 rows, 10 seconds. Throws `warehouse.sql_refused` (details.reason, details.what) beside
   * what `query` throws.
   */
  sandbox(sql: string, params?: readonly unknown[], o?: SandboxOptions): Promise<QueryResult>;
  /** Folder where files for `loadSource` are put; made when it is not there. */
  staging(): Promise<string>;
  /** See `LoadSourceInput`. The next build that is opened reads the new version; readers see nothing yet. */
  loadSource(o: LoadSourceInput & { timeoutMs?: number; signal?: AbortSignal }): Promise<LoadSourceResult>;
  /** Newest version of every source. */
  sources(): Promise<SourceVersion[]>;
  /**
   * Plans, builds what changed, tests, and publishes when every node and every error-level test is good; else readers keep
   * what they have and `generation` is null. Throws `warehouse.project_invalid` (details.errors),
   * `warehouse.build_in_progress`, `warehouse.unavailable`, `warehouse.cancelled`.
   */
  build(o: BuildOptions): Promise<BuildResult>;
  /**
   * The same in steps that may be days and processes apart. `openBuild` with the same key answers the same build while it is
   * open; it fixes the versions of the sources. Nodes that are done stay done.
   */
  openBuild(o: OpenOptions): Promise<string>;
  /** Builds the selected nodes (default all), without tests. Throws `warehouse.build_closed`, `warehouse.project_changed`. */
  runBuild(buildId: string, o?: RunOptions): Promise<RunResult>;
  /** Runs the tests of the selected nodes (default all) on what this build has. */
  testBuild(buildId: string, o?: RunOptions): Promise<RunResult>;
  /** Throws `warehouse.build_failed`, `warehouse.tests_failed`, `warehouse.build_untested` (details say which). */
  publishBuild(buildId: string, o?: PublishOptions): Promise<GenerationInfo>;
  abandonBuild(buildId: string, reason?: string): Promise<void>;
  /** Past and open builds, newest first. Default the last 20 of every project. */
  builds(o?: { project?: string; limit?: number }): Promise<BuildSummary[]>;
  /** One build with its nodes (SQL, rows, times, errors) and tests (failing rows). Throws `warehouse.build_unknown`. */
  buildReport(buildId: string): Promise<BuildReport>;
  /** What a selection names; `state:`, `result:` and `source_status:` are judged against this tenant's builds. Throws `warehouse.selection_invalid`. */
  select(project: Project, input: SelectionInput): Promise<Selection>;
  /** Sources with a freshness rule, judged now. */
  freshness(o: { projectDir: string; vars?: Record<string, unknown> }): Promise<SourceFreshness[]>;
  /** Kept generations, newest first. */
  generations(): Promise<GenerationInfo[]>;
  current(): Promise<GenerationInfo | null>;
  /** Readers get generation `id` again. Throws `warehouse.generation_unknown` when it is not kept. */
  rollback(id: number): Promise<GenerationInfo>;
  compare(from: number, to: number, o?: { timeoutMs?: number; signal?: AbortSignal }): Promise<GenerationComparison>;
  /** Rewrites the tenant's file without the space that nothing uses any more; others wait meanwhile. Refused during a build. */
  compact(o?: { timeoutMs?: number }): Promise<{ bytesBefore: number; bytesAfter: number }>;
  /** A consistent copy of the tenant's file, for backups; others wait meanwhile. Refused during a build. */
  copyTo(path: string, o?: { timeoutMs?: number }): Promise<{ bytes: number }>;
  /** Bytes on the disk, 0 for a tenant that has nothing. */
  size(): Promise<{ bytes: number }>;
  /** Everything of the tenant is gone afterwards. Refused during a build. */
  drop(): Promise<void>;
}

export interface Warehouse {
  /** Whose SQL `query` takes. */
  readonly engine: EngineType;
  /** Throws `warehouse.tenant_invalid` unless the id is a UUID. */
  tenant(tenantId: string): TenantWarehouse;
  health(): Promise<{ ok: boolean; latencyMs: number }>;
  close(): void;
}
