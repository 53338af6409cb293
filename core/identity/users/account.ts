import { sql } from 'drizzle-orm/sql';
import type { Actor } from '../actor.ts';
import type { IdentityContext } from '../context.ts';
import { firstRow } from '../store/rows.ts';

/** What only the person's own pages need to know of their account. */
export interface Account {
  /** A second factor is active. */
  secondFactor: boolean;
  /** Guided visits seen or put aside. */
  seenTours: string[];
}

/** More than any product has visits; keeps a hostile caller from filling a row. */
const MOST_TOURS = 50;

export async function accountOf(c: IdentityContext, actor: Actor): Promise<Account> {
  const row = await c.store.withSystem((tx) =>
    firstRow<{ seen_tours: string[]; second_factor: boolean }>(
      tx,
      sql`SELECT u.seen_tours, EXISTS (SELECT FROM identity_second_factors f
            WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor
        FROM identity_users u WHERE u.id = ${actor.userId}`,
    ),
  );
  return { secondFactor: row?.second_factor ?? false, seenTours: row?.seen_tours ?? [] };
}

/** Remembers that the person has seen a guided visit, or wants none of it. The second time changes nothing. */
export async function markTourSeen(c: IdentityContext, actor: Actor, tour: string): Promise<void> {
  await c.store.withSystem((tx) =>
    tx.execute(sql`UPDATE identity_users SET seen_tours = array_append(seen_tours, ${tour}::text)
      WHERE id = ${actor.userId} AND NOT ${tour}::text = ANY (seen_tours)
        AND cardinality(seen_tours) < ${MOST_TOURS}`),
  );
}
