import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { DomainError, newId } from '@griot/kernel';
import { bindParameters } from '../engine/parameters.ts';
import { columnsOf } from '../engine/read-query.ts';
import { type Cell, rowsOf } from '../engine/result-values.ts';
import { type Limits, runLimited } from '../engine/run-limited.ts';
import type { TenantRegistry } from '../engine/tenant-registry.ts';
import type { SessionRunAnswer, SessionRunAsk } from './protocol.ts';
import type { Peer } from './warehouse-server.ts';

interface Session {
  tenantId: string;
  buildId: string | null;
  peerId: number;
  connection: DuckDBConnection;
  busy: Promise<unknown>;
  end(): void;
}

/** Rows of one answer to a build: more is a mistake of the macro that asked. */
const ROW_BOUND = 100_000;

async function emitWithin(
  chunk: DuckDBDataChunk,
  read: number,
  maxRows: number | undefined,
  emit: (rows: Cell[][]) => Promise<void>,
): Promise<void> {
  const excess = read - (maxRows ?? ROW_BOUND);
  if (excess > 0 && maxRows === undefined) {
    throw new DomainError({ code: 'warehouse.too_many_rows', kind: 'too_large', details: { bound: ROW_BOUND } });
  }
  if (excess < chunk.rowCount) await emit(excess > 0 ? rowsOf(chunk).slice(0, -excess) : rowsOf(chunk));
}

/**
 * Connections on which a build's runner, in another process, speaks SQL with full rights inside one tenant's file. A session
 * belongs to the client that opened it: when that client dies, its transaction is rolled back and the session is gone.
 */
export class BuildSessions {
  #sessions = new Map<string, Session>();
  #held = new Set<string>();
  #registry: TenantRegistry;

  constructor(registry: TenantRegistry) {
    this.#registry = registry;
  }

  /** A build made in one go is its client's until that client goes. */
  hold(buildId: string, peer: Peer): void {
    this.#held.add(buildId);
    peer.onClose(() => this.#held.delete(buildId));
  }

  /** The build has ended. */
  letGo(buildId: string): void {
    this.#held.delete(buildId);
  }

  isWorkedOn(buildId: string): boolean {
    if (this.#held.has(buildId)) return true;
    return [...this.#sessions.values()].some((session) => session.buildId === buildId);
  }

  tenantIsBusy(tenantId: string): boolean {
    return [...this.#sessions.values()].some((session) => session.tenantId === tenantId);
  }

  /** Two processes never work on one build: the second is refused with `warehouse.build_in_progress`. */
  async open(tenantId: string, buildId: string | null, peer: Peer): Promise<string> {
    const other = [...this.#sessions.values()].find((s) => s.buildId === buildId && s.peerId !== peer.id);
    if (buildId !== null && other !== undefined) {
      throw new DomainError({ code: 'warehouse.build_in_progress', kind: 'conflict', details: { buildId } });
    }
    const { database, release } = await this.#registry.lease(tenantId);
    const { connection } = await database.acquire();
    const id = newId();
    const end = (): void => {
      if (!this.#sessions.delete(id)) return;
      connection.interrupt();
      // The connection closes when its statement is over; closing rolls back.
      void session.busy
        .catch(() => undefined)
        .then(() => {
          connection.disconnectSync();
          release();
        });
    };
    const session: Session = { tenantId, buildId, peerId: peer.id, connection, busy: Promise.resolve(), end };
    this.#sessions.set(id, session);
    peer.onClose(end);
    return id;
  }

  tenantOf(id: string): string {
    return this.#find(id).tenantId;
  }

  /** One statement, or several without parameters; the rows are those of the last. */
  async run(ask: SessionRunAsk, limits: Limits, emit: (rows: Cell[][]) => Promise<void>): Promise<SessionRunAnswer> {
    const session = this.#find(ask.session);
    const { connection } = session;
    const work = session.busy
      .catch(() => undefined)
      .then(() =>
        runLimited(connection, limits, async (goOn) => {
          const statements = await connection.extractStatements(ask.sql);
          let answer: SessionRunAnswer = { columns: [], changed: 0 };
          for (let index = 0; index < statements.count; index += 1) {
            goOn();
            const statement = await statements.prepare(index);
            try {
              // Of several statements, those without a place for parameters are given none.
              bindParameters(statement, statement.parameterCount === 0 ? [] : (ask.params ?? []));
              const result = await statement.stream();
              answer = { columns: columnsOf(result), changed: 0 };
              let rows = 0;
              for (;;) {
                const chunk = await result.fetchChunk();
                if (chunk === null || chunk.rowCount === 0) break;
                rows += chunk.rowCount;
                if (index === statements.count - 1) await emitWithin(chunk, rows, ask.maxRows, emit);
              }
              answer.changed = result.rowsChanged;
            } finally {
              statement.destroySync();
            }
          }
          return answer;
        }),
      );
    session.busy = work;
    return work;
  }

  close(id: string): void {
    this.#sessions.get(id)?.end();
  }

  closeAll(): void {
    for (const session of this.#sessions.values()) session.end();
  }

  #find(id: string): Session {
    const session = this.#sessions.get(id);
    if (session === undefined) throw new DomainError({ code: 'warehouse.session_lost', kind: 'unavailable' });
    return session;
  }
}
