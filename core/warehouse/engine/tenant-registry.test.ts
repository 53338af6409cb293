import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadRows, testWarehouse } from '../testing/index.ts';

const tenantId = (n: number): string => `018f0000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;

test('more tenants than may be open: files are closed and opened again, no row is lost', async (t) => {
  const { warehouse } = await testWarehouse(t, { maxOpen: 2, idleMs: 200 });
  const tenants = Array.from({ length: 6 }, (_, n) => warehouse.tenant(tenantId(n)));
  for (let round = 1; round <= 3; round += 1) {
    await Promise.all(
      tenants.map((tenant, n) =>
        loadRows(tenant, {
          source: 's',
          loadId: `l${round}`,
          mode: 'upsert',
          key: ['id'],
          columns: { id: 'INTEGER', tenant: 'INTEGER' },
          rows: [[String(round), String(n)]],
        }),
      ),
    );
    const counts = await Promise.all(
      tenants.map(async (tenant, n) => {
        const [version] = await tenant.sources();
        const { rows } = await tenant.query(
          `SELECT count(*)::INTEGER, min(tenant), max(tenant) FROM data."${version?.relation}"`,
        );
        return [rows[0], [round, n, n]];
      }),
    );
    for (const [found, expected] of counts) assert.deepEqual(found, expected);
  }
});

test('two have a file for themselves one after the other, while others read it and unused files are closed', async (t) => {
  const { warehouse } = await testWarehouse(t, { maxOpen: 1, idleMs: 1 });
  const tenants = Array.from({ length: 3 }, (_, n) => warehouse.tenant(tenantId(n)));
  const load = { source: 's', loadId: 'one', columns: { id: 'INTEGER' }, rows: [['1']] };
  const work = tenants.map(async (tenant) => {
    await loadRows(tenant, load);
    const turns = [1, 2, 3, 4].map(() => Promise.all([tenant.sources(), tenant.compact(), tenant.compact()]));
    for (const [[source], ...alone] of await Promise.all(turns)) {
      assert.equal(source?.rows, 1);
      for (const { bytesAfter } of alone) assert.ok(bytesAfter > 0);
    }
  });
  await Promise.all(work);
});
