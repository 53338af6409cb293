import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { sql } from 'drizzle-orm/sql';
import { rebuildFigures } from '../commands/rebuild-figures.ts';
import { referenceAggregate } from '../domain/reference-aggregate.ts';
import { aggregateRows } from '../testing/aggregate-rows.ts';
import { chainBed } from '../testing/chain-bed.ts';
import { paymentEvents } from '../testing/payment-events.ts';
import { takeIn, toNewEvent } from './take-in.ts';

const COUNT = 300;
const KILLS = 2;
const COUNTS = sql`
  SELECT sum(events)::int AS events, (SELECT sum(events)::int FROM payops_rollups) AS rolled, (SELECT count(*)::int FROM payops_users_hourly) AS users,
         (SELECT count(*)::int FROM payops_transactions) AS transactions, (SELECT count(*)::int FROM payops_payouts) AS payouts
    FROM payops_hourly`;

test('senders and consumers killed in mid-work, events doubled and out of order: the figures are those of plain loops', async (t) => {
  const { store, events, tenantId, consume, drained } = await chainBed(t);
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
  const expected = [...referenceAggregate(sent, 'Africa/Abidjan')].sort();
  const figures = async () => [...(await aggregateRows(store, tenantId))].sort();
  assert.deepEqual(await figures(), expected);

  // Made again from the log: whoever dies on the way has changed nothing, and the next one gets through.
  const counts = async () => (await store.withTenant(tenantId, (tx) => tx.execute(COUNTS))).rows;
  const before = await counts();
  await killAfter(start('rebuild'), 5);
  assert.deepEqual([await figures(), await counts()], [expected, before]);
  assert.equal(await rebuildFigures({ store, events }, tenantId), sent.length);
  assert.deepEqual([await figures(), await counts()], [expected, before]);
  // What comes meanwhile or after is handled by the consumers as ever.
  const more = paymentEvents({ seed: 'more', count: 20, until: new Date(until), days: 2 });
  await takeIn(events, tenantId, more);
  await drained();
  assert.equal(Number((await counts())[0]?.events), sent.length + more.length);
});
