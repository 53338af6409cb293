import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock, newId } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { testEvents } from '../testing/index.ts';
import { sale } from '../testing/sample-types.ts';

test('an id is accepted once per tenant: in a batch, again, under another key, and by another tenant again', async (t) => {
  const { events, tenantId } = await testEvents(t);
  const first = await events.append(tenantId, [sale('a', 'k1', 1), sale('b', 'k1', 2), sale('a', 'k1', 3)]);
  assert.deepEqual(
    first.map(({ status, position }) => [status, position]),
    [
      ['accepted', '1'],
      ['accepted', '2'],
      ['duplicate', undefined],
    ],
  );
  const again = await events.append(tenantId, [sale('b', 'elsewhere', 2), sale('c', 'k1', 4)]);
  assert.deepEqual(
    again.map(({ status, position }) => [status, position]),
    [
      ['duplicate', undefined],
      ['accepted', '3'],
    ],
  );
  const other = await events.append(newId(), [sale('a', 'k1', 1)]);
  assert.equal(other[0]?.status, 'accepted');
  const page = await events.search(tenantId);
  assert.deepEqual(page.items.map(({ id, payload }) => [id, payload.amount]).sort(), [
    ['a', 1],
    ['b', 2],
    ['c', 4],
  ]);
});

test('a bad batch appends nothing and names every fault; or its bad events become dead letters', async (t) => {
  const { events, tenantId } = await testEvents(t);
  const batch = [
    sale('ok', 'k', 5),
    sale('', 'k', 5),
    { id: 'x', type: 'shop.unheard.of', payload: {} },
    { id: 'y', type: 'shop.sale.made', version: 7, payload: { amount: 1 } },
    { id: 'z', type: 'shop.sale.made', payload: { amount: -1 }, occurredAt: 'yesterday' },
    { id: 'n', type: 'shop.sale.made', payload: { amount: 1, text: 'nul \0' } },
  ];
  await assert.rejects(
    events.append(tenantId, batch),
    (error: { code: string; details: { issues: { path: string }[] } }) => {
      assert.equal(error.code, 'events.invalid');
      assert.deepEqual(
        error.details.issues.map(({ path }) => path),
        [
          'events.1.id',
          'events.2.type',
          'events.3.version',
          'events.4.occurredAt',
          'events.4.payload.amount',
          'events.5.payload',
        ],
      );
      return true;
    },
  );
  assert.equal((await events.search(tenantId)).items.length, 0);
  const results = await events.append(tenantId, batch, { invalid: 'dead_letter' });
  assert.deepEqual(
    results.map(({ status, code }) => code ?? status),
    ['accepted', 'events.invalid', 'events.unknown_type', 'events.unknown_version', 'events.invalid', 'events.invalid'],
  );
  const letters = await events.deadLetters(tenantId, { state: 'open' });
  assert.equal(letters.items.length, 5);
  // The producer sends the same again: one letter, not two.
  await events.append(tenantId, batch, { invalid: 'dead_letter' });
  const after = await events.deadLetters(tenantId);
  assert.deepEqual([after.items.length, after.items[0]?.attempts], [5, 2]);
});

test('an append in the caller’s transaction lives and dies with it', async (t) => {
  const { store, events, tenantId } = await testEvents(t);
  await assert.rejects(
    store.withTenant(tenantId, async (tx) => {
      await events.append(tenantId, [sale('a', 'k', 1)], { tx });
      throw new Error('the sale failed');
    }),
  );
  assert.equal((await events.search(tenantId)).items.length, 0);
  const [result] = await store.withTenant(tenantId, (tx) => events.append(tenantId, [sale('a', 'k', 1)], { tx }));
  assert.deepEqual([result?.status, result?.position], ['accepted', '1'], 'positions have no gap');
});

test('an id stays taken when its day has been dropped, for the stated window, and may come again after it', async (t) => {
  const clock = manualClock(new Date());
  const { store, events, tenantId } = await testEvents(t, clock);
  await events.append(tenantId, [sale('old', 'k', 1)]);
  for (let week = 1; week <= 5; week += 1) {
    clock.advance(8 * 86_400_000);
    // Every later bucket looks as old as its clock says.
    const { openedBucket } = await events.prune({ keepDays: 31, idWindowDays: 35 });
    assert.equal(openedBucket, week + 1);
    await ageBucket(store, clock.now());
    const again = await events.append(tenantId, [sale('old', 'another key', 1), sale(`new ${week}`, 'k', 1)]);
    assert.deepEqual(
      again.map(({ status }) => status),
      ['duplicate', 'accepted'],
      `week ${week}`,
    );
  }
  assert.ok(!(await events.search(tenantId)).items.some(({ id }) => id === 'old'), 'its day is gone');
  clock.advance(8 * 86_400_000);
  await events.prune({ keepDays: 31, idWindowDays: 35 });
  assert.equal((await events.append(tenantId, [sale('old', 'k', 1)]))[0]?.status, 'accepted');
});

async function ageBucket(store: Awaited<ReturnType<typeof testEvents>>['store'], to: Date): Promise<void> {
  await store.withSystem((tx) =>
    tx.execute(sql`UPDATE event_id_window SET opened_at = ${to.toISOString()}::timestamptz`),
  );
}

test('the log refuses changes, and another tenant sees none of it', async (t) => {
  const { store, events, tenantId } = await testEvents(t);
  await events.append(tenantId, [sale('a', 'k', 1)]);
  for (const statement of ["UPDATE event_log SET id = 'x'", 'DELETE FROM event_log', 'TRUNCATE event_log']) {
    await assert.rejects(
      store.withTenant(tenantId, (tx) => tx.execute(sql.raw(statement))),
      statement,
    );
  }
  const seen = await store.withTenant(newId(), (tx) =>
    tx.execute<{ n: string }>(
      sql`SELECT (SELECT count(*) FROM event_log) + (SELECT count(*) FROM event_ids) + (SELECT count(*) FROM event_shards) AS n`,
    ),
  );
  assert.equal(seen.rows[0]?.n, '0');
  const leaks = await store.withSystem((tx) => tx.execute(sql`SELECT * FROM griot.isolation_findings`));
  assert.deepEqual(leaks.rows, []);
});
