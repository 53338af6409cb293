import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DomainError, errorMessage, type Logger } from '@griot/kernel';
import { recordsSql } from '../build/build-records.ts';
import { type Admission, createAdmission } from '../engine/admission.ts';
import { engineError } from '../engine/engine-errors.ts';
import { checkTenantId } from '../engine/identifiers.ts';
import { createKeyedMutex } from '../engine/keyed-mutex.ts';
import { readQuery } from '../engine/read-query.ts';
import { type Limits, runLimited } from '../engine/run-limited.ts';
import { inTransaction } from '../engine/statements.ts';
import type { TenantDatabase } from '../engine/tenant-database.ts';
import type { TenantRegistry } from '../engine/tenant-registry.ts';
import { readBuildReport, readBuilds, readProjectState } from '../generations/build-history.ts';
import { compareGenerations } from '../generations/compare-generations.ts';
import { readGenerations } from '../generations/generation-info.ts';
import { ONE_GO } from '../generations/one-go.ts';
import { closeBuild, openBuild, readBuild } from '../generations/open-build.ts';
import { moveToGeneration, publishGeneration } from '../generations/publish-generation.ts';
import { collectGarbage } from '../generations/retention.ts';
import { compactFile, copyClosedFile, fileSize, removeTenant } from '../generations/tenant-file.ts';
import { loadSource, sourceVersions } from '../sources/load-source.ts';
import { BuildSessions } from './build-sessions.ts';
import type { Handlers } from './warehouse-server.ts';

export interface HandlerOptions {
  registry: TenantRegistry;
  log: Logger;
  folder: string;
  /** Statements of readers, and of builds and loads, at once: together they must stay below the process's threads. */
  readSlots: number;
  writeSlots: number;
}

const META_TIMEOUT_MS = 60_000;

