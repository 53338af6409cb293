import type { Platform } from '@griot/application';
import { addDays, dayInZone } from '@griot/kernel';
import type { MetricContext } from '@griot/metrics';
import { figuresOf } from '../evaluation/backtest.ts';
import type { Alert } from '../store/alerts.ts';
import type { Threshold } from '../store/thresholds.ts';

const BEFORE = 45;
const AT_MOST = 90;

/** The figure that an alert is about, as its threshold sees it at the end of each day: some weeks before it opened until now. */
export async function alertSeries(
  { metrics }: Pick<Platform, 'metrics'>,
  context: MetricContext & { timeZone: string },
  p: { alert: Alert; threshold: Threshold; now: Date },
) {
  const { alert, threshold } = p;
  const last = dayInZone(new Date(alert.resolvedAt ?? p.now), context.timeZone);
  const from = addDays(dayInZone(new Date(alert.createdAt), context.timeZone), -BEFORE);
  const all: string[] = [];
  for (let day = last; day >= from && all.length < AT_MOST; day = addDays(day, -1)) all.unshift(day);
  const days = threshold.kind === 'freshness' ? [] : all;
  const { dimension } = threshold;
  const narrowed =
    dimension === null || alert.zone === ''
      ? threshold
      : { ...threshold, filters: [...threshold.filters, { dimension, operator: 'eq' as const, value: alert.zone }] };
  const seen = await figuresOf(metrics, context, narrowed, { days, now: p.now });
  return {
    days,
    values: days.map((day) => seen.get(day)?.get(alert.zone)?.actual ?? null),
    limit: threshold.kind === 'no_data' ? null : threshold.limit,
    unit:
      threshold.kind === 'value' || threshold.kind === 'no_data'
        ? ((alert.context.unit as string | null) ?? null)
        : threshold.kind === 'change_pct'
          ? 'percent'
          : null,
  };
}
