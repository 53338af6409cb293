import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { seeded, systemClock } from '@griot/kernel';
import { createMail } from '@griot/mail';
import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { Webhook } from 'standardwebhooks';
import { sendWebhooks } from '../delivery/send-webhooks.ts';
import { postOffice, receiver } from '../testing/post-office.ts';
import { testAlerts } from '../testing/test-alerts.ts';

const ROUNDS = Number(process.env.TEST_ROUNDS ?? 4);
const SEED = Number(process.env.TEST_SEED ?? 20_261_126);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test(`kill -9 of one of two evaluators at ${ROUNDS} moments (seed ${SEED}): every change is told exactly once`, async (t) => {
  const random = seeded(SEED);
  const office = await postOffice(t);
  const hook = await receiver(t, () => 200);
  const bed = await testAlerts(t, { webhookPrivate: true });
  const { inject, store, tenant, platform } = bed;
  const made = await inject<{ id: string; secret: string }>({
    method: 'POST',
    url: '/api/alert-webhooks',
    payload: { name: 'Astreinte', url: hook.url },
  });
  const { id: webhookId, secret } = made.json.data;
  const rule = {
    name: 'CA',
    application: 'shops',
    metric: 'revenue',
    dimension: 'shop__city',
    operator: '>',
    limit: 10,
  };
  const payload = { ...rule, windowDays: 1, everyMinutes: 5, recipients: ['awa@shops.test'], webhookId };
  assert.equal((await inject({ method: 'POST', url: '/api/alert-thresholds', payload })).status, 201);

  const start = () => evaluator(t, store, office.url);
  let working = await Promise.all([start(), start()]);
  let killed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const spare = start();
    await pause(200 + random() * 900);
    const [victim, other] = working;
    victim?.kill('SIGKILL');
    killed += 1;
    working = [other as ChildProcess, await spare];
  }
  await pause(500);
  for (const child of working) child.kill('SIGKILL');
  await Promise.all(
    working.map((child) => (child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null)),
  );

  // What the last ones left behind is sent by who comes after them, when their leases have ended.
  await store.withSystem(async (tx) => {
    await tx.execute(sql`UPDATE mail_outbox SET next_at = now() - interval '1 hour' WHERE state = 'waiting'`);
    await tx.execute(sql`UPDATE alert_messages SET next_at = now() - interval '1 hour' WHERE state = 'waiting'`);
  });
  const clock = systemClock;
  const files = { open: () => Promise.reject(new Error('no file')) };
  const mail = createMail({ store, files, clock, log: platform.log, smtpUrl: office.url });
  t.after(() => mail.close());
  while ((await mail.sendDue()) > 0);
  while ((await sendWebhooks({ ...platform, clock })) > 0);

  const rows = async <R extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
    (await store.withTenant(tenant.tenant.id, (tx) => tx.execute<R>(query))).rows;
  const changes = await rows<{ n: string; alerts: string }>(
    sql`SELECT count(*) AS n, count(DISTINCT alert_id) AS alerts FROM alert_history WHERE what IN ('opened', 'resolved')`,
  );
  const total = Number(changes[0]?.n);
  assert.ok(total >= ROUNDS * 3, `only ${total} changes happened`);
  const untold = await rows(sql`
    SELECT h.alert_id, h.what, count(n.id) AS notices, count(n.message_id) AS messages, count(DISTINCT n.channel) AS channels
    FROM alert_history h LEFT JOIN alert_notices n ON n.alert_id = h.alert_id AND n.what = h.what
    WHERE h.what IN ('opened', 'resolved') GROUP BY 1, 2
    HAVING count(n.id) <> 2 OR count(n.message_id) <> 2 OR count(DISTINCT n.channel) <> 2`);
  assert.deepEqual(untold, [], 'each change is in one mail and one call, no more, no less');
  const twice = await rows(
    sql`SELECT alert_id, what FROM alert_history WHERE what IN ('opened', 'resolved') GROUP BY 1, 2 HAVING count(*) > 1`,
  );
  assert.deepEqual(twice, [], 'no alert opens or ends twice');
  const waiting = await rows(sql`SELECT id FROM alert_messages WHERE state = 'waiting'
    UNION SELECT id FROM mail_outbox WHERE state <> 'sent'`);
  assert.deepEqual(waiting, [], 'nothing was lost');

  // A mail or call that was under way when its process died may come twice, under one id: readers and programs see one.
  const mails = await rows<{ message_id: string }>(sql`SELECT message_id FROM mail_outbox`);
  const got = new Set(office.received.map(({ text }) => /^Message-ID: (\S+)/im.exec(text)?.[1]));
  assert.deepEqual([...got].sort(), mails.map((one) => one.message_id).sort());
  const calls = await rows<{ id: string }>(sql`SELECT id FROM alert_messages WHERE channel = 'webhook'`);
  const heard = new Map(hook.received.map((call) => [String(call.headers['webhook-id']), call]));
  assert.deepEqual([...heard.keys()].sort(), calls.map((one) => one.id).sort());
  const told = [...heard.values()].flatMap(({ body, headers }) => {
    const read = new Webhook(secret).verify(body, headers as Record<string, string>) as Told;
    return read.changes.map((one) => `${one.alert.id} ${one.what}`);
  });
  assert.equal(told.length, total);
  assert.equal(new Set(told).size, total, 'programs hear of each change once');
  t.diagnostic(
    `${killed} kills, ${total} changes, ${mails.length} mails (${office.received.length - mails.length} came twice), ` +
      `${calls.length} calls (${hook.received.length - calls.length} came twice)`,
  );
});

