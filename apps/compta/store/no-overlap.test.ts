import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesMigrations } from '@griot/files';
import { newId } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import { comptaMigrations, insertClient } from './clients.ts';

const TENANT = newId();

test('two batches of a client that share a day are refused by the database, loaded or being loaded', async (t) => {
  const store = await testStore(t, [filesMigrations, comptaMigrations]);
  const [one, other] = [newId(), newId()];
  for (const [id, name] of [
    [one, 'A'],
    [other, 'B'],
  ] as const)
    await store.withTenant(TENANT, (tx) =>
      insertClient(tx, {
        ...{ tenantId: TENANT, id, name, standard: 'pcg', currency: 'EUR' },
        by: null,
        now: new Date(),
      }),
    );
  /** A row written past all commands: what holds is the table itself. */
  const put = (o: { client?: string; start: string; end: string; status: string; replacedBy?: string }) =>
    store
      .withTenant(TENANT, (tx) =>
        tx.execute(sql`
          INSERT INTO comptable_periods (tenant_id, batch_id, client_id, status, period_start, period_end, replaced_by, created_at)
          VALUES (${TENANT}, ${newId()}, ${o.client ?? one}, ${o.status}, ${o.start}::date, ${o.end}::date,
            ${o.replacedBy ?? null}::uuid, now())`),
      )
      .then(
        () => 'kept',
        () => 'refused',
      );
  assert.equal(await put({ start: '2025-01-01', end: '2025-03-31', status: 'COMPLETED' }), 'kept');
  for (const status of ['COMPLETED', 'PROCESSING']) {
    assert.equal(await put({ start: '2025-03-31', end: '2025-06-30', status }), 'refused', `${status}, one day shared`);
    assert.equal(await put({ start: '2025-02-01', end: '2025-02-28', status }), 'refused', `${status}, inside`);
  }
  // What is not the period's figures may lie beside them: what is checked, what failed, what was replaced.
  for (const status of ['PENDING', 'VALIDATING', 'FAILED'])
    assert.equal(await put({ start: '2025-01-01', end: '2025-03-31', status }), 'kept', status);
  const replacedBy = newId();
  assert.equal(await put({ start: '2025-01-01', end: '2025-03-31', status: 'COMPLETED', replacedBy }), 'kept');
  // The day after, and another client's days, are free; then a load under way holds its days in its turn.
  assert.equal(await put({ start: '2025-04-01', end: '2025-06-30', status: 'PROCESSING' }), 'kept');
  assert.equal(await put({ start: '2025-06-30', end: '2025-09-30', status: 'COMPLETED' }), 'refused');
  assert.equal(await put({ client: other, start: '2025-01-01', end: '2025-12-31', status: 'COMPLETED' }), 'kept');
});
