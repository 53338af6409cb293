import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { Span } from '../domain/business-time.ts';
import type { SumsQuery } from './read-sums.ts';
import { instant, piecesOf, type Units, unitsFor, unitsSql } from './rolled-sums.ts';
import { inSight, picked } from './sight-sql.ts';

type StepOf = (at: string) => SQL;
const SHOWN = sql.raw(`to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at`);

/**
 * Distinct people of a stretch, by step or in all: not the sum of the hours'. Whole days of a scope, and hours of the whole
 * platform, are read as bits, together with the hours that came into them since; all else person by person.
 */
export async function readUsers(tx: Tx, q: SumsQuery): Promise<Map<string, number>> {
  const units = unitsFor(q);
  const kept = keptPieces(q, units);
  const step: StepOf = (at) =>
    ({ hour: sql.raw(at), day: sql`date_trunc('day', ${sql.raw(at)}, ${q.timeZone})`, all: instant(q.from) })[q.grain];
  const statement = kept.length === 0 ? oneByOne(q, step) : asBits(q, step, units, kept);
  const { rows } = await tx.execute<{ at: string; n: string }>(statement);
  return new Map(rows.map(({ at, n }) => [at, Number(n)]));
}

interface Kept extends Span {
  table: 'payops_user_days' | 'payops_user_hours';
}

/** The parts of the stretch that are kept as bits. */
function keptPieces(q: SumsQuery, units: Units): Kept[] {
  if (units === 'cells') return [];
  const { days, hours } = q.grain === 'hour' ? { days: null, hours: [q] } : piecesOf(q, q.timeZone);
  return [
    ...(days === null ? [] : [{ ...days, table: 'payops_user_days' as const }]),
    ...(units === 'whole' ? hours.map(({ from, to }) => ({ from, to, table: 'payops_user_hours' as const })) : []),
  ];
}

const cells = (q: SumsQuery): SQL => sql`cells AS MATERIALIZED (
  SELECT cell FROM payops_cells c WHERE c.tenant_id = ${q.tenantId} AND ${inSight(q.sight)} AND ${picked(q.selection)})`;

/** By way of the hours that have anybody: an entity's are few, wherever they lie among all others'. */
function oneByOne(q: SumsQuery, step: StepOf): SQL {
  return sql`
    WITH ${cells(q)},
    s AS (
      SELECT ${step('u.hour')} AS at, count(DISTINCT u.user_key) AS n
        FROM payops_hourly h JOIN payops_users_hourly u ON u.tenant_id = h.tenant_id AND u.hour = h.hour AND u.cell = h.cell
       WHERE h.tenant_id = ${q.tenantId} AND h.hour >= ${instant(q.from)} AND h.hour < ${instant(q.to)}
         AND h.active_users > 0 AND h.cell = ANY (ARRAY(SELECT cell FROM cells)) GROUP BY 1)
    SELECT ${SHOWN}, n FROM s`;
}

function asBits(q: SumsQuery, step: StepOf, units: Units, kept: readonly Kept[]): SQL {
  const isKept = kept.map(({ from, to }) => sql`t.hour >= ${instant(from)} AND t.hour < ${instant(to)}`);
  const bits = kept.map(
    ({ table, from, to }) => sql`
      SELECT ${step('d.at')} AS at, d.block, d.users FROM ${sql.identifier(table)} d
       WHERE d.tenant_id = ${q.tenantId} AND d.scope = ANY (ARRAY(SELECT unit FROM units))
         AND d.at >= ${instant(from)} AND d.at < ${instant(to)}`,
  );
  return sql`
    WITH ${cells(q)}, units AS MATERIALIZED (${unitsSql(q, units)}),
    -- Hours that are not kept as bits, and those of the others that changed since they were added.
    looked AS MATERIALIZED (
      SELECT DISTINCT t.hour FROM payops_touched_hours t
       WHERE t.tenant_id = ${q.tenantId} AND t.hour >= ${instant(q.from)} AND t.hour < ${instant(q.to)}
         AND (NOT (${sql.join(isKept, sql` OR `)})
           OR t.epoch > coalesce((SELECT rolled FROM payops_roll_marks m WHERE m.tenant_id = ${q.tenantId}), 0))),
    people AS MATERIALIZED (
      SELECT ${step('u.hour')} AS at, u.user_key, k.n
        FROM looked l
        JOIN payops_users_hourly u ON u.tenant_id = ${q.tenantId} AND u.hour = l.hour
        LEFT JOIN payops_user_numbers k ON k.tenant_id = u.tenant_id AND k.user_key = u.user_key
       WHERE u.cell IN (SELECT cell FROM cells)),
    bits AS (
      ${sql.join(bits, sql` UNION ALL `)}
      UNION ALL
      SELECT at, n / 4096, set_bit(repeat('0', 4096)::bit(4096), n % 4096, 1) FROM people WHERE n IS NOT NULL),
    counted AS (
      SELECT at, bit_count(bit_or(users)) AS n FROM bits GROUP BY at, block
      UNION ALL SELECT at, count(DISTINCT user_key) FROM people WHERE n IS NULL GROUP BY at),
    s AS (SELECT at, sum(n) AS n FROM counted GROUP BY at)
    SELECT ${SHOWN}, n FROM s`;
}
