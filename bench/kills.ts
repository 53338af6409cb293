/** Fifty SIGKILLs at random moments of pipeline runs: `npm run bench -- kills [rounds] [seed]`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { surviveKills } from '@griot/e2e';

const rounds = Number(process.argv[2] ?? 50);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const dataDir = await mkdtemp(join(tmpdir(), 'griot-kills-'));
console.log(`${rounds} kills, seed ${seed}`);
const started = performance.now();
try {
  const { kills } = await surviveKills({ dataDir, rounds, seed, demoScale: 0.2, say: console.log });
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`all whole after ${rounds} kills in ${seconds} s: ${JSON.stringify(kills)}`);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
