import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm/sql';
import { evaluateDue, evaluateOne } from '../evaluation/evaluate.ts';
import { watchFlows } from '../evaluation/watch-flows.ts';
import { pruneAlerts } from '../store/prune-alerts.ts';
import { dueThresholds } from '../store/thresholds.ts';
import { testAlerts } from '../testing/test-alerts.ts';

type Item = {
  id: string;
  title: string;
  status: string;
  zone: string;
  held: boolean;
  type: string;
  heldBecause: unknown;
};
type List = { items: Item[] };

test('alerts', async (t) => {
  const bed = await testAlerts(t);
  const { inject, store, tenant, clock, platform } = bed;
  const list = async (query = '') => (await inject<List>({ url: `/api/alerts${query}` })).json.data.items;
  const body = {
    name: 'Ventes fortes',
    application: 'shops',
    metric: 'revenue',
    operator: '>',
    limit: -1,
    windowDays: 90,
    severity: 'critical',
    recipients: ['awa@shops.test'],
  };
  const create = (o: object = {}) =>
    inject<{ id: string }>({ method: 'POST', url: '/api/alert-thresholds', payload: { ...body, ...o } });

  await t.test('bad thresholds are refused with the reason', async () => {
    assert.equal((await create({ metric: 'nothing' })).json.details.code, 'alerts.unknown_metric');
    assert.equal((await create({ dimension: 'moon' })).json.details.code, 'alerts.unknown_dimension');
    const filters = [{ dimension: 'moon', operator: 'eq', value: 1 }];
    assert.equal((await create({ filters })).json.details.code, 'alerts.unknown_dimension');
    const webhookId = '00000000-0000-7000-8000-000000000000';
    assert.equal((await create({ webhookId })).json.details.code, 'alerts.unknown_webhook');
    assert.equal((await create({ everyMinutes: 7 })).status, 400);
    assert.equal((await create({ quiet: { from: '25:00', to: '07:00' } })).status, 400);
    const step = { afterMinutes: 30, recipients: ['chef@shops.test'] };
    assert.equal((await create({ escalation: [step, { ...step, afterMinutes: 10 }] })).status, 400);
  });

  await t.test('a breach opens one alert and writes one mail, however many servers evaluate', async () => {
    const made = await create();
    assert.equal(made.status, 201, made.text);
    const [due] = await store.withSystem((tx) => dueThresholds(tx, clock.now()));
    assert.ok(due);
    const done = await Promise.all([evaluateOne(platform, due), evaluateOne(platform, due), evaluateDue(platform)]);
    assert.equal(Number(done[0]) + Number(done[1]) + done[2], 1);
    for (let i = 0; i < 3; i++) {
      clock.advance(11 * 60_000);
      await evaluateDue(platform);
    }
    const open = await list();
    assert.deepEqual(
      open.map((one) => [one.title, one.status]),
      [['Ventes fortes', 'active']],
    );
    assert.equal((await platform.mail.deliveries(tenant.tenant.id)).length, 1);
  });

  await t.test(
    'killed before its commit, an evaluation has told nobody; the next tells once, all values in one mail',
    async () => {
      await create({ name: 'Ventes par ville', dimension: 'shop__city', recipients: ['ba@shops.test'] });
      const broken = { ...platform, mail: { ...platform.mail, enqueue: () => Promise.reject(new Error('killed')) } };
      const due = await store.withSystem((tx) => dueThresholds(tx, clock.now()));
      const mine = due.find(({ threshold }) => threshold.name === 'Ventes par ville');
      assert.ok(mine);
      await assert.rejects(evaluateOne(broken, mine), /killed/);
      assert.equal((await list()).length, 1);
      await evaluateDue(platform);
      const cities = (await list()).filter((one) => one.zone !== '');
      assert.ok(cities.length > 1);
      const [grouped, ...rest] = await platform.mail.deliveries(tenant.tenant.id);
      assert.equal(rest.length, 1);
      assert.match(grouped?.subject ?? '', new RegExp(`Ventes par ville : ${cities.length} changements`));
    },
  );

  await t.test('suspect data holds what is open and says why', async () => {
    bed.publish({ tests: { passed: 1, warned: 0, failed: 1 } });
    bed.builds.report = { testResults: [{ name: 'not_null_sales_amount', status: 'fail' }], nodeResults: [] } as never;
    clock.advance(11 * 60_000);
    await evaluateDue(platform);
    assert.ok((await list()).every((one) => one.held && one.status === 'active'));
    assert.deepEqual((await list())[0]?.heldBecause, [{ kind: 'tests', names: ['not_null_sales_amount'] }]);
    bed.publish({ tests: { passed: 2, warned: 0, failed: 0 } });
    clock.advance(11 * 60_000);
    await evaluateDue(platform);
    assert.ok((await list()).every((one) => !one.held));
  });

  await t.test('a newer build that was refused holds them too, naming the test', async () => {
    const facts = { nodes: { built: 1, reused: 0, error: 0, skipped: 0 }, tests: { passed: 3, warned: 0, failed: 1 } };
    const closedAt = '2024-06-01T00:00:00Z';
    bed.builds.last = { ...facts, buildId: 'b2', state: 'abandoned', openedAt: closedAt, closedAt } as never;
    bed.builds.report = {
      testResults: [{ name: 'unique_sales', status: 'fail', severity: 'error' }],
      nodeResults: [],
    } as never;
    clock.advance(11 * 60_000);
    await evaluateDue(platform);
    assert.deepEqual((await list())[0]?.heldBecause, [{ kind: 'build', names: ['unique_sales'] }]);
    bed.builds.last = null;
    clock.advance(11 * 60_000);
    await evaluateDue(platform);
    assert.ok((await list()).every((one) => !one.held));
  });

  await t.test('people acknowledge and end with a comment; readers may not; scopes narrow', async () => {
    const [one] = await list('?status=active&severity=critical');
    assert.ok(one);
    const reader = await tenant.member({ roles: ['lecteur'] });
    const url = `/api/alerts/${one.id}/acknowledge`;
    assert.equal((await inject({ method: 'POST', url, payload: {}, as: reader })).status, 403);
    clock.advance(1000); // the history is in order of time
    assert.equal((await inject({ method: 'POST', url, payload: { comment: 'vu' } })).json.success, true);
    clock.advance(1000);
    await inject({ method: 'POST', url: `/api/alerts/${one.id}/resolve`, payload: {} });
    const again = await inject({ method: 'POST', url: `/api/alerts/${one.id}/resolve`, payload: {} });
    assert.equal(again.json.details.code, 'alerts.already_resolved');
    const read = await inject<{ history: { what: string; comment: string }[] }>({
      url: `/api/alerts/${one.id}`,
      as: reader,
    });
    assert.deepEqual(
      read.json.data.history.map(({ what, comment }) => [what, comment]),
      [
        ['opened', ''],
        ['held', 'not_null_sales_amount'],
        ['released', ''],
        ['held', 'unique_sales'],
        ['released', ''],
        ['acknowledged', 'vu'],
        ['resolved', ''],
      ],
    );
    const city = (await list()).find(({ zone }) => zone !== '')?.zone ?? '';
    const scoped = await tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'shops.shop', id: city }] });
    const seen = (await inject<List>({ url: '/api/alerts', as: scoped })).json.data.items;
    assert.deepEqual([...new Set(seen.map(({ zone }) => zone))], [city]);
    const bell = await inject<{ items: { alertId: string }[] }>({ url: '/api/alerts/notices', as: scoped });
    const mine = new Set(seen.map(({ id }) => id));
    assert.ok(bell.json.data.items.length > 0 && bell.json.data.items.every(({ alertId }) => mine.has(alertId)));
    const whole = (await list()).find(({ zone }) => zone === '');
    for (const path of ['', '/series'])
      assert.equal((await inject({ url: `/api/alerts/${whole?.id}${path}`, as: scoped })).status, 404);
    for (const path of ['alert-thresholds', 'alert-thresholds/00000000-0000-7000-8000-000000000000'])
      assert.equal((await inject({ url: `/api/${path}`, as: scoped })).status, 403);
  });

  await t.test('the bell counts what one has not read, each person for themselves', async () => {
    const unread = async () => (await inject<{ unread: number }>({ url: '/api/alerts/notices' })).json.data.unread;
    assert.ok((await unread()) > 0);
    await inject({ method: 'POST', url: '/api/alerts/notices/read' });
    assert.equal(await unread(), 0);
    clock.advance(1000);
    await inject({ method: 'POST', url: '/api/alerts', payload: { title: 'Inondation à Vridi', severity: 'warning' } });
    assert.equal(await unread(), 1);
  });

  await t.test('a failed flow raises an alert once, and its next success ends it, also after a restart', async () => {
    const run = {
      tenantId: tenant.tenant.id,
      id: one('1'),
      flow: 'shops.load',
      failure: { task: 'load', message: 'no file' },
    };
    const watch = watchFlows(platform);
    bed.ended.push({ ...run, state: 'failed', finishedAt: clock.now().toISOString() });
    await watch();
    await watch();
    await watchFlows(platform)();
    const flows = async () => (await list('?type=flow')).map(({ status }) => status);
    assert.deepEqual(await flows(), ['active']);
    clock.advance(60_000);
    bed.ended.push({ ...run, id: one('2'), state: 'succeeded', failure: null, finishedAt: clock.now().toISOString() });
    await watch();
    await watchFlows(platform)();
    assert.deepEqual(await flows(), ['resolved']);
  });

  await t.test('the backtest says how often it would have fired, with the figures; the summary counts', async () => {
    type Tested = { fired: number; days: number; dayList: string[]; series: { values: number[]; fired: number }[] };
    const payload = { ...body, windowDays: 1, limit: 0, days: 90 };
    const preview = await inject<Tested>({ method: 'POST', url: '/api/alert-thresholds/preview', payload });
    assert.equal(preview.status, 200, preview.text);
    const { data } = preview.json;
    assert.equal(data.days, 90);
    assert.ok(data.fired > 0);
    assert.equal(data.dayList.length, 90);
    assert.equal(data.series[0]?.values.length, 90);
    assert.equal(data.series[0]?.fired, data.fired);
    const fresh = { ...payload, kind: 'freshness', limit: 24 };
    const old = await inject<Tested>({ method: 'POST', url: '/api/alert-thresholds/preview', payload: fresh });
    assert.equal(old.json.data.fired, null, 'how old data was in the past is not known');
    const summary = await inject<{ meanMinutesToAcknowledge: number; timeline: unknown[] }>({
      url: '/api/alerts/summary',
    });
    assert.ok(summary.json.data.meanMinutesToAcknowledge >= 0);
    assert.equal(summary.json.data.timeline.length, 30);
    const types = await inject<{ items: { type: string; open: number; total: number }[] }>({
      url: '/api/alerts/by_type',
    });
    const counted = types.json.data.items.map(({ type, open, total }) => [type, open, total]);
    const all = await list();
    const one = (type: string) => all.filter((alert) => alert.type === type);
    const still = (type: string) => one(type).filter(({ status }) => status !== 'resolved').length;
    assert.deepEqual(
      counted.toSorted(),
      [...new Set(all.map(({ type }) => type))].map((type) => [type, still(type), one(type).length]).toSorted(),
    );
  });

  await t.test('a threshold that watches something else, or is removed, ends its alerts and says so', async () => {
    const made = await create({ name: 'À changer' });
    const { id } = made.json.data;
    await evaluateDue(platform);
    const open = async () => (await list(`?source=${id}&status=active`)).length;
    assert.equal(await open(), 1);
    const url = `/api/alert-thresholds/${id}`;
    const changed = await inject({ method: 'PATCH', url, payload: { ...body, metric: 'sales_count', version: 1 } });
    assert.equal(changed.status, 200, changed.text);
    assert.equal(await open(), 0);
    await evaluateDue(platform);
    assert.equal(await open(), 1);
    assert.equal((await inject({ method: 'DELETE', url: `${url}?version=1` })).status, 409);
    assert.equal((await inject({ method: 'DELETE', url: `${url}?version=2` })).status, 200);
    assert.equal(await open(), 0);
    assert.equal((await inject({ url })).status, 404);
  });

  await t.test(
    'what ended long ago is forgotten with its history; what is open stays, and nobody of the organisation forgets',
    async () => {
      const payload = { title: 'À garder', severity: 'info' };
      const made = await inject<{ id: string }>({ method: 'POST', url: '/api/alerts', payload });
      assert.equal(made.status, 201, made.text);
      const count = async (table: string) => {
        const { rows } = await store.withSystem((tx) =>
          tx.execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM ${sql.raw(table)}`),
        );
        return rows[0]?.n ?? 0;
      };
      const open = sql`SELECT count(*)::int AS n FROM alerts WHERE status <> 'resolved'`;
      const { rows } = await store.withSystem((tx) => tx.execute<{ n: number }>(open));
      const ended = (await count('alerts')) - (rows[0]?.n ?? 0);
      assert.ok(ended > 2 && (await count('alert_history')) > ended && (await count('alert_messages')) > 0);
      const now = new Date(clock.now().getTime() + 100 * 86_400_000);
      assert.deepEqual(await pruneAlerts(store, { now, keepDays: 365 }), { alerts: 0, messages: 0 });
      const gone = await pruneAlerts(store, { now, keepDays: 30 });
      assert.equal(gone.alerts, ended);
      assert.equal(await count('alerts'), rows[0]?.n);
      const { rows: orphans } = await store.withSystem((tx) =>
        tx.execute(sql`SELECT FROM alert_history h WHERE NOT EXISTS (SELECT FROM alerts a WHERE a.id = h.alert_id)`),
      );
      assert.equal(orphans.length, 0);
      assert.ok((await count('alert_history')) > 0, 'the history of what is open');
      await assert.rejects(store.withTenant(tenant.tenant.id, (tx) => tx.execute(sql`DELETE FROM alert_history`)));
      await assert.rejects(store.withSystem((tx) => tx.execute(sql`UPDATE alert_history SET comment = 'x'`)));
    },
  );
});

const one = (digit: string) => `00000000-0000-7000-8000-00000000000${digit}`;
