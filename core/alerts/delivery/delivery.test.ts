import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm/sql';
import { Webhook } from 'standardwebhooks';
import { evaluateDue } from '../evaluation/evaluate.ts';
import { sweep } from '../evaluation/sweep.ts';
import { postOffice, type ReceivedCall, receiver } from '../testing/post-office.ts';
import { testAlerts } from '../testing/test-alerts.ts';
import { sendWebhooks } from './send-webhooks.ts';

const MINUTE = 60_000;
const subjectOf = (text: string): string => {
  const header = /^Subject: ((?:.*(?:\r\n[ \t].*)*))/m.exec(text)?.[1] ?? '';
  return header.replace(/\r\n[ \t]/g, ' ').replace(/=\?UTF-8\?Q\?(.*?)\?=\s*/gi, (_, words: string) =>
    Buffer.from(
      words
        .replaceAll('_', ' ')
        .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString('utf8'),
  );
};

/** A shop's revenue of today, watched; `set` changes it, `after` lets time pass and everything that time brings. */
async function bedFor(t: Parameters<typeof testAlerts>[0], o: { at?: string; answer?: (n: number) => number } = {}) {
  const office = await postOffice(t);
  const hook = await receiver(t, o.answer);
  const bed = await testAlerts(t, { at: o.at ?? '2024-06-12T08:00:00Z', smtpUrl: office.url, webhookPrivate: true });
  const { inject, clock, platform } = bed;
  const set = async (amount: number, city: 's1' | 's2' = 's1') => {
    const day = clock.now().toISOString().slice(0, 10);
    await bed.shop.sql(`DELETE FROM sales WHERE shop_id = '${city}'`);
    await bed.shop.sql(`INSERT INTO sales VALUES (1, 'c1', '${city}', DATE '${day}', NULL, ${amount}, false, NULL)`);
    bed.publish();
  };
  const work = async () => {
    await evaluateDue(platform);
    await sweep(platform);
    await platform.mail.sendDue();
    await sendWebhooks(platform);
  };
  const after = async (minutes: number) => {
    clock.advance(minutes * MINUTE);
    await work();
  };
  const watch = async (payload: object = {}) => {
    const base = { name: 'Ventes', application: 'shops', metric: 'revenue', operator: '>', limit: 10, windowDays: 1 };
    const whole = { ...base, everyMinutes: 5, recipients: ['awa@shops.test'], ...payload };
    const made = await inject<{ id: string }>({ method: 'POST', url: '/api/alert-thresholds', payload: whole });
    assert.equal(made.status, 201, made.text);
    return made.json.data.id;
  };
  const act = (id: string, verb: string, payload: object = {}) => {
    clock.advance(1000); // the history is in order of time
    return inject({ method: 'POST', url: `/api/alerts/${id}/${verb}`, payload });
  };
  const open = async () => (await inject<{ items: { id: string }[] }>({ url: '/api/alerts/active' })).json.data.items;
  const read = async (id: string) =>
    (
      await inject<{
        history: { what: string }[];
        deliveries: { channel: string; state: string; attempts: { ok: boolean }[] }[];
        snoozedUntil: string | null;
      }>({ url: `/api/alerts/${id}` })
    ).json.data;
  const mails = () => office.received.map(({ to, text }) => `${to.join(' ')}: ${subjectOf(text)}`);
  return { ...bed, office, hook, set, work, after, watch, act, open, read, mails };
}

const first = (items: { id: string }[]): string => {
  assert.equal(items.length, 1);
  return items[0]?.id ?? '';
};

test('escalation: whoever does not answer is overtaken, step by step, until somebody acknowledges', async (t) => {
  const bed = await bedFor(t);
  const escalation = [
    { afterMinutes: 30, recipients: ['chef@shops.test'] },
    { afterMinutes: 60, recipients: ['directrice@shops.test'] },
    { afterMinutes: 90, recipients: ['tous@shops.test'] },
  ];
  await bed.watch({ escalation });
  await bed.set(11);
  await bed.work();
  const id = first(await bed.open());
  await bed.after(29);
  assert.deepEqual(bed.mails(), ['awa@shops.test: [Griot] Ventes']);
  await bed.after(2);
  await bed.after(5);
  assert.deepEqual(bed.mails().slice(1), ['chef@shops.test: [Griot] Sans réponse : Ventes']);
  await bed.after(30);
  assert.deepEqual(bed.mails().slice(2), ['directrice@shops.test: [Griot] Sans réponse : Ventes']);
  await bed.act(id, 'acknowledge', { comment: 'j’y vais' });
  await bed.after(120);
  assert.equal(bed.mails().length, 3, 'acknowledged: nobody else is told');
  await bed.set(5);
  await bed.after(5);
  assert.deepEqual(
    bed.mails().slice(3),
    ['awa@shops.test chef@shops.test directrice@shops.test: [Griot] Résolue : Ventes'],
    'all who were told of it hear that it is over',
  );
  assert.deepEqual(
    (await bed.read(id)).history.map(({ what }) => what).filter((what) => !what.startsWith('state')),
    ['opened', 'escalated', 'escalated', 'acknowledged', 'resolved'],
  );
});

test('quiet hours: what is not critical waits and comes as one digest; critical passes when so configured', async (t) => {
  const bed = await bedFor(t, { at: '2024-06-12T21:00:00Z' });
  const quiet = { from: '20:00', to: '07:00', criticalPasses: true };
  await bed.watch({ name: 'Ventes par ville', dimension: 'shop__city', quiet });
  await bed.watch({ name: 'Total', quiet });
  await bed.watch({ name: 'Panne', severity: 'critical', quiet });
  await bed.set(11, 's1');
  await bed.set(12, 's2');
  await bed.work();
  assert.deepEqual(bed.mails(), ['awa@shops.test: [Griot] Panne']);
  const [one] = (await bed.inject<{ items: { id: string }[] }>({ url: '/api/alerts?severity=warning' })).json.data
    .items;
  assert.equal((await bed.read(one?.id ?? '')).deliveries[0]?.state, 'held');
  await bed.set(5, 's1');
  await bed.after(60);
  await bed.after(9 * 60 - 1);
  assert.equal(bed.mails().length, 1, 'one minute before the end nothing was told');
  await bed.after(2);
  const [, digest = '', ...more] = bed.mails();
  assert.equal(digest, 'awa@shops.test: [Griot] Pendant les heures calmes : 4 changements');
  assert.deepEqual(more, []);
  const text = bed.office.received[1]?.text ?? '';
  assert.equal(
    text.match(/R=C3=A9solue/g)?.length,
    2,
    'what opened and ended in the night is told as such, in text and HTML',
  );
  await bed.after(10);
  assert.equal(bed.mails().length, 2, 'once');
});

test('snooze: silent until its time, then a reminder if it still stands', async (t) => {
  const bed = await bedFor(t);
  await bed.watch({ escalation: [{ afterMinutes: 20, recipients: ['chef@shops.test'] }] });
  await bed.set(11);
  await bed.work();
  const id = first(await bed.open());
  assert.equal((await bed.act(id, 'snooze', { minutes: 60 })).status, 200);
  assert.ok((await bed.read(id)).snoozedUntil);
  await bed.after(40);
  assert.equal(bed.mails().length, 1, 'no escalation while it sleeps');
  await bed.after(21);
  assert.deepEqual(bed.mails().slice(1), ['awa@shops.test: [Griot] Rappel : Ventes']);
  await bed.after(21);
  assert.deepEqual(bed.mails().slice(2), ['chef@shops.test: [Griot] Sans réponse : Ventes']);
  await bed.act(id, 'snooze', { minutes: 600 });
  assert.equal((await bed.act(id, 'wake')).status, 200);
  assert.equal((await bed.read(id)).snoozedUntil, null);
  await bed.act(id, 'snooze', { minutes: 600 });
  await bed.set(5);
  await bed.after(5);
  assert.equal(bed.mails().length, 3, 'what ends in its sleep ends silently');
  assert.equal((await bed.act(id, 'snooze', { minutes: 60 })).json.details.code, 'alerts.already_resolved');
  assert.equal((await bed.act(id, 'snooze', { minutes: 1 })).status, 400);
});

test('webhook: signed, verified by the receiver, tried again with the same id, every try recorded', async (t) => {
  const bed = await bedFor(t, { answer: (n) => (n <= 2 ? 503 : 200) });
  const { inject } = bed;
  const made = await inject<{ id: string; secret: string }>({
    method: 'POST',
    url: '/api/alert-webhooks',
    payload: { name: 'Astreinte', url: bed.hook.url },
  });
  const { id: webhookId, secret } = made.json.data;
  assert.match(secret, /^whsec_/);
  await bed.watch({ webhookId, recipients: [] });
  await bed.set(11);
  await bed.work();
  const id = first(await bed.open());
  assert.equal(bed.hook.received.length, 1);
  await bed.after(0);
  assert.equal(bed.hook.received.length, 1, 'not before its time');
  await bed.after(1);
  await bed.after(2);
  const calls = bed.hook.received.slice();
  assert.equal(calls.length, 3);
  assert.equal(new Set(calls.map(({ headers }) => headers['webhook-id'])).size, 1);
  const body = verified(calls[2], secret);
  assert.equal(body.type, 'alerts.changed');
  const [change] = body.changes;
  assert.deepEqual([change?.what, change?.alert.id, change?.alert.actual], ['opened', id, 11]);
  assert.throws(() => verified(calls[2], 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='));
  const [delivery] = (await bed.read(id)).deliveries;
  assert.deepEqual([delivery?.channel, delivery?.state], ['webhook', 'sent']);
  assert.deepEqual(
    delivery?.attempts.map(({ ok }) => ok),
    [false, false, true],
  );

  await bed.act(id, 'acknowledge');
  await bed.work();
  assert.equal(
    verified(bed.hook.received.at(-1), secret).changes[0]?.what,
    'acknowledged',
    'programs hear of what people do',
  );

  const list = await inject({ url: '/api/alert-webhooks' });
  assert.doesNotMatch(list.text, /whsec_|secret/, 'the secret is not told again');
  const kept = await bed.store.withSystem((tx) => tx.execute(sql`SELECT * FROM alert_webhooks`));
  assert.doesNotMatch(
    JSON.stringify(kept.rows),
    new RegExp(secret.slice(6, 20).replace(/[+/]/g, '.')),
    'nor kept as it is',
  );
  const renewed = await inject<{ secret: string }>({
    method: 'POST',
    url: `/api/alert-webhooks/${webhookId}/secret`,
    payload: { version: 1 },
  });
  await inject({ method: 'POST', url: `/api/alert-webhooks/${webhookId}/test` });
  await bed.work();
  assert.equal(verified(bed.hook.received.at(-1), renewed.json.data.secret).type, 'alerts.test');
  assert.equal(
    (await inject({ method: 'DELETE', url: `/api/alert-webhooks/${webhookId}` })).json.details.code,
    'alerts.webhook_in_use',
  );
  const refused = await inject({
    method: 'POST',
    url: '/api/alert-webhooks',
    payload: { name: 'x', url: 'file:///etc/passwd' },
  });
  assert.equal(refused.json.details.code, 'alerts.webhook_address');
  const reader = await bed.tenant.member({ roles: ['lecteur'] });
  assert.equal((await inject({ url: '/api/alert-webhooks', as: reader })).status, 403);
});

test('a webhook that says "gone" is not called again; one that redirects is not followed', async (t) => {
  const bed = await bedFor(t, { answer: (n) => (n === 1 ? 302 : 410) });
  const made = await bed.inject<{ id: string }>({
    method: 'POST',
    url: '/api/alert-webhooks',
    payload: { name: 'A', url: bed.hook.url },
  });
  await bed.watch({ webhookId: made.json.data.id, recipients: [] });
  await bed.set(11);
  await bed.work();
  assert.equal(bed.hook.received.length, 1, 'the place it named was not asked');
  await bed.after(1);
  await bed.after(60);
  assert.equal(bed.hook.received.length, 2);
  const [delivery] = (await bed.read(first(await bed.open()))).deliveries;
  assert.equal(delivery?.state, 'failed');
});

test('one tenant’s broken threshold, and one that cannot be read, stop no other', async (t) => {
  const bed = await bedFor(t);
  const other = await bed.identity.createTenant({
    ...{
      slug: 'broken',
      name: 'Broken',
      currency: 'XOF',
      timeZone: 'Africa/Abidjan',
      locale: 'fr',
      applications: ['shops'],
    },
  });
  const healthy = await bed.watch({ name: 'Saine' });
  const { store } = bed;
  const copy = (set: ReturnType<typeof sql>) =>
    store.withSystem((tx) =>
      tx.execute(
        sql`INSERT INTO alert_thresholds SELECT (jsonb_populate_record(t, ${set})).* FROM alert_thresholds t WHERE t.id = ${healthy}`,
      ),
    );
  const row = (n: number, more: object) =>
    sql`${JSON.stringify({ tenant_id: other.id, id: `00000000-0000-7000-8000-00000000000${n}`, next_at: '2024-06-01T00:00:00Z', ...more })}::jsonb`;
  await copy(row(1, { recipients: 'not a list' }));
  await copy(row(2, { application: 'gone', name: 'Application retirée' }));
  await copy(row(3, { metric: 'gone', name: 'Indicateur retiré' }));
  await copy(row(4, { name: 'Saine aussi' }));
  await bed.set(11);
  await bed.work();
  assert.equal((await bed.open()).length, 1);
  const { rows } = await store.withTenant(other.id, (tx) =>
    tx.execute<{ name: string; last_error: string | null; late: boolean; open: string }>(sql`
      SELECT name, last_error, next_at <= '2024-06-12T08:00:00Z' AS late,
        (SELECT count(*) FROM alerts WHERE source = t.id::text) AS open FROM alert_thresholds t ORDER BY id`),
  );
  assert.deepEqual(
    rows.map(({ late, open, last_error }) => [late, Number(open), last_error === null]),
    [
      [false, 0, false],
      [false, 0, false],
      [false, 0, false],
      [false, 1, true],
    ],
    JSON.stringify(rows),
  );
});

test('defaults: who is told of failed runs and of alerts raised by hand', async (t) => {
  const bed = await bedFor(t);
  const delivery = { recipients: ['exploitation@shops.test'] };
  const put = (version: number) =>
    bed.inject({ method: 'PUT', url: '/api/alert-defaults', payload: { delivery, version } });
  assert.equal((await put(0)).status, 200);
  assert.equal((await put(0)).json.details.code, 'alerts.defaults_changed');
  await bed.inject({ method: 'POST', url: '/api/alerts', payload: { title: 'Coupure d’eau', severity: 'info' } });
  await bed.work();
  assert.deepEqual(bed.mails(), ['exploitation@shops.test: [Griot] Coupure d’eau']);
});

interface Body {
  type: string;
  changes: { what: string; alert: { id: string; actual: number } }[];
}

function verified(call: ReceivedCall | undefined, secret: string): Body {
  assert.ok(call);
  return new Webhook(secret).verify(call.body, call.headers as Record<string, string>) as Body;
}
