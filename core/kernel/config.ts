import { DomainError } from './errors.ts';
import { readTracingSettings, type TracingSettings } from './tracing-settings.ts';

/** Every setting of the platform, read once by a host. All optional in the environment; see `.env.example`. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Signs tokens and derives keys; generated and kept in the data folder when absent. */
  secret: string | undefined;
  demo: boolean;
  demoPassword: string | undefined;
  databaseUrl: string | undefined;
  warehouseUrl: string | undefined;
  s3Url: string | undefined;
  kafkaUrl: string | undefined;
  redisUrl: string | undefined;
  smtpUrl: string | undefined;
  /** Webhooks may call addresses of private networks and of this machine. */
  webhookPrivate: boolean;
  /** Where people reach the platform, for links in mails; default: this machine and port. */
  publicUrl: string;
  openaiBaseUrl: string | undefined;
  openaiApiKey: string | undefined;
  /** The model that is asked there. */
  openaiModel: string;
  logLevel: string;
  /** Days that the log of events keeps. */
  eventsKeepDays: number;
  /** Days that ended alerts, their history and what was sent about them are kept. */
  alertsKeepDays: number;
  /** A virus scanner that new files are shown to: clamd's `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. */
  clamdUrl: string | undefined;
  /** Folder of nightly backups; default `backups` in the data folder. */
  backupDir: string | undefined;
  /** File whose content encrypts backups. */
  backupKeyFile: string | undefined;
  /** `7d,4w`: the newest of seven days and of four weeks. */
  backupKeep: string;
  /** Lets `/metrics` be read from elsewhere than this machine, as a bearer. */
  metricsToken: string | undefined;
  tracing: TracingSettings;
}

type Environment = Record<string, string | undefined>;

/**
 * Reads and checks the environment. All faults are told at once, each with its variable, in one
 * `config.invalid` error; values of secrets are never part of it.
 */
export function readConfig(env: Environment): Config {
  const faults: string[] = [];
  const text = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };
  const integer = (name: string, fallback: number, min: number, max: number): number => {
    const value = text(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    faults.push(`${name} must be a whole number from ${min} to ${max}`);
    return fallback;
  };
  const flag = (name: string, fallback: boolean): boolean => {
    const value = text(name);
    if (value === undefined) return fallback;
    if (['1', 'true', 'yes', 'on'].includes(value)) return true;
    if (['0', 'false', 'no', 'off'].includes(value)) return false;
    faults.push(`${name} must be 1 or 0`);
    return fallback;
  };
  const url = (name: string, protocols: string[]): string | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    const protocol = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : '';
    if (protocols.includes(protocol)) return value;
    faults.push(`${name} must be an address that begins with ${protocols.map((p) => `${p}://`).join(' or ')}`);
    return undefined;
  };
  const secret = text('GRIOT_SECRET');
  if (secret !== undefined && secret.length < 32) faults.push('GRIOT_SECRET must have at least 32 characters');
  const level = text('GRIOT_LOG_LEVEL') ?? 'info';
  if (!['debug', 'info', 'warn', 'error', 'silent'].includes(level)) {
    faults.push('GRIOT_LOG_LEVEL must be debug, info, warn, error or silent');
  }
  const metricsToken = text('GRIOT_METRICS_TOKEN');
  if (metricsToken !== undefined && !/^[A-Za-z0-9._~+/=-]{16,}$/.test(metricsToken)) {
    faults.push('GRIOT_METRICS_TOKEN must have at least 16 characters, letters, digits and . _ ~ + / = - alone');
  }
  const port = integer('GRIOT_PORT', 8000, 0, 65_535);
  const config: Config = {
    port,
    host: text('GRIOT_HOST') ?? '127.0.0.1',
    dataDir: text('GRIOT_DATA') ?? './data',
    secret,
    demo: flag('GRIOT_DEMO', true),
    demoPassword: text('GRIOT_DEMO_PASSWORD'),
    databaseUrl: url('DATABASE_URL', ['postgres', 'postgresql']),
    warehouseUrl: url('WAREHOUSE_URL', ['http', 'https', 'clickhouse']),
    s3Url: url('S3_URL', ['http', 'https', 's3']),
    kafkaUrl: url('KAFKA_URL', ['kafka']),
    redisUrl: url('REDIS_URL', ['redis', 'rediss']),
    smtpUrl: url('SMTP_URL', ['smtp', 'smtps']),
    webhookPrivate: flag('GRIOT_WEBHOOK_PRIVATE', false),
    publicUrl: url('GRIOT_PUBLIC_URL', ['http', 'https']) ?? `http://127.0.0.1:${port}`,
    openaiBaseUrl: url('OPENAI_BASE_URL', ['http', 'https']),
    openaiApiKey: text('OPENAI_API_KEY'),
    openaiModel: text('OPENAI_MODEL') ?? 'gpt-4o-mini',
    logLevel: level,
    backupDir: text('GRIOT_BACKUP_DIR'),
    backupKeyFile: text('GRIOT_BACKUP_KEY_FILE'),
    backupKeep: text('GRIOT_BACKUP_KEEP') ?? '7d,4w',
    metricsToken,
    tracing: readTracingSettings(text, url, faults),
    eventsKeepDays: integer('GRIOT_EVENTS_KEEP_DAYS', 31, 1, 3650),
    alertsKeepDays: integer('GRIOT_ALERTS_KEEP_DAYS', 365, 1, 3650),
    clamdUrl: url('CLAMD_URL', ['tcp', 'unix']),
  };
  if (faults.length > 0) {
    throw new DomainError({
      code: 'config.invalid',
      kind: 'invalid',
      details: { faults },
      message: `Settings: ${faults.join('; ')}`,
    });
  }
  return config;
}
