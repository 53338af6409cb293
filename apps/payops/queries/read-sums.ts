import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { Span } from '../domain/business-time.ts';
import type { MetricName } from '../domain/metrics.ts';
import { type FiguresOf, hourlyRows, instant, rolledRows, unitsFor, unitsSql } from './rolled-sums.ts';

/** Sums of a stretch of time. Money is in minor units: per currency, and in the reporting currency by dated rates. */
export interface Sums extends Record<CountName, string> {
  /** First instant of the stretch, ISO 8601 (of each step of a series). */
  at: string;
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
  ...(['events', 'transactions', 'attempts', 'successes', 'failures', 'fraud_count', 'refund_count'] as const),
  ...(['dispute_count', 'payout_count', 'payout_failed'] as const),
];
type CountName = (typeof COUNTS)[number];

export interface SumsQuery extends FiguresOf, Span {
  /** Steps of the series; `all`: one step. */
  grain: 'hour' | 'day' | 'all';
  reportingCurrency: string;
  /** The metric that is asked for, when it is one: the others of the answer are then empty. */
  only?: MetricName;
}

/** The columns behind a metric; all of them behind no metric in particular. */
function columnsOf(only: MetricName | undefined): { money: MoneyName[]; counts: CountName[]; latencies: boolean } {
  if (only === undefined) return { money: [...MONEY], counts: COUNTS, latencies: true };
  const counts = COUNTS.filter((name) => name === only || name === 'events');
  return {
    money: MONEY.filter((name) => name === only),
    counts: only === 'conversion' ? ['attempts', 'successes'] : counts,
    latencies: only.startsWith('latency_'),
  };
}

/**
 * One row per step that has anything. Money is first summed per business day and currency, then converted with the day's
 * rate in exact decimals, then rounded once per step.
 */
export async function readSums(tx: Tx, q: SumsQuery): Promise<Sums[]> {
  const { money, counts, latencies } = columnsOf(q.only);
  const { rows } = await tx.execute<Record<string, string | null>>(sumsSql(q, money, counts));
  const steps = new Map<string, Sums>();
  for (const row of rows) {
    const at = row.at ?? '';
    const step = steps.get(at) ?? emptySums(at);
    steps.set(at, step);
    for (const name of counts) step[name] = String(BigInt(step[name]) + BigInt(row[name] ?? 0));
    for (const name of money) {
      step.reporting[name] = row[`${name}_in`] ?? null;
      if (row[name] !== '0') step.money[name][row.currency ?? ''] = row[name] ?? '0';
    }
  }
  if (latencies) {
    const { rows: times } = await tx.execute<{ at: string; p50: number; p95: number }>(timesSql(q));
    for (const { at, p50, p95 } of times) Object.assign(steps.get(at) ?? {}, { latency_p50: p50, latency_p95: p95 });
  }
  return [...steps.values()];
}

function emptySums(at: string): Sums {
  return {
    at,
    ...(Object.fromEntries(COUNTS.map((name) => [name, '0'])) as Record<CountName, string>),
    ...{ latency_p50: null, latency_p95: null },
    money: Object.fromEntries(MONEY.map((name) => [name, {}])) as Sums['money'],
    reporting: Object.fromEntries(MONEY.map((name) => [name, '0'])) as Sums['reporting'],
  };
}

function sourceOf(q: SumsQuery, columns: string): { units: SQL; rows: SQL; step: SQL } {
  const units = unitsFor(q);
  return {
    units: sql`units AS MATERIALIZED (${unitsSql(q, units)})`,
    rows: q.grain === 'hour' ? hourlyRows(q, q, units, columns) : rolledRows(q, q, units, columns),
    step: { hour: sql`r.at`, day: sql`date_trunc('day', r.at, ${q.timeZone})`, all: instant(q.from) }[q.grain],
  };
}

const AT = sql.raw(`to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at`);

/** A row per step and currency; `<money>_in` is the step's in the reporting currency, the same in each of its rows. */
function sumsSql(q: SumsQuery, money: readonly MoneyName[], counts: readonly CountName[]): SQL {
  const names = [...money, ...counts];
  const { units, rows, step } = sourceOf(q, names.join(', '));
  const list = (of: (name: string) => string, from: readonly string[] = names) => sql.raw(from.map(of).join(', '));
  const converted = money.map(
    (name) => `CASE WHEN bool_and(bool_and(rate IS NOT NULL OR ${name} = 0)) OVER w
        THEN round(sum(sum(coalesce(${name} * rate, 0))) OVER w)::text END AS ${name}_in`,
  );
  return sql`
    WITH ${units},
    days AS (
      SELECT ${step} AS at, (r.at AT TIME ZONE ${q.timeZone})::date AS day, units.currency, ${list((name) => `sum(${name}) AS ${name}`)}
        FROM (${rows}) r JOIN units ON units.unit = r.unit GROUP BY 1, 2, 3),
    rated AS (
      SELECT d.*, CASE WHEN d.currency = ${q.reportingCurrency} THEN 1 ELSE (
          SELECT rate FROM payops_rates p WHERE p.tenant_id = ${q.tenantId} AND p.currency = d.currency AND p.from_day <= d.day
           ORDER BY p.from_day DESC LIMIT 1) END AS rate
        FROM days d)
    SELECT ${AT}, currency, ${sql.raw([...names.map((name) => `sum(${name})::text AS ${name}`), ...converted].join(', '))}
      FROM rated GROUP BY rated.at, currency WINDOW w AS (PARTITION BY rated.at) ORDER BY rated.at, currency`;
}

function timesSql(q: SumsQuery): SQL {
  const { units, rows, step } = sourceOf(q, 'latencies');
  return sql`
    WITH ${units},
    counted AS (
      SELECT ${step} AS at, e >> 32 AS v, sum(e & 4294967295)::bigint AS n FROM (${rows}) r, unnest(r.latencies) AS e GROUP BY 1, 2),
    times AS (SELECT at, array_agg((v << 32) + n ORDER BY v) AS counts FROM counted GROUP BY at)
    SELECT ${AT}, payops_percentile(counts, 0.5) AS p50, payops_percentile(counts, 0.95) AS p95 FROM times`;
}