/** The loops of a server in a process of its own. */
async function evaluator(t: TestContext, store: Store, smtpUrl: string, periodMs = 400): Promise<ChildProcess> {
  const child = fork(new URL('../testing/evaluator-process.ts', import.meta.url), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      GRIOT_TEST_STORE: store.connection('owner').connectionString,
      GRIOT_TEST_STORE_SECRET: 'a secret of thirty-two characters, for tests only',
      GRIOT_TEST_SMTP: smtpUrl,
      GRIOT_TEST_PERIOD_MS: String(periodMs),
    },
  });
  t.after(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

test('kill -9 in the middle of a delivery: it comes again under the same id, and is recorded', async (t) => {
  const reached = { mail: gate(), call: gate() };
  const office = await postOffice(t, (n) => (n === 1 ? reached.mail.hold() : undefined));
  const hook = await receiver(t, (n) => (n === 1 ? reached.call.hold() : 200));
  const bed = await testAlerts(t, { webhookPrivate: true });
  const { inject, store, tenant } = bed;
  const webhook = {
    method: 'POST',
    url: '/api/alert-webhooks',
    payload: { name: 'Astreinte', url: hook.url },
  } as const;
  const webhookId = (await inject<{ id: string }>(webhook)).json.data.id;
  const rule = {
    name: 'CA',
    application: 'shops',
    metric: 'revenue',
    dimension: 'shop__city',
    operator: '>',
    limit: 10,
  };
  const payload = { ...rule, operator: '>', limit: 8, windowDays: 1, recipients: ['awa@shops.test'], webhookId };
  await inject({ method: 'POST', url: '/api/alert-thresholds', payload });
  const first = await evaluator(t, store, office.url);
  await reached.mail.reached;
  first.kill('SIGKILL');
  const second = await evaluator(t, store, office.url);
  await reached.call.reached;
  second.kill('SIGKILL');
  await evaluator(t, store, office.url);
  const sent = () =>
    store.withTenant(tenant.tenant.id, async (tx) => {
      const { rows } = await tx.execute<{
        n: string;
      }>(sql`SELECT (SELECT count(*) FROM mail_outbox WHERE state = 'sent')
        + (SELECT count(*) FROM alert_messages WHERE channel = 'webhook' AND state = 'sent') AS n`);
      return Number(rows[0]?.n);
    });
  for (let tries = 0; (await sent()) < 2; tries += 1) {
    assert.ok(tries < 600, 'what was under way is not sent again');
    await pause(50);
  }
  const ids = office.received.map(({ text }) => /^Message-ID: (\S+)/im.exec(text)?.[1]);
  assert.deepEqual([ids.length, new Set(ids).size], [2, 1], 'the mail came twice, as one');
  const calls = hook.received.map(({ headers }) => headers['webhook-id']);
  assert.deepEqual([calls.length, new Set(calls).size], [2, 1], 'so did the call');
});

/** Lets a test know that somebody waits, and keeps them waiting for ever. */
function gate() {
  let tell = () => {};
  const reached = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    reached,
    hold: () => {
      tell();
      return new Promise<never>(() => {});
    },
  };
}

interface Told {
  changes: { what: string; alert: { id: string } }[];
}
