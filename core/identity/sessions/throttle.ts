import { DomainError, sha256Hex } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { IdentityContext } from '../context.ts';
import { at, epochMs, firstRow } from '../store/rows.ts';

/**
 * How many failures are free, and what follows. From the limit on every failure locks, each time twice as long,
 * up to `maxLockMs`; a window without failures starts afresh.
 */
export interface Limit {
  kind: string;
  failures: number;
  windowMs: number;
  /** Sliding: the window starts again at each failure. Else it ends when it ends. */
  sliding: boolean;
  firstLockMs: number;
  maxLockMs: number;
}

const MINUTE = 60_000;
/** Per account: slow enough against guessing, short enough that a stranger cannot keep somebody out for long. */
export const ACCOUNT_LIMIT: Limit = {
  kind: 'account',
  failures: 5,
  windowMs: 60 * MINUTE,
  sliding: true,
  firstLockMs: MINUTE / 2,
  maxLockMs: 15 * MINUTE,
};
/** Per address: a whole office may sit behind one. */
export const ADDRESS_LIMIT: Limit = {
  kind: 'address',
  failures: 50,
  windowMs: 15 * MINUTE,
  sliding: false,
  firstLockMs: 15 * MINUTE,
  maxLockMs: 15 * MINUTE,
};

/** An account's key is a hash: the table must not become a list of what people typed into the login field. */
export const accountKey = (nameKey: string): string => sha256Hex(nameKey);

/** IPv6 callers own a /64: it counts as one address. */
export function addressKey(ip: string): string {
  if (!ip.includes(':') || /^::ffff:\d+\./i.test(ip)) return ip.replace(/^::ffff:/i, '');
  const [head = '', tail = ''] = ip.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const groups = ip.includes('::')
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
    : left;
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/**
 * Counts an attempt as failed BEFORE it is tried, so that a hundred parallel guesses are not all tried while the
 * counter still says zero; `release` takes it back. Throws `auth.locked` (rate_limited, details.retryAfterSeconds).
 */
export async function reserveAttempt(c: IdentityContext, limit: Limit, key: string): Promise<void> {
  const now = c.clock.now();
  const state = await c.store.withSystem((tx) =>
    firstRow<{ refused: boolean; locked_until: number | null }>(
      tx,
      sql`
      WITH before AS (
        INSERT INTO identity_throttle AS t (kind, key, failures, window_ends_at)
        VALUES (${limit.kind}, ${key}, 0, ${at(now)})
        ON CONFLICT (kind, key) DO UPDATE SET key = excluded.key
        RETURNING t.failures, t.window_ends_at, t.locked_until
      )
      SELECT coalesce(locked_until > ${at(now)}, false) AS refused, ${epochMs(sql`locked_until`)} AS locked_until
      FROM before`,
    ).then(async (before) => {
      if (before && !before.refused) await countFailure(tx, limit, key, now);
      return before;
    }),
  );
  if (!state?.refused || state.locked_until === null) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((state.locked_until - now.getTime()) / 1000));
  throw new DomainError({ code: 'auth.locked', kind: 'rate_limited', details: { retryAfterSeconds } });
}

function countFailure(tx: Tx, limit: Limit, key: string, now: Date): Promise<unknown> {
  const failures = sql`(CASE WHEN window_ends_at <= ${at(now)} THEN 1 ELSE failures + 1 END)`;
  const lockMs = sql`least(${limit.maxLockMs}::float8, ${limit.firstLockMs}::float8
    * power(2::float8, least(${failures} - ${limit.failures}, 20)))`;
  return tx.execute(sql`
    UPDATE identity_throttle SET failures = ${failures},
      window_ends_at = CASE WHEN ${limit.sliding} OR window_ends_at <= ${at(now)}
        THEN ${at(new Date(now.getTime() + limit.windowMs))} ELSE window_ends_at END,
      locked_until = CASE WHEN ${failures} >= ${limit.failures}
        THEN ${at(now)} + ${lockMs} * interval '1 millisecond' END
    WHERE kind = ${limit.kind} AND key = ${key}`);
}

/** Takes one reserved attempt back: it did not fail. */
export async function releaseAttempt(tx: Tx, limit: Limit, key: string): Promise<void> {
  await tx.execute(sql`
    UPDATE identity_throttle SET failures = greatest(failures - 1, 0),
      locked_until = CASE WHEN failures - 1 >= ${limit.failures} THEN locked_until END
    WHERE kind = ${limit.kind} AND key = ${key}`);
}

/** Forgets an account's failures: after a full sign-in or a password reset. */
export async function clearAttempts(tx: Tx, limit: Limit, key: string): Promise<void> {
  await tx.execute(sql`DELETE FROM identity_throttle WHERE kind = ${limit.kind} AND key = ${key}`);
}
