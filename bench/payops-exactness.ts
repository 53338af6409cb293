/**
 * `npm run bench -- payops-exactness [events=5000000] [seed] [seconds between kills=12]`: hostile traffic into the running platform
 * while every kind of process is killed. Fails unless the figures are those of plain loops over the distinct events, to the unit.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { exactnessTrial } from '@griot/e2e';

const [events = 5_000_000, seed = Date.now() % 1_000_000, every = 12] = process.argv.slice(2).map(Number);
const dataDir = await mkdtemp(join(tmpdir(), 'griot-exactness-'));
console.log(
  `${events} distinct events, seed ${seed}, a kill every ${every} s; load of the machine ${loadavg()[0]?.toFixed(1)}`,
);
try {
  const report = await exactnessTrial({
    dataDir,
    events,
    seed,
    killEveryMs: every * 1000,

    say: console.log,
  });
  console.log(`EXACT ${JSON.stringify(report)}; load ${loadavg()[0]?.toFixed(1)}`);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
