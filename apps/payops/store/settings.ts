import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export interface PayopsSettings {
  timeZone: string;
  reportingCurrency: string;
  /** ISO 8601. */
  liveSince: string;
  rebuildingSince: string | null;
}

interface SettingsRow extends Record<string, unknown> {
  time_zone: string;
  reporting_currency: string;
  live_since: string;
  rebuilding_since: string | null;
}

/** Until a tenant says otherwise its figures follow the clock of Abidjan, in francs. */
const DEFAULTS: PayopsSettings = {
  timeZone: 'Africa/Abidjan',
  reportingCurrency: 'XOF',
  liveSince: '1970-01-01T00:00:00.000Z',
  rebuildingSince: null,
};

export async function readSettings(tx: Tx, tenantId: string): Promise<PayopsSettings> {
  const { rows } = await tx.execute<SettingsRow>(sql`
    SELECT time_zone, reporting_currency, live_since, rebuilding_since FROM payops_settings WHERE tenant_id = ${tenantId}`);
  const row = rows[0];
  if (!row) return DEFAULTS;
  return {
    timeZone: row.time_zone,
    reportingCurrency: row.reporting_currency,
    liveSince: new Date(row.live_since).toISOString(),
    rebuildingSince: row.rebuilding_since === null ? null : new Date(row.rebuilding_since).toISOString(),
  };
}

/** Made once, when a tenant begins; what is there already stays. */
export async function beginSettings(
  tx: Tx,
  tenantId: string,
  o: { timeZone: string; reportingCurrency: string; liveSince: Date },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO payops_settings (tenant_id, time_zone, reporting_currency, live_since)
    VALUES (${tenantId}, ${o.timeZone}, ${o.reportingCurrency}, ${o.liveSince.toISOString()}::timestamptz)
    ON CONFLICT DO NOTHING`);
}

/** From a day on, one minor unit of `currency` is worth `rate` minor units of the reporting currency. */
export async function putRates(
  tx: Tx,
  tenantId: string,
  rates: readonly { currency: string; fromDay: string; rate: string }[],
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO payops_rates (tenant_id, currency, from_day, rate)
    SELECT ${tenantId}::uuid, r.currency, r."fromDay", r.rate
      FROM jsonb_to_recordset(${JSON.stringify(rates)}::jsonb) AS r(currency text, "fromDay" date, rate numeric)
    ON CONFLICT (tenant_id, currency, from_day) DO UPDATE SET rate = excluded.rate`);
}
