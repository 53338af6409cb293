import { mkdir } from 'node:fs/promises';
import { type DomainError, isDomainError, type Logger } from '@griot/kernel';
import { inChildSpan } from '@griot/telemetry';
import { createBuilder } from '../build/builder.ts';
import { type ProjectCompiler, projectCompiler } from '../build/project-compiler.ts';
import { selectionState } from '../build/selection-state.ts';
import { checkTenantId } from '../engine/identifiers.ts';
import type { Cell } from '../engine/result-values.ts';
import { stagingFolder } from '../engine/staging-folder.ts';
import { selectResources } from '../project/index.ts';
import type { EngineConnection } from './engine-connection.ts';
import { streamRows } from './stream-rows.ts';
import type { QueryOptions, QueryResult, TenantWarehouse, Warehouse } from './warehouse.ts';
import { WarehouseConnection } from './warehouse-connection.ts';

export interface ConnectOptions {
  /** Of `startWarehouseProcess`, or `warehouseSocketPath(dataDir)` in another process. */
  socketPath: string;
  log: Logger;
  /** How long a call waits for a process that is away. Default 10 000 ms. */
  patienceMs?: number;
  /** What parses and compiles projects; for tests of the engine alone. */
  compiler?: () => Promise<ProjectCompiler>;
  /** Told of every read once it is answered, for the figures of the process. */
  onRead?: ((read: WarehouseRead) => void) | undefined;
}

export interface WarehouseRead {
  /** `own`: compiled from metrics or models; `person`: SQL that somebody wrote. */
  kind: 'own' | 'person';
  ok: boolean;
  seconds: number;
}

type Wiring = Pick<ConnectOptions, 'log' | 'compiler' | 'onRead'>;

const QUERY_TIMEOUT_MS = 30_000;
const SANDBOX_ROWS = 10_000;
const SANDBOX_TIMEOUT_MS = 10_000;
/** As long as somebody on a poor line may take. */
const STREAM_TIMEOUT_MS = 600_000;
const STREAM_ROWS = 20_000_000;
const LOAD_TIMEOUT_MS = 600_000;

/** Opens no connection until the first call. */
export function connectWarehouse(o: ConnectOptions): Warehouse {
  return warehouseOver(new WarehouseConnection({ patienceMs: 10_000, ...o }), o);
}

/** The same warehouse whatever engine is at the other end. */
export function warehouseOver(connection: EngineConnection, o: Wiring): Warehouse {
  return {
    engine: connection.engine,
    tenant: (tenantId) => createTenantWarehouse(connection, checkTenantId(tenantId), o),
    async health() {
      const asked = performance.now();
      const ok = await connection.call('hello', {}).then(
        () => true,
        () => false,
      );
      return { ok, latencyMs: performance.now() - asked };
    },
    close: () => connection.close(),
  };
}

