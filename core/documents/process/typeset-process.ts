import { type ChildProcess, fork } from 'node:child_process';
import { DomainError } from '@griot/kernel';
import type { TypesetAnswer, TypesetJob } from './protocol.ts';

/** A document that takes longer is ended with its process; five hundred pages take half of that. */
const LONGEST_MS = 120_000;
const IDLE_MS = 60_000;

let child: ChildProcess | undefined;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();

/** Jobs wait for each other: documents made side by side would only share the same processor. */
export function typesetElsewhere<T>(job: TypesetJob): Promise<T> {
  const turn = last.then(() => one(job));
  last = turn.catch(() => {});
  return turn as Promise<T>;
}

async function one(job: TypesetJob): Promise<unknown> {
  clearTimeout(idle);
  child ??= start();
  const typesetter = child;
  hold(typesetter, true);
  try {
    const answer = await asked(typesetter, job);
    if (!answer.ok) throw notTypeset(answer.faults);
    return restored(answer.result);
  } finally {
    hold(typesetter, false);
    idle = setTimeout(() => end(typesetter), IDLE_MS).unref();
  }
}

function asked(typesetter: ChildProcess, job: TypesetJob): Promise<TypesetAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      typesetter.off('message', said).off('exit', gone);
      act();
    };
    const said = (answer: TypesetAnswer) => settle(() => resolve(answer));
    const gone = () => settle(() => reject(notTypeset(['the typesetter ended'])));
    const timer = setTimeout(() => {
      end(typesetter);
      settle(() => reject(notTypeset(['the document takes too long'])));
    }, LONGEST_MS);
    typesetter.once('message', said).once('exit', gone);
    typesetter.send(job, (error) => error && settle(() => reject(notTypeset([error.message]))));
  });
}

function start(): ChildProcess {
  const started = fork(new URL('./typesetter.ts', import.meta.url), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  started.once('exit', () => {
    if (child === started) child = undefined;
  });
  started.on('error', () => {});
  return started;
}

function end(typesetter: ChildProcess): void {
  if (child === typesetter) child = undefined;
  typesetter.kill('SIGKILL');
}

/** A typesetter without work does not keep a program alive. */
function hold(typesetter: ChildProcess, busy: boolean): void {
  if (busy) {
    typesetter.ref();
    typesetter.channel?.ref();
  } else {
    typesetter.unref();
    typesetter.channel?.unref();
  }
}

/** Bytes come through the channel as plain arrays of bytes. */
function restored(result: unknown): unknown {
  if (typeof result !== 'object' || result === null || !('pdf' in result)) return result;
  return { ...result, pdf: Buffer.from(result.pdf as Uint8Array) };
}

function notTypeset(faults: unknown): DomainError {
  return new DomainError({ code: 'documents.not_typeset', kind: 'internal', details: { faults } });
}
