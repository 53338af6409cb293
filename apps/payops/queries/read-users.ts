import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { Span } from '../domain/business-time.ts';
import type { SumsQuery } from './read-sums.ts';
import { instant, piecesOf, type Units, unitsFor, unitsSql } from './rolled-sums.ts';
import { inSight, picked } from './sight-sql.ts';

type StepOf = (at: string) => SQL;
const SHOWN = sql.raw(`to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at`);
const PEOPLE = sql.raw('unnest(d.people) AS n');

/**
 * Distinct people of a stretch, by step or in all: not the sum of the hours'. Whole days of a scope and hours of the whole platform
 * are kept as bits, hours of places as lists of numbers; the hours that came into them since are looked at person by person, and so
 * is whatever is asked of single entities.
 */
export async function readUsers(tx: Tx, q: SumsQuery): Promise<Map<string, number>> {
  const units = unitsFor(q);
  const step: StepOf = (at) =>
    ({ hour: sql.raw(at), day: sql`date_trunc('day', ${sql.raw(at)}, ${q.timeZone})`, all: instant(q.from) })[q.grain];
  const statement = units === 'cells' ? oneByOne(q, step) : fromKept(q, step, units);
  const { rows } = await tx.execute<{ at: string; n: string }>(statement);
  return new Map(rows.map(({ at, n }) => [at, Number(n)]));
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

function fromKept(q: SumsQuery, step: StepOf, units: Exclude<Units, 'cells'>): SQL {
  const { days, hours } = q.grain === 'hour' ? { days: null, hours: [q] } : piecesOf(q, q.timeZone);
  const from = (table: string, { from, to }: Span, columns: SQL) => sql`
      SELECT ${step('d.at')} AS at, ${columns} FROM ${sql.identifier(table)} d
       WHERE d.tenant_id = ${q.tenantId} AND d.scope = ANY (ARRAY(SELECT unit FROM units))
         AND d.at >= ${instant(from)} AND d.at < ${instant(to)}`;
  const bits = sql`d.block, d.users`;
  const bitsOf = [
    sql`SELECT NULL::timestamptz AS at, NULL::integer AS block, NULL::bit(4096) AS users WHERE false`,
    ...(days === null ? [] : [from('payops_user_days', days, bits)]),
    ...(units === 'whole' ? hours.map((piece) => from('payops_user_hours', piece, bits)) : []),
  ];
  const people = units === 'places' ? hours.map((piece) => from('payops_user_place_hours', piece, PEOPLE)) : [];
  return sql`
    WITH ${cells(q)}, units AS MATERIALIZED (${unitsSql(q, units)}),
    -- Hours that changed since they were kept.
    looked AS MATERIALIZED (
      SELECT DISTINCT t.hour FROM payops_touched_hours t
       WHERE t.tenant_id = ${q.tenantId} AND t.hour >= ${instant(q.from)} AND t.hour < ${instant(q.to)}
         AND t.epoch > coalesce((SELECT rolled FROM payops_roll_marks m WHERE m.tenant_id = ${q.tenantId}), 0)),
    seen AS MATERIALIZED (
      SELECT DISTINCT ${step('u.hour')} AS at, u.user_key
        FROM looked l JOIN payops_users_hourly u ON u.tenant_id = ${q.tenantId} AND u.hour = l.hour
       WHERE u.cell IN (SELECT cell FROM cells)),
    -- Looked up one by one: they are few, and all people of a tenant are many.
    numbered AS MATERIALIZED (
      SELECT at, (SELECT k.n FROM payops_user_numbers k WHERE k.tenant_id = ${q.tenantId} AND k.user_key = s.user_key) AS n
        FROM seen s),
    people AS (${sql.join([...people, sql`SELECT at, n FROM numbered WHERE n IS NOT NULL`], sql` UNION `)}),
    bits AS MATERIALIZED (
      SELECT at, block, bit_or(users) AS users FROM (${sql.join(bitsOf, sql` UNION ALL `)}) b GROUP BY 1, 2),
    counted AS (
      SELECT at, sum(bit_count(users)) AS n FROM bits GROUP BY at
      UNION ALL SELECT p.at, count(*) FROM people p LEFT JOIN bits b ON b.at = p.at AND b.block = p.n / 4096
        WHERE b.users IS NULL OR get_bit(b.users, p.n % 4096) = 0 GROUP BY p.at
      UNION ALL SELECT at, count(*) FROM numbered WHERE n IS NULL GROUP BY at),
    s AS (SELECT at, sum(n) AS n FROM counted GROUP BY at)
    SELECT ${SHOWN}, n FROM s`;
}
