/**
 * Two hundred runs on two workers while workers, slots, server, PostgreSQL and warehouse process are killed with SIGKILL at
 * random moments: `npm run bench -- crash-trial [runs] [kills] [seed]`. Fails unless each run ended once and well, each effect
 * is there once, and every lost task was taken over within 30 s in which a worker lived.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { trialOfRuns } from '@griot/e2e';

const TAKEOVER_MS = 30_000;
const runs = Number(process.argv[2] ?? 200);
const kills = Number(process.argv[3] ?? 100);
const seed = Number(process.argv[4] ?? Date.now() % 1_000_000);
const dataDir = await mkdtemp(join(tmpdir(), 'griot-trial-'));
console.log(`${runs} runs, up to ${kills} kills, seed ${seed}`);
try {
  const report = await trialOfRuns({ dataDir, runs, kills, seed, say: console.log });
  console.log(report);
  if (report.slowestWithWorkerMs > TAKEOVER_MS) throw new Error('a lost task waited longer than 30 s');
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
