/**
 * A hundred people read dashboards at once while the figures are rebuilt under them: an import, a build and a publication
 * as often as they fit. Each person has an account of their own (one in four sees one zone alone), opens a page of figures
 * as a browser does (all its questions at once, with the ETags it has), reads it, opens the next. No answer may fail and
 * none may mix two generations: the same reader's revenue in one generation is the same wherever it is read. Beside it,
 * the yardstick in the same run: `/health` asked by the same people at the same pace.
 * `npm run bench -- readers [--people 100] [--seconds 120] [--think 4] [--scale 1]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { People } from './people.ts';
import { startPlatform } from './platform.ts';
import { rebuildUntil } from './rebuild.ts';
import { percentile, type Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '120' },
    think: { type: 'string', default: '4' },
    scale: { type: 'string', default: '1' },
  },
});
const seconds = Number(values.seconds);

function print(title: string, tally: Tally, took: number): void {
  const column = (value: number) => value.toFixed(1).padStart(8);
  const { latencies } = tally;
  console.log(
    title.padEnd(40),
    String(latencies.length).padStart(7),
    column(latencies.length / took),
    ...[0.5, 0.95, 0.99, 1].map((share) => column(percentile(latencies, share))),
    ` ${tally.notModified} unchanged, ${tally.faults.length} faults`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'griot-bench-readers-'));
const platform = await startPlatform(folder, Number(values.scale));
try {
  const people = await People.arrive(platform, Number(values.people));
  console.log(
    `${values.people} people, a page every ${values.think} s, ${seconds} s, scale ${values.scale}, ${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(`${'milliseconds'.padEnd(40)} answers   per s      p50      p95      p99      max`);
  const pace = { thinkMs: Number(values.think) * 1000 };
  const quiet = await people.read({ ...pace, seconds: Math.min(20, seconds), yardstick: true });
  print('yardstick: /health, same people and pace', quiet, Math.min(20, seconds));
  const calm = await people.read({ ...pace, seconds: Math.min(30, seconds) });
  print('dashboards, nothing rebuilt', calm, Math.min(30, seconds));
  const until = Date.now() + seconds * 1000;
  const [built, busy] = await Promise.all([rebuildUntil(platform, until), people.read({ ...pace, seconds })]);
  print(`dashboards, ${built.published} generations published`, busy, seconds);
  const faults = [...calm.faults, ...busy.faults, ...people.mixed()];
  for (const fault of faults.slice(0, 20)) console.error(fault);
  console.log(
    `${people.generationsSeen()} generations seen, ${people.compared()} figures compared, ${people.mixed().length} mixed; load after ${loadavg()[0]?.toFixed(1)}`,
  );
  if (faults.length > 0 || people.generationsSeen() < 2) process.exitCode = 1;
} finally {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
}
