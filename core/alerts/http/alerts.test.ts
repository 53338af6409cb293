import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Application, Platform } from '@griot/application';
import type { EndedRunView } from '@griot/flows';
import { createLiveHub } from '@griot/http';
import { testServer } from '@griot/http/testing';
import { manualClock, readConfig, silentLogger } from '@griot/kernel';
import { createMail, mailMigrations } from '@griot/mail';
import { createMetrics } from '@griot/metrics';
import { openShop } from '@griot/metrics/testing';
import { evaluateDue, evaluateOne } from '../evaluation/evaluate.ts';
import { watchFlows } from '../evaluation/watch-flows.ts';
import { alerts } from '../index.ts';
import { dueThresholds } from '../store/thresholds.ts';

const label = { fr: 'Boutiques', en: 'Shops' };
type Item = { id: string; title: string; status: string; zone: string; held: boolean; type: string };
type List = { items: Item[] };

test('alerts', async (t) => {
  const shop = await openShop();
  t.after(() => shop.close());
  const clock = manualClock('2024-03-31T08:00:00Z');
  const metrics = createMetrics({
    warehouse: shop.warehouse,
    manifest: () => shop.manifest,
    clock,
    log: silentLogger,
    generationTtlMs: 0,
    cacheTtlMs: 0,
  });
  const application: Application = {
    ...{
      id: 'shops',
      name: label,
      permissions: [{ name: 'shops.sales.read', label }],
      roles: [],
      warehouseProject: '.',
      navigation: [],
    },
    ...{ endpoints: () => [], flows: () => [], scopeDimensions: { 'shops.shop': 'shop__city' } },
  };
  const ended: EndedRunView[] = [];
  let platform = {} as Platform;
  // The server keeps a clock of its own: sign-ins do not expire while this one moves.
  const { inject, store, tenant } = await testServer(t, {
    applications: [application, alerts],
    migrations: [mailMigrations, ...(alerts.migrations ? [alerts.migrations] : [])],
    messages: alerts.messages ? [alerts.messages] : [],
    endpoints: ({ store: own, identity }) => {
      const mail = createMail({
        store: own,
        files: { open: () => Promise.reject(new Error('no file')) },
        clock,
        log: silentLogger,
        smtpUrl: undefined,
      });
      const live = createLiveHub({ store: own, log: silentLogger });
      t.after(() => live.close());
      const flows = { endedSince: async () => ended };
      const parts = {
        store: own,
        identity,
        metrics,
        mail,
        live,
        clock,
        flows,
        config: readConfig({}),
        log: silentLogger,
        applications: [application],
      };
      platform = parts as unknown as Platform;
      return alerts.endpoints(platform);
    },
  });
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
    assert.equal((await create({ everyMinutes: 7 })).status, 400);
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

  await t.test('killed before its commit, an evaluation has told nobody, and the next one tells once', async () => {
    await create({ name: 'Ventes par ville', dimension: 'shop__city', recipients: ['ba@shops.test'] });
    const broken = { ...platform, mail: { ...platform.mail, enqueue: () => Promise.reject(new Error('killed')) } };
    await assert.rejects(evaluateDue(broken), /killed/);
    assert.equal((await list()).length, 1);
    await evaluateDue(platform);
    const cities = (await list()).filter((one) => one.zone !== '');
    assert.ok(cities.length > 1);
    assert.equal((await platform.mail.deliveries(tenant.tenant.id)).length, 1 + cities.length);
  });

  await t.test('suspect data holds what is open and says so', async () => {
    shop.warehouse.generation = { ...shop.warehouse.generation, id: 2, tests: { passed: 1, warned: 0, failed: 1 } };
    clock.advance(11 * 60_000);
    await evaluateDue(platform);
    assert.ok((await list()).every((one) => one.held && one.status === 'active'));
    shop.warehouse.generation = { ...shop.warehouse.generation, id: 3, tests: { passed: 2, warned: 0, failed: 0 } };
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
        ['acknowledged', 'vu'],
        ['resolved', ''],
      ],
    );
    const city = (await list()).find(({ zone }) => zone !== '')?.zone ?? '';
    const scoped = await tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'shops.shop', id: city }] });
    const seen = (await inject<List>({ url: '/api/alerts', as: scoped })).json.data.items;
    assert.deepEqual([...new Set(seen.map(({ zone }) => zone))], [city]);
    assert.equal((await inject({ url: '/api/alert-thresholds', as: scoped })).status, 403);
  });

  await t.test('a failed flow raises an alert once, and its next success ends it', async () => {
    const run = {
      tenantId: tenant.tenant.id,
      id: one('1'),
      flow: 'shops.load',
      failure: { task: 'load', message: 'no file' },
    };
    ended.push({ ...run, state: 'failed', finishedAt: clock.now().toISOString() });
    await watchFlows(platform);
    await watchFlows(platform);
    const flows = async () => (await list('?type=flow')).map(({ status }) => status);
    assert.deepEqual(await flows(), ['active']);
    clock.advance(60_000);
    ended.push({ ...run, id: one('2'), state: 'succeeded', failure: null, finishedAt: clock.now().toISOString() });
    await watchFlows(platform);
    await watchFlows(platform);
    assert.deepEqual(await flows(), ['resolved']);
  });

  await t.test('the backtest says how often it would have fired; the summary counts', async () => {
    const preview = await inject<{ fired: number; days: number }>({
      method: 'POST',
      url: '/api/alert-thresholds/preview',
      payload: { ...body, windowDays: 1, limit: 0, days: 90 },
    });
    assert.equal(preview.status, 200, preview.text);
    assert.equal(preview.json.data.days, 90);
    assert.ok(preview.json.data.fired > 0);
    const summary = await inject<{ meanMinutesToAcknowledge: number; timeline: unknown[] }>({
      url: '/api/alerts/summary',
    });
    assert.ok(summary.json.data.meanMinutesToAcknowledge >= 0);
    assert.equal(summary.json.data.timeline.length, 30);
  });
});

const one = (digit: string) => `00000000-0000-7000-8000-00000000000${digit}`;
