import { type ChildProcess, fork } from 'node:child_process';

export interface WorkerProcess {
  id: string;
  pid: number;
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  ended: Promise<void>;
}

/** A worker of the sample flows in a process of its own. It ends with this one at the latest. */
export async function startWorkerProcess(): Promise<WorkerProcess> {
  const child: ChildProcess = fork(new URL('./sample-worker.ts', import.meta.url), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const id = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: { worker: string }) => resolve(message.worker));
    child.once('exit', () => reject(new Error('the worker process ended at its start')));
  });
  return { id, pid: child.pid ?? 0, ended, signal: (signal) => void child.kill(signal) };
}
