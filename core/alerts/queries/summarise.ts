import { addDays, dayInZone } from '@griot/kernel';
import type { Alert } from '../store/alerts.ts';

const DAYS = 30;

/** What the cards and the timeline say, over the alerts that a reader may see. Days in the tenant's time zone. */
export function summarise(alerts: readonly Alert[], now: Date, timeZone: string) {
  const dayOf = (at: string) => dayInZone(new Date(at), timeZone);
  const today = dayInZone(now, timeZone);
  const open = alerts.filter(({ status }) => status !== 'resolved');
  const minutes = alerts.flatMap(({ createdAt, acknowledgedAt }) =>
    acknowledgedAt === null ? [] : [(Date.parse(acknowledgedAt) - Date.parse(createdAt)) / 60_000],
  );
  const ofSeverity = (severity: Alert['severity']) => open.filter((one) => one.severity === severity).length;
  return {
    active: alerts.filter(({ status }) => status === 'active').length,
    acknowledged: alerts.filter(({ status }) => status === 'acknowledged').length,
    critical: ofSeverity('critical'),
    resolvedThisMonth: alerts.filter(
      ({ resolvedAt }) => resolvedAt && dayOf(resolvedAt).slice(0, 7) === today.slice(0, 7),
    ).length,
    meanMinutesToAcknowledge: minutes.length === 0 ? null : minutes.reduce((sum, one) => sum + one, 0) / minutes.length,
    bySeverity: { info: ofSeverity('info'), warning: ofSeverity('warning'), critical: ofSeverity('critical') },
    timeline: Array.from({ length: DAYS }, (_, i) => {
      const day = addDays(today, i + 1 - DAYS);
      const on = (at: string | null) => at !== null && dayOf(at) === day;
      return {
        day,
        opened: alerts.filter(({ createdAt }) => on(createdAt)).length,
        resolved: alerts.filter(({ resolvedAt }) => on(resolvedAt)).length,
      };
    }),
  };
}
