import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { newId } from '@griot/kernel';
import { sql } from 'drizzle-orm';
import { testStore } from './testing/index.ts';

test('a query without a filter sees the rows of its tenant only', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'griot-set-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(
    path.join(folder, '0001_notes.sql'),
    `CREATE TABLE notes (tenant_id uuid NOT NULL, id serial PRIMARY KEY, body text NOT NULL);
     SELECT griot.protect_tenant_table('notes');`,
  );
  const store = await testStore(t, [{ name: 'notes', folder }]);
  const [one, two] = [newId(), newId()];
  for (const tenant of [one, two]) {
    await store.withTenant(tenant, (tx) =>
      tx.execute(sql`INSERT INTO notes (tenant_id, body) VALUES (${tenant}, 'x')`),
    );
  }
  const rows = await store.withTenant(one, (tx) => tx.execute(sql`SELECT tenant_id FROM notes`));
  assert.deepEqual(rows.rows, [{ tenant_id: one }]);
  assert.equal((await store.withSystem((tx) => tx.execute(sql`SELECT FROM notes`))).rowCount, 2);
});
