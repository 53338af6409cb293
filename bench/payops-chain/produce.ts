/** Sends a file of batches at a rate over four connections, one batch in twenty twice: `produce.ts <address> <token> <file> <rate>`. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { BATCH } from './traffic.ts';

const [address = '', token = '', file = '', rate = '0'] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
const began = performance.now();
let next = 0;
let sent = 0;

async function post(body: string): Promise<void> {
  const answer = await fetch(`${address}/api/dashboard/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  sent += BATCH;
}

await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (let n = next++; n < lines.length; n = next++) {
      const due = ((n * BATCH) / Number(rate)) * 1000 - (performance.now() - began);
      if (due > 0) await wait(due);
      await post(lines[n] ?? '');
      if (n % 20 === 7) await post(lines[n] ?? '');
    }
  }),
);
const { user, system } = process.cpuUsage();
process.send?.({ sent, seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 });
process.disconnect?.();
