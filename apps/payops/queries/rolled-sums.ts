import { addDays, dayInZone } from '@griot/kernel';
import { type SQL, sql } from 'drizzle-orm/sql';
import { dayStart, type Span } from '../domain/business-time.ts';
import type { Sight } from '../domain/sight.ts';
import { inSight, picked, type Selection } from './sight-sql.ts';

/** Who asks, of what he picks, in whose time zone. */
export interface FiguresOf {
  tenantId: string;
  sight: Sight | null;
  selection: Selection;
  timeZone: string;
}

export interface Pieces {
  /** Whole business days, when there are any. */
  days: Span | null;
  /** Hours before and after them. */
  hours: Span[];
}

/** A span as whole business days with the hours that are left at both ends. */
export function piecesOf({ from, to }: Span, timeZone: string): Pieces {
  const startOf = (instant: number) => dayStart(dayInZone(new Date(instant), timeZone), timeZone);
  const first = startOf(from);
  const begin = first >= from ? first : dayStart(addDays(dayInZone(new Date(from), timeZone), 1), timeZone);
  const end = startOf(to);
  if (begin >= end) return { days: null, hours: [{ from, to }] };
  const hours = [
    { from, to: begin },
    { from: end, to },
  ].filter((piece) => piece.from < piece.to);
  return { days: { from: begin, to: end }, hours };
}

/** What figures are read from: single cells when somebody asks for entities, else scopes (`payops_scopes`), the widest that will do. */
export type Units = 'cells' | 'places' | 'whole';

export function unitsFor({ sight, selection }: Pick<FiguresOf, 'sight' | 'selection'>): Units {
  const { tenantType, tenantId, region, country, source } = selection;
  const oneEntity = tenantId !== undefined && tenantType !== 'region' && tenantType !== 'platform';
  if (oneEntity || (sight !== null && sight.entities.length > 0)) return 'cells';
  const wide =
    tenantType === undefined || tenantType === 'platform' || (tenantType === 'region' && tenantId === undefined);
  return sight === null && wide && region === undefined && country === undefined && source === undefined
    ? 'whole'
    : 'places';
}

/** `unit, currency` of all that is asked for. */
export function unitsSql(q: Pick<FiguresOf, 'tenantId' | 'sight' | 'selection'>, units: Units): SQL {
  const where = sql`c.tenant_id = ${q.tenantId} AND ${inSight(q.sight)} AND ${picked(q.selection)}`;
  if (units === 'cells') return sql`SELECT c.cell AS unit, c.currency FROM payops_cells c WHERE ${where}`;
  if (units === 'places') {
    const regions = q.sight === null ? sql`true` : sql`c.region = ANY (${sql.param(q.sight.regions)}::text[])`;
    return sql`SELECT c.scope AS unit, c.currency FROM payops_scopes c
      WHERE c.tenant_id = ${q.tenantId} AND c.tenant_type <> '*' AND ${regions} AND ${picked(q.selection)}`;
  }
  const { currency } = q.selection;
  return sql`SELECT c.scope AS unit, c.currency FROM payops_scopes c
    WHERE c.tenant_id = ${q.tenantId} AND c.tenant_type = '*' AND ${currency === undefined ? sql`true` : sql`c.currency = ${currency}`}`;
}

export const instant = (ms: number): SQL => sql`${new Date(ms).toISOString()}::timestamptz`;

/** Rows `unit, at, <columns>` of a span from as few rows as can be: days where days are whole, hours elsewhere. The units stand in `units`. */
export function rolledRows(q: FiguresOf, span: Span, units: Units, columns: string): SQL {
  const mine = sql`unit = ANY (ARRAY(SELECT unit FROM units))`;
  const rollups = (level: number, { from, to }: Span) => sql`
    SELECT unit, at, ${sql.raw(columns)} FROM payops_rollups
     WHERE tenant_id = ${q.tenantId} AND level = ${level} AND ${mine} AND at >= ${instant(from)} AND at < ${instant(to)}`;
  const hourly = ({ from, to }: Span) => sql`
    SELECT cell AS unit, hour AS at, ${sql.raw(columns)} FROM payops_hourly
     WHERE tenant_id = ${q.tenantId} AND cell = ANY (ARRAY(SELECT unit FROM units)) AND hour >= ${instant(from)} AND hour < ${instant(to)}`;
  const { days, hours } = piecesOf(span, q.timeZone);
  return sql.join(
    [
      ...(days === null ? [] : [rollups(units === 'cells' ? 1 : 3, days)]),
      ...hours.map((piece) => (units === 'cells' ? hourly(piece) : rollups(2, piece))),
    ],
    sql` UNION ALL `,
  );
}

/** The same span hour by hour. */
export function hourlyRows(q: FiguresOf, span: Span, units: Units, columns: string): SQL {
  const within = sql`tenant_id = ${q.tenantId}`;
  const mine = sql`ANY (ARRAY(SELECT unit FROM units))`;
  const names = sql.raw(columns);
  return units === 'cells'
    ? sql`SELECT cell AS unit, hour AS at, ${names} FROM payops_hourly
        WHERE ${within} AND cell = ${mine} AND hour >= ${instant(span.from)} AND hour < ${instant(span.to)}`
    : sql`SELECT unit, at, ${names} FROM payops_rollups
        WHERE ${within} AND level = 2 AND unit = ${mine} AND at >= ${instant(span.from)} AND at < ${instant(span.to)}`;
}