function createTenantWarehouse(connection: EngineConnection, tenantId: string, c: Wiring): TenantWarehouse {
  const { log } = c;
  const builder = createBuilder({ connection, tenantId, log, compiler: c.compiler ?? projectCompiler });
  const list = () => connection.call('generation.list', { tenantId });
  const told = async <T>(kind: WarehouseRead['kind'], work: () => Promise<T>): Promise<T> => {
    const asked = performance.now();
    let ok = false;
    try {
      const answer = await work();
      ok = true;
      return answer;
    } finally {
      c.onRead?.({ kind, ok, seconds: (performance.now() - asked) / 1000 });
    }
  };
  return {
    tenantId,
    query: (sql, params = [], o = {}) =>
      told('own', () => retryOnce(() => query(connection, tenantId, sql, params, o), log)),
    sandbox: (sql, params = [], { tables, ...o } = {}) =>
      told('person', () =>
        retryOnce(() => {
          const limits = { maxRows: SANDBOX_ROWS, timeoutMs: SANDBOX_TIMEOUT_MS, ...o };
          return query(connection, tenantId, sql, params, limits, { tables: tables ?? null });
        }, log),
      ),
    stream: (sql, params = [], { signal, generation = 'current', timeoutMs = STREAM_TIMEOUT_MS } = {}) =>
      streamRows(connection, { tenantId, sql, params, generation, timeoutMs, maxRows: STREAM_ROWS }, signal),
    async staging() {
      const { folder } = await connection.call('hello', {});
      const staging = stagingFolder(folder, tenantId);
      await mkdir(staging, { recursive: true, mode: 0o700 });
      return staging;
    },
    loadSource: ({ signal, timeoutMs = LOAD_TIMEOUT_MS, ...input }) =>
      connection.call('source.load', { ...input, tenantId, timeoutMs }, { signal }),
    sources: () => connection.call('source.list', { tenantId }),
    build: (o) => builder.build(o),
    openBuild: (o) => builder.open(o),
    runBuild: (buildId, o) => builder.run(buildId, o),
    testBuild: (buildId, o) => builder.test(buildId, o),
    publishBuild: (buildId, o) => builder.publish(buildId, o),
    builds: ({ project, limit = 20 } = {}) =>
      connection.call('build.list', { tenantId, project: project ?? null, limit }),
    buildReport: (buildId) => connection.call('build.report', { tenantId, buildId }),
    select: async (project, input) =>
      selectResources(project, input, await selectionState(connection, tenantId, project, input)),
    freshness: (o) => builder.freshness(o),
    compact: ({ timeoutMs = LOAD_TIMEOUT_MS } = {}) => connection.call('tenant.compact', { tenantId, timeoutMs }),
    copyTo: (to, { timeoutMs = LOAD_TIMEOUT_MS } = {}) => connection.call('tenant.copy', { tenantId, to, timeoutMs }),
    size: () => connection.call('tenant.size', { tenantId }),
    async drop() {
      await connection.call('tenant.drop', { tenantId });
    },
    abandonBuild: (buildId, reason) => builder.abandon(buildId, reason),
    generations: async () => (await list()).generations,
    async current() {
      const { current, generations } = await list();
      return generations.find((generation) => generation.id === current) ?? null;
    },
    rollback: (generation) => connection.call('generation.rollback', { tenantId, generation }),
    compare: (from, to, o = {}) =>
      connection.call(
        'generation.compare',
        { tenantId, from, to, timeoutMs: o.timeoutMs ?? LOAD_TIMEOUT_MS },
        { signal: o.signal },
      ),
  };
}

async function query(
  connection: EngineConnection,
  tenantId: string,
  sql: string,
  params: readonly unknown[],
  o: QueryOptions,
  guard?: { tables: readonly string[] | null },
): Promise<QueryResult> {
  const attributes = {
    'db.system.name': connection.engine,
    'db.namespace': tenantId,
    'griot.query_kind': kindOf(guard),
  };
  return inChildSpan({ name: 'warehouse query', kind: 'client', attributes }, async (span) => {
    const answer = await read(connection, tenantId, sql, params, o, guard);
    span?.setAttributes({
      'db.response.returned_rows': answer.rows.length,
      'griot.generation': answer.generation ?? 0,
    });
    return answer;
  });
}

const kindOf = (guard: unknown): 'own' | 'person' => (guard === undefined ? 'own' : 'person');

async function read(
  connection: EngineConnection,
  tenantId: string,
  sql: string,
  params: readonly unknown[],
  o: QueryOptions,
  guard?: { tables: readonly string[] | null },
): Promise<QueryResult> {
  const asked = performance.now();
  const groups: Cell[][][] = [];
  const end = await connection.call(
    'query',
    {
      tenantId,
      sql,
      params,
      generation: o.generation ?? 'current',
      timeoutMs: o.timeoutMs ?? QUERY_TIMEOUT_MS,
      ...(o.maxRows === undefined ? {} : { maxRows: o.maxRows }),
      ...(guard === undefined ? {} : { guard }),
    },
    { signal: o.signal, onRows: (rows) => groups.push(rows) },
  );
  const rows = groups.length === 1 ? (groups[0] ?? []) : groups.flat();
  return { ...end, rows, elapsedMs: performance.now() - asked };
}

/** A read that was under way when the process died is asked once more: it changes nothing. */
async function retryOnce<T>(work: () => Promise<T>, log: Logger): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLost(error)) throw error;
    log.warn({ code: error.code }, 'a warehouse query is asked again');
    return work();
  }
}

function isLost(error: unknown): error is DomainError {
  return isDomainError(error) && (error.code === 'warehouse.unavailable' || error.code === 'warehouse.broken');
}
