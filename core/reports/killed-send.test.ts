import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { identityMigrations } from '@griot/identity';
import { createTestTenant, testIdentity } from '@griot/identity/testing';
import { systemClock } from '@griot/kernel';
import { postOffice } from '@griot/mail/testing';
import { openShop } from '@griot/metrics/testing';
import { testStore } from '@griot/store/testing';
import { reports } from './index.ts';
import { listSends } from './store/sends.ts';
import { type KilledSettings, SETTINGS } from './testing/killed-process.ts';
import { reportMigrations, reportPlatform, shopsApplication } from './testing/report-platform.ts';

/** The test store's: another one would give its roles other passwords. */
const SECRET = 'a secret of thirty-two characters, for tests only';
/** More with `TEST_ROUNDS`. */
const KILLS = Number(process.env.TEST_ROUNDS ?? 1);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test(`kill -9 of the sender in the making, at the post office and ${KILLS} more times: each person gets it once`, async (t) => {
  const children: ChildProcess[] = [];
  t.after(() => Promise.all(children.map(kill)));
  const folder = await mkdtemp(join(tmpdir(), 'griot-killed-send-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  let stall: Promise<unknown> | undefined;
  const office = await postOffice(t, { beforeReading: () => stall });
  const store = await testStore(t, [identityMigrations, ...reportMigrations]);
  const application = await shopsApplication(folder);
  const identity = testIdentity(store, { clock: systemClock, applications: [application, reports] });
  const tenant = await createTestTenant(identity);
  const people = await Promise.all([1, 2, 3, 4].map(() => tenant.member({ roles: ['admin'] })));
  const shop = await openShop();
  t.after(() => shop.close());
  const { platform } = reportPlatform({ shop, store, identity, application, folder, clock: systemClock });
  const tenantId = tenant.tenant.id;
  const databaseUrl = store.connection('owner').connectionString;
  const settings: KilledSettings = { databaseUrl, secret: SECRET, folder, smtpUrl: office.url };

  const start = async (): Promise<ChildProcess> => {
    const env = { ...process.env, [SETTINGS]: JSON.stringify(settings) };
    const child = fork(new URL('./testing/report-worker.mjs', import.meta.url), { env });
    children.push(child);
    await once(child, 'message');
    return child;
  };
  const request = {
    template: 'shops:ventes',
    period: { from: '2024-01-01', to: '2024-03-31' },
    recipients: people.map(({ actor }) => ({ userId: actor.userId })),
    formats: ['pdf', 'xlsx'],
  };
  const { runId } = await platform.flows.trigger(tenantId, 'reports.send', request, { kind: 'cli', id: 'test' });
  const taskStates = async () =>
    Object.fromEntries((await platform.flows.run(tenantId, runId)).taskList.map(({ name, state }) => [name, state]));
  const until = async (what: string, holds: () => Promise<boolean>) => {
    for (const end = Date.now() + 60_000; !(await holds()); await pause(40))
      if (Date.now() > end) throw new Error(`not within a minute: ${what}; ${JSON.stringify(await taskStates())}`);
  };

  // In the making: no mail exists yet.
  let sender = await start();
  await until('the making', async () => (await taskStates()).make === 'running');
  await pause(300);
  await kill(sender);
  assert.equal(office.received.length, 0);

  // At the post office: the first mail has begun to arrive, and the server reads no further.
  let release = () => {};
  stall = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = office.begun();
  sender = await start();
  await begun;
  await kill(sender);
  stall = undefined;
  release();

  for (let round = 0; round < KILLS; round += 1) {
    sender = await start();
    await pause(150 + round * 170);
    await kill(sender);
  }
  sender = await start();
  const deliveries = () => platform.mail.deliveries(tenantId);
  await until('the end', async () => {
    const mails = await deliveries();
    return mails.length === people.length && mails.every(({ state }) => state === 'sent' || state === 'in_doubt');
  });

  assert.equal((await platform.flows.run(tenantId, runId)).state, 'succeeded');
  const mails = await office.opened();
  const history = await store.withTenant(tenantId, (tx) => listSends(tx, tenantId, null));
  assert.equal(history.length, people.length);
  for (const sent of history) {
    const theirs = mails.filter(({ to }) => to === sent.address);
    const delivery = (await deliveries()).find(({ dedupKey }) => dedupKey === sent.dedupKey);
    // The one moment that nobody can know, the server's answer under way, is told as such and never doubled.
    const expected = delivery?.state === 'in_doubt' ? [0, 1] : [1];
    assert.ok(expected.includes(theirs.length), `${sent.address}: ${theirs.length} mails, ${delivery?.state}`);
    for (const mail of theirs) {
      assert.deepEqual(
        mail.files.map(({ name, sha256 }) => [name, sha256]),
        sent.files.map(({ name, sha256 }) => [name, sha256]),
      );
      assert.equal(mail.messageId, delivery?.messageId);
    }
  }
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