export function createHandlers(o: HandlerOptions): {
  handlers: Handlers;
  sessions: BuildSessions;
  settled(): Promise<unknown>;
} {
  const { registry, log } = o;
  const readers = createAdmission(o.readSlots);
  const writers = createAdmission(o.writeSlots);
  const sessions = new BuildSessions(registry);
  const oneAtATime = createKeyedMutex();
  const tidying = new Set<Promise<void>>();

  /** Waiting for a slot counts: the limit is the caller's, not the engine's. */
  const admitted = async <T>(
    admission: Admission,
    tenantId: string,
    timeoutMs: number,
    signal: AbortSignal,
    work: (limits: Limits) => Promise<T>,
  ): Promise<T> => {
    const asked = performance.now();
    const late = AbortSignal.timeout(Math.min(timeoutMs, 2 ** 31 - 1));
    try {
      return await admission.run(tenantId, AbortSignal.any([signal, late]), () =>
        work({ timeoutMs: timeoutMs - (performance.now() - asked), signal }),
      );
    } catch (error) {
      const waited = performance.now() - asked >= timeoutMs && !signal.aborted;
      throw waited ? engineError(error, 'timeout', { timeoutMs }) : error;
    }
  };

  /** Changes: one at a time per tenant and part, on a connection of their own. */
  const change = <T>(
    tenantId: string,
    limits: Limits,
    work: (connection: DuckDBConnection, database: TenantDatabase) => Promise<T>,
    part = 'bookkeeping',
  ): Promise<T> =>
    registry.use(tenantId, async (database) => {
      const pooled = await database.acquire();
      try {
        return await runLimited(pooled.connection, limits, () =>
          oneAtATime(`${database.tenantId} ${part}`, () => work(pooled.connection, database)),
        );
      } finally {
        database.changes += 1;
        database.release(pooled);
      }
    });

  const read = <T>(tenantId: string, signal: AbortSignal, work: (c: DuckDBConnection) => Promise<T>): Promise<T> =>
    registry.use(tenantId, async (database) => {
      const pooled = await database.acquire();
      try {
        return await runLimited(pooled.connection, { timeoutMs: META_TIMEOUT_MS, signal }, () =>
          inTransaction(pooled.connection, () => work(pooled.connection)),
        );
      } finally {
        database.release(pooled);
      }
    });

  /** After the answer: nobody waits for it, and it gives way to a build. */
  const tidy = (tenantId: string, keep: number): void => {
    const limits = { timeoutMs: META_TIMEOUT_MS };
    const work = change(tenantId, limits, async (connection) => {
      if (sessions.tenantIsBusy(tenantId)) return;
      const collected = await collectGarbage(connection, keep);
      await connection.run('CHECKPOINT');
      if (collected.relations.length > 0) log.debug({ tenantId, ...collected }, 'warehouse tables collected');
    }).catch((error: unknown) =>
      log.warn({ tenantId, error: errorMessage(error) }, 'collecting warehouse tables was put off'),
    );
    tidying.add(work);
    void work.finally(() => tidying.delete(work));
  };

  const refuseBusy = (tenantId: string): void => {
    if (sessions.tenantIsBusy(tenantId)) {
      throw new DomainError({ code: 'warehouse.build_in_progress', kind: 'conflict', details: { tenantId } });
    }
  };

  const handlers: Handlers = {
    hello: async () => ({ pid: process.pid, folder: o.folder }),
    query: (ask, { signal, emit }) =>
      admitted(readers, ask.tenantId, ask.timeoutMs, signal, (limits) =>
        registry.use(ask.tenantId, (database) => readQuery(database, ask, limits, emit)),
      ),
    'source.load': (ask, { signal }) =>
      admitted(writers, ask.tenantId, ask.timeoutMs, signal, (limits) =>
        change(
          ask.tenantId,
          limits,
          (connection, database) => loadSource(connection, database.staging, ask),
          `source ${ask.source}`,
        ),
      ),
    'source.list': (ask, { signal }) => read(ask.tenantId, signal, sourceVersions),
    'session.open': async (ask, { peer }) => ({ session: await sessions.open(ask.tenantId, ask.buildId, peer) }),
    'session.run': (ask, { signal, emit }) =>
      admitted(writers, sessions.tenantOf(ask.session), ask.timeoutMs, signal, (limits) =>
        sessions.run(ask, limits, emit),
      ),
    'session.close': async (ask) => {
      sessions.close(ask.session);
      return null;
    },
    'build.open': (ask, { signal, peer }) =>
      change(ask.tenantId, { timeoutMs: META_TIMEOUT_MS, signal }, async (connection, database) => {
        const opened = await openBuild(connection, ask, database.current, (buildId) => sessions.isWorkedOn(buildId));
        if (ask.key.startsWith(ONE_GO)) sessions.hold(opened.buildId, peer);
        return opened;
      }),
    'build.read': (ask, { signal }) => read(ask.tenantId, signal, (connection) => readBuild(connection, ask.buildId)),
    'build.record': (ask, { signal }) =>
      change(ask.tenantId, { timeoutMs: META_TIMEOUT_MS, signal }, async (connection) => {
        await connection.run(recordsSql(ask.records).join(';\n'));
        return null;
      }),
    'build.publish': (ask, { signal }) =>
      change(ask.tenantId, { timeoutMs: META_TIMEOUT_MS, signal }, async (connection, database) => {
        const info = await publishGeneration(connection, ask, database.current);
        database.current = info.id;
        sessions.letGo(ask.buildId);
        tidy(database.tenantId, ask.keep);
        return info;
      }),
    'build.abandon': (ask, { signal }) =>
      change(ask.tenantId, { timeoutMs: META_TIMEOUT_MS, signal }, async (connection) => {
        await closeBuild(connection, ask.buildId, 'abandoned', ask.reason);
        sessions.letGo(ask.buildId);
        return null;
      }),
    'generation.list': (ask, { signal }) =>
      registry.use(ask.tenantId, async (database) => {
        const { changes, generations: known } = database;
        if (known?.changes === changes) return { generations: [...known.list], current: database.current };
        const list = await read(ask.tenantId, signal, (connection) => readGenerations(connection));
        database.generations = { changes, list };
        return { generations: list, current: database.current };
      }),
    'generation.rollback': (ask, { signal }) =>
      change(ask.tenantId, { timeoutMs: META_TIMEOUT_MS, signal }, async (connection, database) => {
        const info = await moveToGeneration(connection, ask.generation);
        database.current = info.id;
        return info;
      }),
    'tenant.compact': (ask, { signal }) => {
      refuseBusy(ask.tenantId);
      return admitted(writers, ask.tenantId, ask.timeoutMs, signal, () =>
        registry.exclusive(ask.tenantId, (path) => compactFile(path, o.folder)),
      );
    },
    'tenant.copy': (ask, { signal }) => {
      refuseBusy(ask.tenantId);
      return admitted(writers, ask.tenantId, ask.timeoutMs, signal, () =>
        registry.exclusive(ask.tenantId, (path) => copyClosedFile(path, ask.to)),
      );
    },
    'tenant.size': (ask) => fileSize(join(o.folder, `${checkTenantId(ask.tenantId)}.duckdb`)),
    'tenant.drop': (ask) => {
      refuseBusy(ask.tenantId);
      return registry.exclusive(ask.tenantId, (path) => removeTenant(path, o.folder, checkTenantId(ask.tenantId)));
    },
    'build.list': (ask, { signal }) =>
      read(ask.tenantId, signal, (connection) => readBuilds(connection, ask.project, ask.limit)),
    'build.report': (ask, { signal }) =>
      read(ask.tenantId, signal, (connection) => readBuildReport(connection, ask.buildId)),
    'project.state': (ask, { signal }) =>
      read(ask.tenantId, signal, (connection) => readProjectState(connection, ask.project)),
    'generation.compare': (ask, { signal }) =>
      admitted(readers, ask.tenantId, ask.timeoutMs, signal, () =>
        read(ask.tenantId, signal, (connection) => compareGenerations(connection, ask.from, ask.to)),
      ),
  };
  return { handlers, sessions, settled: () => Promise.allSettled([...tidying]) };
}
