import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger } from '@griot/kernel';
import { connectWarehouse } from '../client/connect-warehouse.ts';
import { plainCompiler, testWarehouse } from '../testing/index.ts';
import { COUNTING_PROJECT, killAtStatements, loadOrders } from '../testing/kill-at-statements.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

// Every second one and the last, which is the publication: each costs a start of the process. `npm run bench -- build-kills`
// takes all of them, at both moments.
test('killed at one statement of a build after the other: readers keep what they had or get the whole, and the next build is right', async (t) => {
  const { statements, kills } = await killAtStatements(t, { step: 2, moments: ['sent'] });
  assert.ok(kills >= statements / 2 && kills > 10, `${kills} kills`);
});

test('of builds at once, of one client or of several, one publishes and the others are refused', async (t) => {
  const plain = plainCompiler();
  plain.set(COUNTING_PROJECT);
  const { warehouse, process: child } = await testWarehouse(t, { compiler: plain.compiler });
  const other = connectWarehouse({
    socketPath: child.socketPath,
    log: silentLogger,
    compiler: plain.compiler,
  });
  t.after(() => other.close());
  const tenant = warehouse.tenant(TENANT);
  for (const round of [0, 1, 2]) {
    await loadOrders(tenant, round);
    const builders = [tenant, tenant, other.tenant(TENANT), other.tenant(TENANT)];
    const all = await Promise.allSettled(builders.map((one) => one.build({ projectDir: '/' })));
    const done = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value.generation] : []));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    assert.deepEqual([...new Set(refused)], ['warehouse.build_in_progress']);
    // A build that began when another had ended has nothing to do: it publishes the same once more.
    assert.ok(done.length >= 1, JSON.stringify(all));
    const { rows } = await tenant.query('SELECT (SELECT count(*) FROM fact), n FROM mart');
    assert.deepEqual(rows[0]?.map(Number), [round + 1, 2 * (round + 1)], 'each load has counted once');
  }
});
