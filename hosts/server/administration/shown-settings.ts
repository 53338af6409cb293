import type { Config } from '@griot/kernel';

export interface ShownSetting {
  name: string;
  /** Null for what must not be shown, and for what is not set. */
  value: string | null;
  set: boolean;
}

/** The settings in force. Addresses come without their user, password and parameters; secrets only as set or not. */
export function shownSettings(config: Config): ShownSetting[] {
  const plain = (name: string, value: string | number | boolean | undefined): ShownSetting => ({
    name,
    value: value === undefined ? null : String(value),
    set: value !== undefined,
  });
  const secret = (name: string, value: string | undefined): ShownSetting => ({
    name,
    value: null,
    set: value !== undefined,
  });
  return [
    plain('GRIOT_HOST', config.host),
    plain('GRIOT_PORT', config.port),
    plain('GRIOT_PUBLIC_URL', config.publicUrl),
    plain('GRIOT_DATA', config.dataDir),
    plain('GRIOT_DEMO', config.demo),
    plain('GRIOT_LOG_LEVEL', config.logLevel),
    plain('GRIOT_EVENTS_KEEP_DAYS', config.eventsKeepDays),
    plain('GRIOT_ALERTS_KEEP_DAYS', config.alertsKeepDays),
    plain('GRIOT_WEBHOOK_PRIVATE', config.webhookPrivate),
    plain('GRIOT_BACKUP_DIR', config.backupDir),
    plain('GRIOT_BACKUP_KEEP', config.backupKeep),
    plain('GRIOT_BACKUP_KEY_FILE', config.backupKeyFile),
    secret('GRIOT_SECRET', config.secret),
    secret('GRIOT_METRICS_TOKEN', config.metricsToken),
    plain('DATABASE_URL', bare(config.databaseUrl)),
    plain('WAREHOUSE_URL', bare(config.warehouseUrl)),
    plain('S3_URL', bare(config.s3Url)),
    plain('KAFKA_URL', bare(config.kafkaUrl)),
    plain('REDIS_URL', bare(config.redisUrl)),
    plain('CLAMD_URL', bare(config.clamdUrl)),
    plain('SMTP_URL', bare(config.smtpUrl)),
    plain('OPENAI_BASE_URL', bare(config.openaiBaseUrl)),
    secret('OPENAI_API_KEY', config.openaiApiKey),
    plain('OTEL_EXPORTER_OTLP_ENDPOINT', config.tracing.on ? config.tracing.protocol : undefined),
  ];
}

function bare(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
