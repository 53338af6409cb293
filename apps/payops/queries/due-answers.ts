import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { WINDOWS, type Window } from '../domain/business-time.ts';
import type { Entity } from './snapshots.ts';

/** Whoever has a page open reads at least as often. */
const READ_LATELY_SECONDS = 600;
/** What nobody looks at is younger than this plus the minute until the next look, hence always young enough to be served. */
const UNREAD_SECONDS = 180;
/** Merchants, agents and banks that are kept ready besides the platform and its regions. */
const MOST_READ_ENTITIES = 200;

export interface DueAnswer {
  entity: Entity;
  window: Window;
}

/**
 * The ready answers that are to be made anew, in this order: what somebody read in the last minutes, each time; then the other
 * windows of the platform, its regions and every entity that somebody looks at, when they are missing or have become old.
 */
export async function dueAnswers(tx: Tx, o: { tenantId: string; now: Date }): Promise<DueAnswer[]> {
  const now = sql`${o.now.toISOString()}::timestamptz`;
  const lately = sql`s.read_at > ${now} - make_interval(secs => ${READ_LATELY_SECONDS})`;
  const { rows } = await tx.execute<{ tenant_type: string; entity_id: string; time_window: Window }>(sql`
    WITH places AS (SELECT DISTINCT region FROM payops_cells WHERE tenant_id = ${o.tenantId}),
    entities AS (
      SELECT 'platform' AS tenant_type, '*' AS entity_id WHERE EXISTS (SELECT FROM places)
      UNION SELECT 'region', region FROM places
      UNION (SELECT tenant_type, entity_id FROM dash_snapshots s WHERE s.tenant_id = ${o.tenantId} AND ${lately}
              GROUP BY 1, 2 ORDER BY max(s.read_at) DESC LIMIT ${MOST_READ_ENTITIES}))
    SELECT e.tenant_type, e.entity_id, w.time_window
      FROM entities e CROSS JOIN unnest(${sql.param(WINDOWS)}::text[]) AS w(time_window)
      LEFT JOIN dash_snapshots s ON s.tenant_id = ${o.tenantId} AND s.tenant_type = e.tenant_type AND s.entity_id = e.entity_id
       AND s.time_window = w.time_window
     WHERE s.computed_at IS NULL OR ${lately} OR s.computed_at <= ${now} - make_interval(secs => ${UNREAD_SECONDS})
     ORDER BY coalesce(${lately}, false) DESC, s.computed_at NULLS FIRST, 1, 2, 3`);
  return rows.map(({ tenant_type, entity_id, time_window }) => ({
    entity: { tenantType: tenant_type, entityId: entity_id },
    window: time_window,
  }));
}
