import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fetchChdb } from '../../tools/fetch-chdb.ts';
import { BATCH, type TrafficSums } from './traffic.ts';

interface Aggregated {
  batches: number;
  seconds: number;
  cpu: number;
  found: TrafficSums;
}

/** The same file of batches through ClickHouse's own aggregation, inserted as they come and fifty at a time; prints a line of each. */
export async function besideClickHouse(folder: string, file: string, expected: TrafficSums): Promise<void> {
  const packageFolder = fetchChdb();
  if (packageFolder === null) return console.log('ClickHouse (chdb) could not be fetched: not run');
  for (const perInsert of [1, 50]) {
    const data = join(folder, `chdb-${perInsert}`);
    const child = fork(new URL('./clickhouse.ts', import.meta.url), [packageFolder, data, file, String(perInsert)]);
    const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`ClickHouse ended with ${code}`)));
    const [told] = (await Promise.race([once(child, 'message'), ended])) as [Aggregated];
    ended.catch(() => {});
    const { batches, seconds, cpu, found } = told;
    const events = batches * BATCH;
    const same = JSON.stringify(found) === JSON.stringify(expected);
    console.log(
      `ClickHouse's own aggregation (chdb, in process), inserts of ${perInsert * BATCH}: ${Math.round(events / seconds)}/s, ${cpu.toFixed(1)} s of CPU, ${((cpu / events) * 1e6).toFixed(0)} µs an event; sums ${same ? 'equal' : `DIFFERENT ${JSON.stringify(found)}`}`,
    );
    if (!same) process.exitCode = 1;
  }
  console.log(
    '  without HTTP, sign-in, check of the events, log, fsync, order by entity, dead letters, sums of sums; what comes again counts once only as the same block, an id in another batch counts twice',
  );
}
