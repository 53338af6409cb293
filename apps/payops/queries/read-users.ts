import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { SumsQuery } from './read-sums.ts';
import { instant, piecesOf, unitsFor, unitsSql } from './rolled-sums.ts';
import { inSight, picked } from './sight-sql.ts';

/**
 * Distinct people of a stretch, by step or in all: not the sum of the hours'. Whole days of a scope are read as bits, together
 * with the hours that came into them since; all else person by person.
 */
export async function readUsers(tx: Tx, q: SumsQuery): Promise<Map<string, number>> {
  const units = unitsFor(q);
  const { days } = piecesOf(q, q.timeZone);
  const step = (at: string) =>
    ({ hour: sql.raw(at), day: sql`date_trunc('day', ${sql.raw(at)}, ${q.timeZone})`, all: instant(q.from) })[q.grain];
  const shown = sql.raw(`to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at`);
  const cells = sql`cells AS MATERIALIZED (
    SELECT cell FROM payops_cells c WHERE c.tenant_id = ${q.tenantId} AND ${inSight(q.sight)} AND ${picked(q.selection)})`;
  const between = sql`h.tenant_id = ${q.tenantId} AND h.hour >= ${instant(q.from)} AND h.hour < ${instant(q.to)}`;
  // By way of the hours that have anybody: an entity's are few, wherever they lie among all others'.
  const raw = sql`
    FROM payops_hourly h JOIN payops_users_hourly u ON u.tenant_id = h.tenant_id AND u.hour = h.hour AND u.cell = h.cell
   WHERE ${between} AND h.active_users > 0 AND h.cell = ANY (ARRAY(SELECT cell FROM cells))`;
  if (units === 'cells' || days === null || q.grain === 'hour') {
    const { rows } = await tx.execute<{ at: string; n: string }>(sql`
      WITH ${cells}, s AS (SELECT ${step('u.hour')} AS at, count(DISTINCT u.user_key) AS n ${raw} GROUP BY 1)
      SELECT ${shown}, n FROM s`);
    return new Map(rows.map(({ at, n }) => [at, Number(n)]));
  }
  const { rows } = await tx.execute<{ at: string; n: string }>(sql`
    WITH ${cells}, units AS MATERIALIZED (${unitsSql(q, units)}),
    -- Hours outside of whole days, and those of them that changed since they were added to their days.
    looked AS MATERIALIZED (
      SELECT DISTINCT t.hour FROM payops_touched_hours t
       WHERE t.tenant_id = ${q.tenantId} AND t.hour >= ${instant(q.from)} AND t.hour < ${instant(q.to)}
         AND (t.hour < ${instant(days.from)} OR t.hour >= ${instant(days.to)}
           OR t.epoch > coalesce((SELECT rolled FROM payops_roll_marks m WHERE m.tenant_id = ${q.tenantId}), 0))),
    people AS MATERIALIZED (
      SELECT ${step('u.hour')} AS at, u.user_key, k.n
        FROM looked l
        JOIN payops_users_hourly u ON u.tenant_id = ${q.tenantId} AND u.hour = l.hour
        LEFT JOIN payops_user_numbers k ON k.tenant_id = u.tenant_id AND k.user_key = u.user_key
       WHERE u.cell IN (SELECT cell FROM cells)),
    bits AS (
      SELECT ${step('d.at')} AS at, d.block, d.users FROM payops_user_days d
       WHERE d.tenant_id = ${q.tenantId} AND d.scope = ANY (ARRAY(SELECT unit FROM units))
         AND d.at >= ${instant(days.from)} AND d.at < ${instant(days.to)}
      UNION ALL
      SELECT at, n / 4096, set_bit(repeat('0', 4096)::bit(4096), n % 4096, 1) FROM people WHERE n IS NOT NULL),
    counted AS (
      SELECT at, bit_count(bit_or(users)) AS n FROM bits GROUP BY at, block
      UNION ALL SELECT at, count(DISTINCT user_key) FROM people WHERE n IS NULL GROUP BY at),
    s AS (SELECT at, sum(n) AS n FROM counted GROUP BY at)
    SELECT ${shown}, n FROM s`);
  return new Map(rows.map(({ at, n }) => [at, Number(n)]));
}
