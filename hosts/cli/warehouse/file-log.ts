import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from '@griot/kernel';

const LEVELS: readonly string[] = ['debug', 'info', 'warn', 'error'];

/** JSON lines in a file, for commands that need neither the platform nor its log. Below `level` nothing is written. */
export function fileLog(file: string, level: string): Logger {
  mkdirSync(dirname(file), { recursive: true });
  const least = LEVELS.indexOf(level);
  const write =
    (name: string, more: Record<string, unknown>): Logger['info'] =>
    (facts, text) => {
      if (LEVELS.indexOf(name) < least) return;
      appendFileSync(
        file,
        `${JSON.stringify({ level: name, time: new Date().toISOString(), ...more, ...facts, msg: text })}\n`,
      );
    };
  const logger = (more: Record<string, unknown>): Logger => ({
    ...{
      debug: write('debug', more),
      info: write('info', more),
      warn: write('warn', more),
      error: write('error', more),
    },
    child: (facts) => logger({ ...more, ...facts }),
  });
  return logger({});
}
