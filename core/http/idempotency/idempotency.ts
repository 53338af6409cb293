import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from '@griot/identity';
import { type Clock, canonicalJson, DomainError, errorMessage, type Logger, newId } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';

const KEEP_MS = 24 * 3600_000;
/** A process that does not push its lease for this long is taken for dead, and the key may be tried again. */
const LEASE_MS = 30_000;
const PUSH_EVERY_MS = 10_000;
/** A second request with the same key waits this long for the first one's answer, then is told to come back. */
const PATIENCE_MS = 5000;
const POLL_MS = 100;

export interface KeptAnswer {
  status: number;
  /** The envelope, as it was sent. */
  body: string;
}

/** The right to do the work of a key, until `keep` or `release`. */
export interface Lease {
  /**
   * Stores the answer, once. Within the effect's own transaction when `tx` is given: then it throws
   * `http.idempotency_running` when the key was taken over, so that the effect is rolled back.
   */
  keep(answer: KeptAnswer, tx?: Tx): Promise<void>;
  /** The work failed: the key is free again. */
  release(): Promise<void>;
}

export type Claim = { kind: 'run'; lease: Lease } | { kind: 'repeat'; answer: KeptAnswer };

export function checkKey(key: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new DomainError({ code: 'http.idempotency_key_invalid', kind: 'invalid' });
}

/** What makes two requests the same: where they go and what they carry. To be kept under a keyed hash only. */
export function requestText(request: { method: string; url: string; body: unknown }): string {
  return `${request.method} ${request.url}\n${canonicalJson(request.body ?? null)}`;
}

const at = (ms: number): SQL => sql`${new Date(ms).toISOString()}::timestamptz`;

interface Deps {
  store: Store;
  clock: Clock;
  log: Logger;
}

/**
 * Claims a key of a person. Gives the right to run, or the answer already given. Errors (conflict):
 * `http.idempotency_mismatch` for another request under the same key, `http.idempotency_running` (with
 * retryAfterSeconds) when the first request takes longer than a repeat will wait.
 */
export async function claimKey(
  deps: Deps,
  input: { actor: Actor; key: string; hash: string; signal: AbortSignal },
): Promise<Claim> {
  const { tenantId, userId } = input.actor;
  const mine = newId();
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await deps.store.withTenant(tenantId, (tx) => takeOrRead(tx, deps, { ...input, mine }));
    if (found === 'taken') return { kind: 'run', lease: openLease(deps, { tenantId, userId, key: input.key, mine }) };
    if (found !== 'gone') {
      if (found.request_hash !== input.hash) {
        throw new DomainError({ code: 'http.idempotency_mismatch', kind: 'conflict' });
      }
      if (found.status !== null && found.body !== null) {
        return { kind: 'repeat', answer: { status: found.status, body: found.body } };
      }
    }
    if (performance.now() >= until) {
      throw new DomainError({
        code: 'http.idempotency_running',
        kind: 'conflict',
        details: { retryAfterSeconds: 2 },
      });
    }
    await wait(POLL_MS, undefined, { signal: input.signal });
  }
}

type Row = { request_hash: string; status: number | null; body: string | null };

async function takeOrRead(
  tx: Tx,
  deps: Deps,
  input: { actor: Actor; key: string; hash: string; mine: string },
): Promise<'taken' | 'gone' | Row> {
  const now = deps.clock.now().getTime();
  const { tenantId, userId } = input.actor;
  await tx.execute(sql`DELETE FROM http_idempotency WHERE tenant_id = ${tenantId} AND expires_at < ${at(now)}`);
  const taken = await tx.execute(sql`
    INSERT INTO http_idempotency AS t (tenant_id, user_id, key, request_hash, lease_token, lease_until, expires_at)
    VALUES (${tenantId}, ${userId}, ${input.key}, ${input.hash}, ${input.mine}, ${at(now + LEASE_MS)},
      ${at(now + KEEP_MS)})
    ON CONFLICT (tenant_id, user_id, key) DO UPDATE
      SET lease_token = excluded.lease_token, lease_until = excluded.lease_until
      WHERE t.status IS NULL AND t.lease_until <= ${at(now)} AND t.request_hash = excluded.request_hash
    RETURNING 1 AS one`);
  if (taken.rows.length > 0) return 'taken';
  const found = await tx.execute(sql`SELECT request_hash, status, body FROM http_idempotency
    WHERE user_id = ${userId} AND key = ${input.key}`);
  const row = found.rows[0];
  return row ? (row as Row) : 'gone';
}

function openLease(deps: Deps, held: { tenantId: string; userId: string; key: string; mine: string }): Lease {
  const mineAndOpen = sql`user_id = ${held.userId} AND key = ${held.key} AND lease_token = ${held.mine}
    AND status IS NULL`;
  const inTenant = <T>(work: (tx: Tx) => Promise<T>) => deps.store.withTenant(held.tenantId, work);
  const push = () =>
    inTenant((tx) =>
      tx.execute(sql`UPDATE http_idempotency SET lease_until = ${at(deps.clock.now().getTime() + LEASE_MS)}
        WHERE ${mineAndOpen}`),
    ).catch((error: unknown) => deps.log.warn({ error: errorMessage(error) }, 'idempotency lease not pushed'));
  const timer = setInterval(push, PUSH_EVERY_MS);
  timer.unref();
  const write = async (tx: Tx, answer: KeptAnswer): Promise<boolean> => {
    const done = await tx.execute(sql`UPDATE http_idempotency SET status = ${answer.status}, body = ${answer.body}
      WHERE ${mineAndOpen} RETURNING 1 AS one`);
    return done.rows.length > 0;
  };
  return {
    async keep(answer, tx) {
      if (tx) {
        // Somebody took us for dead and took over: our effect must not be committed beside theirs.
        if (await write(tx, answer)) return;
        throw new DomainError({ code: 'http.idempotency_running', kind: 'conflict' });
      }
      clearInterval(timer);
      // No row: kept already with the effect.
      await inTenant((own) => write(own, answer));
    },
    async release() {
      clearInterval(timer);
      await inTenant((tx) => tx.execute(sql`DELETE FROM http_idempotency WHERE ${mineAndOpen}`));
    },
  };
}
