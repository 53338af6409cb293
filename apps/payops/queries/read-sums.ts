import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { Sight } from '../domain/sight.ts';
import { inSight, picked, type Selection } from './sight-sql.ts';

/** Sums of a stretch of time. Money is in minor units: per currency, and in the reporting currency by dated rates. */
export interface Sums {
  /** First instant of the stretch, ISO 8601 (of each step of a series). */
  at: string;
  events: string;
  transactions: string;
  attempts: string;
  successes: string;
  failures: string;
  fraud_count: string;
  refund_count: string;
  dispute_count: string;
  payout_count: string;
  payout_failed: string;
  /** Kept counts of latencies, merged. */
  latency_p50: number | null;
  latency_p95: number | null;
  money: Record<MoneyName, Record<string, string>>;
  /** Rounded once, at the end; null when a rate is missing for a currency that has an amount. */
  reporting: Record<MoneyName, string | null>;
}

export const MONEY = ['gmv', 'revenue', 'fees', 'refunds', 'disputes', 'payouts', 'float', 'fraud_amount'] as const;
export type MoneyName = (typeof MONEY)[number];
const COUNTS = [
  ...['events', 'transactions', 'attempts', 'successes', 'failures', 'fraud_count', 'refund_count', 'dispute_count'],
  ...['payout_count', 'payout_failed'],
] as const;

export interface Stretch {
  /** ms; `to` is not part of it. */
  from: number;
  to: number;
}

export interface SumsQuery extends Stretch {
  tenantId: string;
  sight: Sight | null;
  selection: Selection;
  /** Steps of the series; `all`: one step. */
  grain: 'hour' | 'day' | 'all';
  timeZone: string;
  reportingCurrency: string;
}

interface StepRow extends Record<string, unknown> {
  at: string;
  latencies: { p50: number | null; p95: number | null };
  money: Record<string, Record<string, string>>;
  reporting: Record<string, string | null>;
}

const iso = (ms: number): SQL => sql`${new Date(ms).toISOString()}::timestamptz`;

/**
 * One row per step that has anything. Money is first summed per business day and currency, then converted with the day's
 * rate in exact decimals, then rounded once per step.
 */
export async function readSums(tx: Tx, q: SumsQuery): Promise<Sums[]> {
  const step = {
    hour: sql`h.hour`,
    day: sql`date_trunc('day', h.hour, ${q.timeZone})`,
    all: iso(q.from),
  }[q.grain];
  const each = (names: readonly string[], of: (name: string) => string): SQL => sql.raw(names.map(of).join(', '));
  const { rows } = await tx.execute<StepRow & Record<string, string>>(sql`
    WITH cells AS MATERIALIZED (
      SELECT cell, currency FROM payops_cells c WHERE c.tenant_id = ${q.tenantId} AND ${inSight(q.sight)} AND ${picked(q.selection)}),
    h AS MATERIALIZED (
      SELECT ${step} AS at, (h.hour AT TIME ZONE ${q.timeZone})::date AS day, c.currency, h.*
        FROM payops_hourly h JOIN cells c ON c.cell = h.cell
       WHERE h.tenant_id = ${q.tenantId} AND h.hour >= ${iso(q.from)} AND h.hour < ${iso(q.to)}),
    days AS (
      SELECT at, day, currency, ${each(MONEY, (name) => `sum(${name}) AS ${name}`)} FROM h GROUP BY 1, 2, 3),
    rated AS (
      SELECT d.*, CASE WHEN d.currency = ${q.reportingCurrency} THEN 1 ELSE (
          SELECT rate FROM payops_rates r WHERE r.tenant_id = ${q.tenantId} AND r.currency = d.currency AND r.from_day <= d.day
           ORDER BY r.from_day DESC LIMIT 1) END AS rate
        FROM days d),
    converted AS (
      SELECT at, jsonb_build_object(${each(
        MONEY,
        (name) =>
          `'${name}', CASE WHEN bool_and(rate IS NOT NULL OR ${name} = 0) THEN round(sum(coalesce(${name} * rate, 0)))::text END`,
      )}) AS reporting FROM rated GROUP BY at),
    currencies AS (
      SELECT at, currency, ${each(MONEY, (name) => `sum(${name}) AS ${name}`)} FROM days GROUP BY 1, 2),
    money AS (
      SELECT at, jsonb_build_object(${each(
        MONEY,
        (name) => `'${name}', coalesce(jsonb_object_agg(currency, ${name}::text) FILTER (WHERE ${name} <> 0), '{}')`,
      )}) AS money FROM currencies GROUP BY at),
    counts AS (SELECT at, ${each(COUNTS, (name) => `sum(${name})::text AS ${name}`)} FROM h GROUP BY at),
    times AS (
      SELECT at, array_agg((v << 32) + n ORDER BY v) AS counts FROM (
        SELECT at, e >> 32 AS v, sum(e & 4294967295)::bigint AS n FROM h, unnest(latencies) AS e GROUP BY 1, 2) s GROUP BY at)
    SELECT c.*, to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, m.money, v.reporting,
           jsonb_build_object('p50', payops_percentile(t.counts, 0.5), 'p95', payops_percentile(t.counts, 0.95)) AS latencies
      FROM counts c JOIN money m ON m.at = c.at JOIN converted v ON v.at = c.at LEFT JOIN times t ON t.at = c.at
     ORDER BY c.at`);
  return rows.map(({ at, latencies, money, reporting, ...counts }) => ({
    at,
    ...(Object.fromEntries(COUNTS.map((name) => [name, counts[name] ?? '0'])) as Pick<
      Sums,
      (typeof COUNTS)[number] & keyof Sums
    >),
    latency_p50: latencies.p50,
    latency_p95: latencies.p95,
    money: money as Sums['money'],
    reporting: reporting as Sums['reporting'],
  })) as Sums[];
}

/** Distinct people of a stretch, by step or in all: not the sum of the hours'. */
export async function readUsers(tx: Tx, q: SumsQuery): Promise<Map<string, number>> {
  const step = {
    hour: sql`u.hour`,
    day: sql`date_trunc('day', u.hour, ${q.timeZone})`,
    all: iso(q.from),
  }[q.grain];
  const { rows } = await tx.execute<{ at: string; n: string }>(sql`
    SELECT to_char(${step} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, count(DISTINCT u.user_key) AS n
      FROM payops_users_hourly u JOIN payops_cells c ON c.tenant_id = u.tenant_id AND c.cell = u.cell
     WHERE u.tenant_id = ${q.tenantId} AND u.hour >= ${iso(q.from)} AND u.hour < ${iso(q.to)}
       AND ${inSight(q.sight)} AND ${picked(q.selection)}
     GROUP BY 1`);
  return new Map(rows.map(({ at, n }) => [at, Number(n)]));
}
