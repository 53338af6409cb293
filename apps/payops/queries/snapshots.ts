import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Window } from '../domain/business-time.ts';
import type { Sight } from '../domain/sight.ts';
import { computeSnapshot, type SnapshotBody } from './read-snapshot.ts';
import type { Selection } from './sight-sql.ts';

export interface Entity {
  tenantType: string;
  entityId: string;
}

export const PLATFORM: Entity = { tenantType: 'platform', entityId: '*' };

export interface Snapshot extends SnapshotBody {
  computedAt: string;
  ageSeconds: number;
}

export interface KeptSnapshot {
  snapshot: Snapshot;
  /** Nobody has said for a minute that it is read: see `noteRead`. */
  unnoted: boolean;
}

/** The kept answer, however old; null when there is none. One look-up by key. */
export async function keptSnapshot(
  tx: Tx,
  o: { tenantId: string; entity: Entity; window: Window; now: Date },
): Promise<KeptSnapshot | null> {
  const { rows } = await tx.execute<{ computed_at: string; body: SnapshotBody; unnoted: boolean }>(sql`
    SELECT computed_at, body, coalesce(read_at <= ${o.now.toISOString()}::timestamptz - interval '1 minute', true) AS unnoted
      FROM dash_snapshots
     WHERE tenant_id = ${o.tenantId} AND tenant_type = ${o.entity.tenantType} AND entity_id = ${o.entity.entityId}
       AND time_window = ${o.window}`);
  const row = rows[0];
  if (!row) return null;
  const computedAt = new Date(row.computed_at);
  const ageSeconds = Math.max(0, Math.round((o.now.getTime() - computedAt.getTime()) / 1000));
  return { snapshot: { ...row.body, computedAt: computedAt.toISOString(), ageSeconds }, unnoted: row.unnoted };
}

/** Says that somebody reads it: the flow makes anew first what is read. */
export async function noteRead(
  tx: Tx,
  o: { tenantId: string; entity: Entity; window: Window; now: Date },
): Promise<void> {
  await tx.execute(sql`
    UPDATE dash_snapshots SET read_at = ${o.now.toISOString()}::timestamptz
     WHERE tenant_id = ${o.tenantId} AND tenant_type = ${o.entity.tenantType} AND entity_id = ${o.entity.entityId}
       AND time_window = ${o.window}`);
}

/** Computes and keeps it. Who asks must be allowed to see the entity: the document is the same for all who may. */
export async function refreshSnapshot(
  tx: Tx,
  o: { tenantId: string; entity: Entity; window: Window; now: Date },
): Promise<Snapshot> {
  const body = await computeSnapshot(tx, { ...o, sight: null, selection: selectionOf(o.entity) });
  await tx.execute(sql`
    INSERT INTO dash_snapshots AS s (tenant_id, tenant_type, entity_id, time_window, computed_at, body)
    VALUES (${o.tenantId}, ${o.entity.tenantType}, ${o.entity.entityId}, ${o.window}, ${o.now.toISOString()}::timestamptz,
            ${JSON.stringify(body)}::jsonb)
    ON CONFLICT (tenant_id, tenant_type, entity_id, time_window) DO UPDATE SET computed_at = excluded.computed_at, body = excluded.body
     WHERE s.computed_at <= excluded.computed_at`);
  return { ...body, computedAt: o.now.toISOString(), ageSeconds: 0 };
}

/** What is read is made anew every minute; when that is behind, readers do not make it worse until an answer is this old. */
const MOST_AGE_SECONDS = 300;

export const freshEnough = (ageSeconds: number): boolean => ageSeconds <= MOST_AGE_SECONDS;

export function selectionOf({ tenantType, entityId }: Entity): Selection {
  return tenantType === 'platform' ? {} : { tenantType, tenantId: entityId };
}

/** Which ready answer is a reader's own when he picks nothing: the platform's, or that of the one thing he is narrowed to. */
function ownEntity(sight: Sight | null): Entity | null {
  if (sight === null) return PLATFORM;
  const entities = [
    ...sight.regions.map((region) => ({ tenantType: 'region', entityId: region })),
    ...sight.entities.map(({ tenantType, tenantId }) => ({ tenantType, entityId: tenantId })),
  ];
  return entities.length === 1 ? (entities[0] ?? null) : null;
}

/** The ready document for what is asked, when there is one that is right for this reader. */
export function readyFor(sight: Sight | null, selection: Selection): Entity | null {
  const { tenantType, tenantId, ...narrower } = selection;
  if (Object.values(narrower).some((value) => value !== undefined)) return null;
  if (sight === null) {
    if (tenantType === undefined || tenantType === 'platform') return PLATFORM;
    return tenantId === undefined ? null : { tenantType, entityId: tenantId };
  }
  return tenantType === undefined ? ownEntity(sight) : null;
}
