import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

const BATCH = 500;
const DAY_MS = 86_400_000;

/**
 * Forgets alerts that ended so long ago, with their history and notices, and messages of that age that no alert which stays
 * was told by. Open alerts stay however old they are. In small transactions; several servers may do so at once.
 */
export async function pruneAlerts(
  store: Store,
  o: { now: Date; keepDays: number },
): Promise<{ alerts: number; messages: number }> {
  const before = new Date(o.now.getTime() - o.keepDays * DAY_MS).toISOString();
  const alerts = await inBatches(
    store,
    sql`WITH old AS (
          SELECT tenant_id, id FROM alerts WHERE status = 'resolved' AND resolved_at < ${before}
           ORDER BY resolved_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED),
        history AS (DELETE FROM alert_history h USING old WHERE h.tenant_id = old.tenant_id AND h.alert_id = old.id),
        notices AS (DELETE FROM alert_notices n USING old WHERE n.tenant_id = old.tenant_id AND n.alert_id = old.id)
        DELETE FROM alerts a USING old WHERE a.tenant_id = old.tenant_id AND a.id = old.id`,
  );
  const messages = await inBatches(
    store,
    sql`WITH old AS (
          SELECT tenant_id, id FROM alert_messages m WHERE state <> 'waiting' AND created_at < ${before}
             AND NOT EXISTS (SELECT FROM alert_notices n WHERE n.tenant_id = m.tenant_id AND n.message_id = m.id)
           ORDER BY created_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED),
        attempts AS (
          DELETE FROM alert_message_attempts a USING old WHERE a.tenant_id = old.tenant_id AND a.message_id = old.id)
        DELETE FROM alert_messages m USING old WHERE m.tenant_id = old.tenant_id AND m.id = old.id`,
  );
  return { alerts, messages };
}

async function inBatches(store: Store, statement: ReturnType<typeof sql>): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await store.withSystem((tx) => tx.execute(statement));
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return total;
  }
}
