import type { Platform } from '@griot/application';
import type { Figure } from '@griot/telemetry';
import { sql } from 'drizzle-orm/sql';

const SEVERITIES = ['info', 'warning', 'critical'];

/** Open alerts of all tenants, for those who watch the installation. */
export async function alertFigures({ store }: Pick<Platform, 'store'>): Promise<Figure[]> {
  const { rows } = await store.withSystem(
    (tx) =>
      tx.execute<{ severity: string; status: string; n: number }>(sql`
        SELECT severity, status, count(*)::int AS n FROM alerts WHERE status <> 'resolved' GROUP BY 1, 2`),
    { readOnly: true },
  );
  const deliveries = await store.withSystem(
    (tx) =>
      tx.execute<{ channel: string; state: string; n: number }>(
        sql`SELECT channel, state, count(*)::int AS n FROM alert_messages GROUP BY 1, 2`,
      ),
    { readOnly: true },
  );
  const open = (severity: string, status: string) =>
    rows.find((row) => row.severity === severity && row.status === status)?.n ?? 0;
  return [
    {
      name: 'griot_alerts_open',
      help: 'Alerts that are not resolved, of all tenants.',
      type: 'gauge',
      samples: SEVERITIES.flatMap((severity) =>
        ['active', 'acknowledged'].map((status) => ({ labels: { severity, status }, value: open(severity, status) })),
      ),
    },
    {
      name: 'griot_alert_deliveries',
      help: 'Messages about alerts by channel and state; handed_over = a mail that is now in the outbox.',
      type: 'gauge',
      samples: deliveries.rows.map(({ channel, state, n }) => ({ labels: { channel, state }, value: n })),
    },
  ];
}
