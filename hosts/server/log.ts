import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@griot/kernel';
import { currentTraceId, logFields } from '@griot/telemetry';
import { destination, type LevelWithSilent, pino } from 'pino';

/** Names of fields that never reach a log, wherever they stand. */
const SECRETS = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'secret',
  'totp',
  'databaseUrl',
];

/** Structured logs as JSON lines: to a file for `npm start` (the terminal shows what it is doing), else to standard error. */
export function createLog(options: { level: string; folder?: string; name: string }): Logger {
  let target: ReturnType<typeof destination> = destination({ dest: 2, sync: true });
  if (options.folder !== undefined) {
    mkdirSync(options.folder, { recursive: true });
    target = destination({
      dest: join(options.folder, `${options.name}.log`),
      sync: false,
      append: true,
      minLength: 0,
    });
  }
  return pino(
    {
      level: options.level as LevelWithSilent,
      base: { process: options.name },
      // Of the request or the run in which something is logged, however deep.
      mixin: () => ({ ...logFields(), ...traceField() }),
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    },
    target,
  );
}

function traceField(): { traceId?: string } {
  const traceId = currentTraceId();
  return traceId === undefined ? {} : { traceId };
}
