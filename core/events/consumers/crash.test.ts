import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { sql } from 'drizzle-orm/sql';
import { testEvents } from '../testing/index.ts';
import { sumConsumer } from '../testing/sum-consumer.ts';

const EVENTS = 400;
const KILLS = 3;

test('producers and consumers killed in mid-work: each event counts once, and others take over what they held', async (t) => {
  const { store, tenantId, consume, drained } = await testEvents(t);
  const { connectionString } = store.connection('owner');
  const start = (role: string, ...more: string[]): ChildProcess => {
    const program = new URL('../testing/crashing-process.ts', import.meta.url);
    const child = fork(program, [role, connectionString, tenantId, ...more], { stdio: 'ignore' });
    t.after(() => child.kill('SIGKILL'));
    return child;
  };
  /** Kills after so many messages, which it sends inside its transactions: something is always under way. */
  const killAfter = async (child: ChildProcess, messages: number) => {
    const ended = once(child, 'exit');
    for (let n = 0; n < messages && child.connected; n += 1) {
      await Promise.race([once(child, 'message'), ended]);
    }
    child.kill('SIGKILL');
    await ended;
  };
  for (let n = 1; n <= KILLS; n += 1) await killAfter(start('produce', '0', String(EVENTS)), n * 3);
  const [code] = await once(start('produce', '0', String(EVENTS)), 'exit');
  assert.equal(code, 0);
  for (let n = 1; n <= KILLS; n += 1) await killAfter(start('consume'), n * 2);
  await consume(sumConsumer);
  await drained(sumConsumer.group, 30_000);
  const { rows } = await store.withTenant(tenantId, (tx) =>
    tx.execute<{ sales: string; total: string; events: string }>(sql`
      SELECT sum(sales) AS sales, sum(total) AS total, (SELECT count(*) FROM event_log) AS events FROM test_sums`),
  );
  assert.deepEqual(rows[0], {
    sales: String(EVENTS),
    total: String((EVENTS * (EVENTS + 1)) / 2),
    events: String(EVENTS),
  });
});
