import { sql } from 'drizzle-orm/sql';
import type { IdentityContext } from './context.ts';
import { at } from './store/rows.ts';

const DAY = 86_400_000;

/** Removes what can no longer matter: run it daily. The audit chain is not touched. */
export async function pruneIdentity(c: IdentityContext): Promise<void> {
  const ago = (days: number) => at(new Date(c.clock.now().getTime() - days * DAY));
  await c.store.withSystem(async (tx) => {
    await tx.execute(sql`DELETE FROM identity_throttle WHERE window_ends_at < ${ago(2)}
      AND coalesce(locked_until, window_ends_at) < ${ago(2)}`);
    // Refresh tokens go with their session.
    await tx.execute(sql`DELETE FROM identity_sessions WHERE expires_at < ${ago(30)} OR ended_at < ${ago(30)}`);
    await tx.execute(sql`DELETE FROM identity_refresh_tokens WHERE expires_at < ${ago(1)}`);
    await tx.execute(sql`DELETE FROM identity_password_resets WHERE expires_at < ${ago(1)}`);
    await tx.execute(sql`DELETE FROM identity_api_tokens WHERE expires_at < ${ago(90)} OR revoked_at < ${ago(90)}`);
    await tx.execute(sql`DELETE FROM identity_second_factors WHERE confirmed_at IS NULL AND created_at < ${ago(1)}`);
  });
}
