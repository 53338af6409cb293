import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { readConfig } from '@griot/kernel';
import { startServer } from '@griot/server';
import { sql } from 'drizzle-orm/sql';

test('an organisation that is made while the server runs has the schedules of its applications at once', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'griot-tenant-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const settings = { GRIOT_PORT: '0', GRIOT_LOG_LEVEL: 'silent', GRIOT_DATA: data, GRIOT_DEMO: 'false' };
  const server = await startServer({ config: readConfig(settings), apiOnly: true });
  t.after(() => server.stop());
  const child = spawn(
    process.execPath,
    [
      ...[resolve(import.meta.dirname, '../main.ts'), 'tenant', 'create', 'neuve'],
      ...['--name', 'Neuve', '--applications', 'payops,zones', '--time-zone', 'Africa/Douala'],
    ],
    { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
  const [code] = await once(child, 'close');
  assert.equal(code, 0, said);
  const { services } = server.composition;
  const tenant = await services.identity.findTenant({ slug: 'neuve' });
  assert.ok(tenant);
  const { rows } = await services.store.withTenant(tenant.id, (tx) =>
    tx.execute<{ flow: string; time_zone: string }>(sql`
      SELECT flow, time_zone FROM flow_schedules WHERE tenant_id = ${tenant.id} AND next_at IS NOT NULL`),
  );
  const flows = rows.map(({ flow }) => flow);
  for (const expected of ['payops.instantanes', 'payops.entrepot', 'zones.pipeline'])
    assert.ok(flows.includes(expected), `${expected}: ${flows.join(', ')}`);
  assert.ok(!flows.some((flow) => flow.startsWith('compta.')));
  for (const { flow, time_zone: zone } of rows) assert.equal(zone, 'Africa/Douala', flow);
});
