import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { referenceAggregate } from '../domain/reference-aggregate.ts';
import { aggregateRows } from '../testing/aggregate-rows.ts';
import { chainBed } from '../testing/chain-bed.ts';
import { paymentEvents } from '../testing/payment-events.ts';
import { toNewEvent } from './take-in.ts';

const COUNT = 300;
const KILLS = 2;

test('senders and consumers killed in mid-work, events doubled and out of order: the figures are those of plain loops', async (t) => {
  const { store, tenantId, consume, drained } = await chainBed(t);
  const until = new Date().toISOString();
  const { connectionString } = store.connection('owner');
  const start = (role: string): ChildProcess => {
    const program = new URL('../testing/crashing-chain.ts', import.meta.url);
    const child = fork(program, [role, connectionString, tenantId, 'killed', String(COUNT), until], {
      stdio: 'ignore',
    });
    t.after(() => child.kill('SIGKILL'));
    return child;
  };
  const killAfter = async (child: ChildProcess, messages: number) => {
    const ended = once(child, 'exit');
    for (let n = 0; n < messages && child.connected; n += 1) await Promise.race([once(child, 'message'), ended]);
    child.kill('SIGKILL');
    await ended;
  };
  for (let n = 1; n <= KILLS; n += 1) await killAfter(start('send'), n * 3);
  const [code] = await once(start('send'), 'exit');
  assert.equal(code, 0);
  for (let n = 1; n <= KILLS; n += 1) await killAfter(start('consume'), n * 2);
  await consume();
  await drained();
  const sent = paymentEvents({ seed: 'killed', count: COUNT, until: new Date(until), days: 20 }).map((event) => {
    const { id, type, payload } = toNewEvent(event);
    return { id, type, payload: payload as Record<string, unknown> };
  });
  assert.deepEqual(
    [...(await aggregateRows(store, tenantId))].sort(),
    [...referenceAggregate(sent, 'Africa/Abidjan')].sort(),
  );
});
