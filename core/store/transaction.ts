import { DomainError, isUuid } from '@griot/kernel';
import { inChildSpan } from '@griot/telemetry';
import { sql } from 'drizzle-orm/sql';
import type pg from 'pg';
import { isConnectionLoss, namedFault } from './errors.ts';
import { openTx, type Tx } from './tx.ts';

export interface TransactionOptions {
  readOnly?: boolean;
  /** Longest any one statement may run, in ms; else the role's default. */
  timeoutMs?: number;
  /** Default read committed. The two others may end in `store.contended`: run the whole work again. */
  isolation?: 'repeatable read' | 'serializable';
}

/** How long a transaction waits for a server that is being started again. Nothing was done yet, so it may. */
const PATIENCE_MS = 5_000;

/**
 * BEGIN, the tenant, the work, COMMIT; one round trip before the work. Any error of the work rolls back.
 * Errors: see `namedFault`; `store.commit_unknown` when the connection broke during COMMIT (it may have happened).
 */
export function inTransaction<T>(
  pool: pg.Pool,
  tenantId: string | undefined,
  work: (tx: Tx) => Promise<T>,
  o: TransactionOptions = {},
): Promise<T> {
  const attributes = { 'db.system.name': 'postgresql', 'griot.tenant_id': tenantId ?? 'system' };
  return inChildSpan({ name: 'store transaction', kind: 'client', attributes }, () => perform(pool, tenantId, work, o));
}

async function perform<T>(
  pool: pg.Pool,
  tenantId: string | undefined,
  work: (tx: Tx) => Promise<T>,
  o: TransactionOptions,
): Promise<T> {
  const client = await begin(pool, opening(tenantId, o));
  let broken = false;
  try {
    const result = await work(openTx(client));
    await commit(client);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw namedFault(error);
  } finally {
    client.release(broken);
  }
}

function opening(tenantId: string | undefined, o: TransactionOptions): string {
  const modes = [o.isolation && `ISOLATION LEVEL ${o.isolation}`, o.readOnly === true && 'READ ONLY'];
  const statements = [`BEGIN ${modes.filter(Boolean).join(' ')}`];
  if (tenantId !== undefined) {
    if (!isUuid(tenantId)) {
      throw new DomainError({ code: 'store.tenant_invalid', kind: 'internal', message: 'A tenant id must be a UUID' });
    }
    statements.push(`SET LOCAL griot.tenant = '${tenantId}'`);
  }
  if (o.timeoutMs !== undefined)
    statements.push(`SET LOCAL statement_timeout = ${Math.max(1, Math.ceil(o.timeoutMs))}`);
  return statements.join('; ');
}

/** A connection of the pool may have died unnoticed: as long as nothing but BEGIN was said, another one is tried. */
async function begin(pool: pg.Pool, statements: string): Promise<pg.PoolClient> {
  const until = performance.now() + PATIENCE_MS;
  for (let delay = 10; ; delay = Math.min(delay * 2, 250)) {
    let client: pg.PoolClient | undefined;
    try {
      client = await pool.connect();
      await client.query(statements);
      return client;
    } catch (error) {
      client?.release(true);
      if (!isConnectionLoss(error) || performance.now() + delay > until) throw namedFault(error);
    }
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
}

async function commit(client: pg.PoolClient): Promise<void> {
  let answer: pg.QueryResult;
  try {
    answer = await client.query('COMMIT');
  } catch (error) {
    if (!isConnectionLoss(error)) throw error;
    const message = 'The connection broke during COMMIT: the transaction may have happened';
    throw new DomainError({ code: 'store.commit_unknown', kind: 'unavailable', message, cause: error });
  }
  // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, not with an error.
  if (answer.command === 'ROLLBACK') {
    const message = 'A statement failed, its error was swallowed, and the transaction was rolled back';
    throw new DomainError({ code: 'store.rolled_back', kind: 'internal', message });
  }
}

/** PostgreSQL's limit is below 8000 bytes. */
const LONGEST_PAYLOAD = 7_999;

/** Told to `listen`ers of every process when, and only when, the transaction commits. Send ids, not documents. */
export async function notify(tx: Tx, channel: string, payload: string): Promise<void> {
  if (Buffer.byteLength(payload) > LONGEST_PAYLOAD) {
    throw new DomainError({
      code: 'store.payload_too_long',
      kind: 'internal',
      details: { channel, bytes: Buffer.byteLength(payload), limit: LONGEST_PAYLOAD },
    });
  }
  await tx.execute(sql`SELECT pg_notify(${channel}, ${payload})`);
}
