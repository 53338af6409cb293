/** SIGKILL of each process in each step of loads, restorations, deletions and returns: `npm run bench -- compta-kills [lines] [act]`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_KILLS, surviveLoadKills } from '@griot/e2e';

const lines = Number(process.argv[2] ?? 3000);
const act = process.argv[3];
const cases = ALL_KILLS.filter((one) => act === undefined || one.act === act);
const dataDir = await mkdtemp(join(tmpdir(), 'griot-compta-kills-'));
console.log(`${cases.length} kills, periods of ${lines} lines`);
const started = performance.now();
try {
  const { hits } = await surviveLoadKills({ dataDir, cases, lines, say: console.log });
  const inTask = Object.values(hits).filter(Boolean).length;
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`all whole after ${cases.length} kills in ${seconds} s; ${inTask} fell into their task`);
  const missed = Object.entries(hits).filter(([, hit]) => !hit);
  if (missed.length > 0) console.log(`beside their task: ${missed.map(([name]) => name).join(', ')}`);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
