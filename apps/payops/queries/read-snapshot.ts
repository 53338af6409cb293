import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type Span, stepsOf, type Window, windowSpans } from '../domain/business-time.ts';
import { METRIC_NAMES, METRICS, type MetricName } from '../domain/metrics.ts';
import type { Sight } from '../domain/sight.ts';
import { readSettings } from '../store/settings.ts';
import { MONEY, type MoneyName, readSums, type Sums, type SumsQuery } from './read-sums.ts';
import { readUsers } from './read-users.ts';
import { inSight, picked, type Selection } from './sight-sql.ts';

export interface Kpi {
  metric: MetricName;
  /** Money in minor units of the reporting currency; percentages in percent; milliseconds. Null: nothing to say. */
  value: string | null;
  previous: string | null;
  changePct: string | null;
  /** Money in each currency's own minor units. */
  byCurrency: Record<string, string>;
  sparkline: { at: string; value: string | null }[];
}

export interface SnapshotBody {
  window: Window;
  timeZone: string;
  reportingCurrency: string;
  from: string;
  to: string;
  before: { from: string; to: string };
  grain: 'hour' | 'day';
  kpis: Kpi[];
  /** Late events of the last day that changed figures already read. */
  restated: { events: number; hours: number };
}

/** The KPIs of a window, with what they were a window before and how they went: one document, ready to be served. */
export async function computeSnapshot(
  tx: Tx,
  o: { tenantId: string; sight: Sight | null; selection: Selection; window: Window; now: Date },
): Promise<SnapshotBody> {
  const { timeZone, reportingCurrency } = await readSettings(tx, o.tenantId);
  const { current, before, grain } = windowSpans(o.window, o.now.getTime(), timeZone);
  const query = (span: Span, step: SumsQuery['grain']): SumsQuery => ({
    ...{ tenantId: o.tenantId, sight: o.sight, selection: o.selection, timeZone, reportingCurrency },
    ...span,
    grain: step,
  });
  const figuresOf = async (span: Span, step: SumsQuery['grain']) => {
    const users = await readUsers(tx, query(span, step));
    return (await readSums(tx, query(span, step))).map((sums) => ({
      at: sums.at,
      sums,
      users: users.get(sums.at) ?? 0,
    }));
  };
  const [now] = await figuresOf(current, 'all');
  const [then] = await figuresOf(before, 'all');
  const found = new Map((await figuresOf(current, grain)).map((step) => [Date.parse(step.at), step]));
  const series = stepsOf(current, grain, timeZone).map((at) => ({
    at: new Date(at).toISOString(),
    step: found.get(at),
  }));
  const kpis = METRIC_NAMES.map((metric): Kpi => {
    const value = now ? figureOf(metric, now) : null;
    const previous = then ? figureOf(metric, then) : null;
    return {
      metric,
      value,
      previous,
      changePct: changeOf(value, previous),
      byCurrency: isMoney(metric) ? (now?.sums.money[metric] ?? {}) : {},
      // An hour without payments has sold nothing; what a rate was then, nobody can say.
      sparkline: series.map(({ at, step }) => ({ at, value: step ? figureOf(metric, step) : emptyOf(metric) })),
    };
  });
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    ...{ window: o.window, timeZone, reportingCurrency, grain, kpis },
    from: iso(current.from),
    to: iso(current.to),
    before: { from: iso(before.from), to: iso(before.to) },
    restated: await restated(tx, query(current, 'all')),
  };
}

const emptyOf = (metric: MetricName): string | null =>
  METRICS[metric].unit === 'money' || METRICS[metric].unit === 'count' ? '0' : null;

export const isMoney = (metric: MetricName): metric is MoneyName => (MONEY as readonly string[]).includes(metric);

/** A metric of a stretch, as decimal text. */
export function figureOf(metric: MetricName, { sums, users }: { sums: Sums; users: number }): string | null {
  if (isMoney(metric)) return sums.reporting[metric];
  if (metric === 'active_users') return String(users);
  if (metric === 'latency_p50' || metric === 'latency_p95') return sums[metric] === null ? null : String(sums[metric]);
  if (metric === 'conversion') return shareOf(sums.successes, sums.attempts);
  return sums[metric];
}

/** Percent with two decimals, or null of nothing. */
function shareOf(part: string, whole: string): string | null {
  if (whole === '0') return null;
  return ((Number(part) / Number(whole)) * 100).toFixed(2);
}

function changeOf(value: string | null, previous: string | null): string | null {
  if (value === null || previous === null || Number(previous) === 0) return null;
  return (((Number(value) - Number(previous)) / Math.abs(Number(previous))) * 100).toFixed(1);
}

/** Late events of the last day, in hours of the window, of what the reader may see. */
async function restated(tx: Tx, q: SumsQuery): Promise<SnapshotBody['restated']> {
  const { rows } = await tx.execute<{ events: string; hours: string }>(sql`
    SELECT coalesce(sum(x.events), 0) AS events, count(DISTINCT x.hour) AS hours
      FROM payops_restatements x JOIN payops_cells c ON c.tenant_id = x.tenant_id AND c.cell = x.cell
     WHERE x.tenant_id = ${q.tenantId} AND x.hour >= ${new Date(q.from).toISOString()}::timestamptz
       AND x.arrived_hour >= ${new Date(q.to - 25 * 3_600_000).toISOString()}::timestamptz
       AND ${inSight(q.sight)} AND ${picked(q.selection)}`);
  return { events: Number(rows[0]?.events ?? 0), hours: Number(rows[0]?.hours ?? 0) };
}
