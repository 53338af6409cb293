import { fork } from 'node:child_process';
import { DomainError } from '@griot/kernel';
import { LIMITS } from './limits.ts';
import type { FileProfile } from './profile-file.ts';

export interface ReadingAsk {
  from: string;
  to: string;
}
export type ReadingSaid = { ok: true; profile: FileProfile } | { ok: false; reason: string; detail: string };

/** Each reason has a sentence of its own in the catalogue. */
const refused = (reason: string, detail = ''): DomainError =>
  new DomainError({ code: `assistant.file_${reason}`, kind: 'invalid', details: { detail } });

/**
 * Reads a file in a process of its own, with an end to its time and memory, and writes its rows as clean CSV. Throws
 * `assistant.file_…`, one for each reason: also `too_long` and `too_large` when the process had to be ended.
 */
export function readElsewhere(ask: ReadingAsk, timeoutMs: number = LIMITS.readMs): Promise<FileProfile> {
  const child = fork(new URL('./reading-process.ts', import.meta.url), [], {
    env: {},
    execArgv: [`--max-old-space-size=${LIMITS.readHeap}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(refused('too_long'));
      child.kill('SIGKILL');
    }, timeoutMs);
    child.on('error', () => {});
    child.once('message', (said: ReadingSaid) => {
      if (said.ok) resolve(said.profile);
      else reject(refused(said.reason, said.detail));
    });
    child.once('exit', () => {
      clearTimeout(timer);
      reject(refused('too_large'));
    });
    child.send(ask, (error) => error && reject(refused('broken')));
  });
}
