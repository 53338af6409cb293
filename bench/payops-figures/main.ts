/**
 * `npm run bench -- payops-figures [rows=10000000] [people=100] [seconds=60]`: the dashboard over so many aggregate rows. People
 * read overview, rankings, time series, hours of one merchant and the rows behind them over HTTP, while the flow refreshes the
 * ready answers every minute. Then what a first look at a merchant takes, the look-up of a snapshot, and the same questions as plain sums.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { cpuOfTree } from '../events/cpu-of-tree.ts';
import { percentile } from '../readers/tally.ts';
import { People, type Person } from './people.ts';
import { plainSums } from './plain-sums.ts';

const [rows = 10_000_000, count = 100, seconds = 60] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'griot-bench-figures-'));
const child = fork(new URL('./server.ts', import.meta.url), [folder, String(rows), String(count)]);
const answer = async <T>(ask?: string): Promise<T> => {
  const told = once(child, 'message').then(([message]) => message as T);
  if (ask !== undefined) child.send(ask);
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the platform ended with ${code}`)));
  return Promise.race([told, ended]);
};
const load = () => `load ${loadavg()[0]?.toFixed(1)}`;
const shown = (took: readonly number[]) =>
  `p50 ${percentile(took, 0.5).toFixed(1)}, p95 ${percentile(took, 0.95).toFixed(1)}, p99 ${percentile(took, 0.99).toFixed(1)} ms (${took.length})`;
try {
  const { address, tokens, tenantId, owner } = await answer<{
    address: string;
    tokens: Person[];
    tenantId: string;
    owner: string;
  }>();
  const first = new People(address);
  // Each ready answer once, as the flow makes them; the first reader of a window makes what is missing.
  for (const window of ['today', '24h', '7d', '30d', 'month']) {
    for (const path of [
      `/overview?window=${window}`,
      `/ranking?window=${window}&tenantType=merchant&limit=8`,
      `/ranking?window=${window}&by=region&limit=10`,
    ]) {
      const began = performance.now();
      for (const person of tokens.slice(0, 1)) await first.ask(person, 'overview', path);
      console.log(`made for the first time: ${path} ${(performance.now() - began).toFixed(0)} ms`);
    }
  }
  if (first.faults.length > 0) throw new Error(first.faults[0]);
  // They have had their pages open for a while: the flow knows what is read.
  await new People(address).read(tokens, { seconds: 90, thinkMs: 4000 });
  const people = new People(address);
  const before = { cpu: cpuOfTree(child.pid ?? 0), load: load() };
  await people.read(tokens, { seconds, thinkMs: 4000 });
  const cpu = cpuOfTree(child.pid ?? 0) - before.cpu;
  const all = [...people.took.values()].flat();
  console.log(
    `${rows} rows, ${count} people at once for ${seconds} s, a page every 4 s; ${before.load} before, ${load()} after`,
  );
  for (const [kind, took] of people.took) console.log(`  ${kind}: ${shown(took)}`);
  console.log(`  all: ${shown(all)}; faults ${people.faults.length} ${people.faults[0] ?? ''}`);
  console.log(
    `  CPU of the platform with PostgreSQL: ${cpu.toFixed(1)} s, ${((cpu * 1000) / all.length).toFixed(1)} ms an answer (flows included)`,
  );
  // What an answer costs does not depend on who else is on the machine.
  for (const kind of people.took.keys()) {
    const one = new People(address);
    const start = cpuOfTree(child.pid ?? 0);
    for (let turn = 0; (one.took.get(kind)?.length ?? 0) < 40; turn += 1)
      await one.page(tokens[turn % tokens.length] as Person, turn, kind);
    console.log(
      `  one after the other, ${kind}: ${(((cpuOfTree(child.pid ?? 0) - start) * 1000) / 40).toFixed(1)} ms of CPU an answer`,
    );
  }
  const looks = new People(address);
  for (let n = 0; n < 40; n += 1)
    for (const person of tokens.slice(0, 1))
      await looks.ask(person, 'overview', `/overview?window=30d&tenantType=merchant&tenantId=M-${n + count + 1}`);
  console.log(`first look at a merchant's thirty days, alone: ${shown(looks.took.get('overview') ?? [])}`);
  const inside = await answer<{ p50: number; p95: number; p99: number }>('look up');
  console.log(
    `snapshot look-up in the server: p50 ${inside.p50.toFixed(2)}, p95 ${inside.p95.toFixed(2)}, p99 ${inside.p99.toFixed(2)} ms`,
  );
  const alone = new People(address);
  for (let n = 0; n < 300; n += 1)
    for (const person of tokens.slice(0, 1)) await alone.ask(person, 'overview', '/overview?window=today');
  console.log(`the same over HTTP: ${shown(alone.took.get('overview') ?? [])}`);
  for (const [name, ms] of Object.entries(await plainSums(owner, tenantId))) {
    console.log(`plain sums over the hours, alone: ${name} ${ms.toFixed(0)} ms`);
  }
  if (people.faults.length > 0) process.exitCode = 1;
} finally {
  if (child.exitCode === null) {
    child.send('stop');
    await once(child, 'exit');
  }
  await rm(folder, { recursive: true, force: true });
}
