import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Window } from '../domain/business-time.ts';
import type { Sight } from '../domain/sight.ts';
import { type RankedRow, ranking } from './ranking.ts';
import type { Selection } from './sight-sql.ts';
import { type Entity, freshEnough, readyFor, selectionOf } from './snapshots.ts';

/** As long as pages show. */
const KEPT_ROWS = 20;

type By = 'entity' | 'region' | 'country';
/** `merchant`: entities that are merchants. */
type KeptBy = By | 'merchant';

/** A ranking from what is kept, when it is young enough, else made anew (and kept, when it is one of the ready ones and `keep`). */
export async function readRanking(
  tx: Tx,
  o: {
    tenantId: string;
    sight: Sight | null;
    selection: Selection;
    window: Window;
    by: By;
    limit: number;
    now: Date;
  },
): Promise<RankedRow[]> {
  const { tenantType, ...rest } = o.selection;
  const merchants = o.by === 'entity' && tenantType === 'merchant' && rest.tenantId === undefined;
  const entity = readyFor(o.sight, merchants ? rest : o.selection);
  const known = merchants ? entity?.tenantType === 'platform' || entity?.tenantType === 'region' : entity !== null;
  if (entity === null || !known || o.limit > KEPT_ROWS) return ranking(tx, o);
  const by: KeptBy = merchants ? 'merchant' : o.by;
  const { rows } = await tx.execute<{ age: string; items: RankedRow[] }>(sql`
    SELECT extract(epoch FROM ${o.now.toISOString()}::timestamptz - computed_at) AS age, items FROM dash_rankings
     WHERE tenant_id = ${o.tenantId} AND tenant_type = ${entity.tenantType} AND entity_id = ${entity.entityId}
       AND time_window = ${o.window} AND by = ${by}`);
  const kept = rows[0];
  if (kept && freshEnough(Number(kept.age))) return kept.items.slice(0, o.limit);
  return (await refreshRanking(tx, { ...o, entity, by })).slice(0, o.limit);
}

/** Who counts most in a month changes slowly and takes longest to be found: no oftener than this, the young windows each time. */
const LONG_WINDOW_SECONDS = 180;

/** Makes the rankings that belong to a ready answer anew where it is time to: merchants of the platform or a region, regions. */
export async function renewRankings(
  tx: Tx,
  o: { tenantId: string; entity: Entity; window: Window; now: Date },
): Promise<void> {
  const { tenantType } = o.entity;
  if (tenantType === 'platform' || tenantType === 'region') await renewRanking(tx, { ...o, by: 'merchant' });
  await renewRanking(tx, { ...o, by: 'region' });
}

async function renewRanking(tx: Tx, o: Parameters<typeof refreshRanking>[1]): Promise<void> {
  const { rows } = await tx.execute<{ age: string }>(sql`
    SELECT extract(epoch FROM ${o.now.toISOString()}::timestamptz - computed_at) AS age FROM dash_rankings
     WHERE tenant_id = ${o.tenantId} AND tenant_type = ${o.entity.tenantType} AND entity_id = ${o.entity.entityId}
       AND time_window = ${o.window} AND by = ${o.by}`);
  const young = rows[0] !== undefined && Number(rows[0].age) < LONG_WINDOW_SECONDS;
  if (young && o.window !== 'today' && o.window !== '24h') return;
  await refreshRanking(tx, o);
}

/** Computes and keeps it. Merchants are those of the platform or of a region: of nothing else. */
async function refreshRanking(
  tx: Tx,
  o: { tenantId: string; entity: Entity; window: Window; by: KeptBy; now: Date },
): Promise<RankedRow[]> {
  const { tenantType, tenantId } = selectionOf(o.entity);
  const selection: Selection =
    o.by !== 'merchant'
      ? { tenantType, tenantId }
      : { tenantType: 'merchant', ...(tenantType === 'region' ? { region: tenantId } : {}) };
  const by = o.by === 'merchant' ? 'entity' : o.by;
  const items = await ranking(tx, { ...o, sight: null, selection, by, limit: KEPT_ROWS });
  await tx.execute(sql`
    INSERT INTO dash_rankings AS r (tenant_id, tenant_type, entity_id, time_window, by, computed_at, items)
    VALUES (${o.tenantId}, ${o.entity.tenantType}, ${o.entity.entityId}, ${o.window}, ${o.by}, ${o.now.toISOString()}::timestamptz,
            ${JSON.stringify(items)}::jsonb)
    ON CONFLICT (tenant_id, tenant_type, entity_id, time_window, by) DO UPDATE SET computed_at = excluded.computed_at, items = excluded.items
     WHERE r.computed_at <= excluded.computed_at`);
  return items;
}
