// A thread of the task process that still moves when the task holds the main thread: it ends the process (and what that
// started) when the worker is gone or the hard limit has passed.
import { parentPort, workerData } from 'node:worker_threads';

const worker = (workerData as { parent: number }).parent;
let limit: bigint | undefined;

parentPort?.on('message', (ms: number | null) => {
  limit = ms === null ? undefined : process.hrtime.bigint() + BigInt(Math.ceil(ms)) * 1_000_000n;
});

setInterval(() => {
  const orphaned = process.ppid !== worker;
  const late = limit !== undefined && process.hrtime.bigint() > limit;
  if (!orphaned && !late) return;
  try {
    process.kill(-process.pid, 'SIGKILL'); // the whole group: the process leads one
  } catch {
    process.kill(process.pid, 'SIGKILL');
  }
}, 250);
