import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Application, Platform } from '@griot/application';
import { createFiles, filesMigrations } from '@griot/files';
import { createFlows, flowsMigrations } from '@griot/flows';
import { runFlowHere } from '@griot/flows/testing';
import { testServer } from '@griot/http/testing';
import { manualClock, silentLogger } from '@griot/kernel';
import { createMail, mailMigrations } from '@griot/mail';
import { createMetrics } from '@griot/metrics';
import { openShop } from '@griot/metrics/testing';
import { reports } from './index.ts';

const TEMPLATE = `title: Ventes
application: shops
period: last_quarter
parameters: [shop__city]
widgets:
  - { id: total, type: kpi, query: { metrics: [revenue] }, display: { trend: none } }
  - { id: villes, type: chart_bar, title: Villes, query: { metrics: [revenue], dimensions: [shop__city] } }
`;
const label = { fr: 'Boutiques', en: 'Shops' };

test('reports', async (t) => {
  const shop = await openShop();
  const folder = await mkdtemp(join(tmpdir(), 'griot-reports-'));
  t.after(async () => {
    shop.close();
    await rm(folder, { recursive: true, force: true });
  });
  await writeFile(join(folder, 'ventes.yml'), TEMPLATE);
  const clock = manualClock('2024-05-02T08:00:00Z');
  const log = silentLogger;
  const permissions = [{ name: 'shops.sales.read', label }];
  const roles = [{ name: 'lecteur', label, permissions: ['core.metrics.read'] }];
  const empty = { warehouseProject: '.', navigation: [], endpoints: () => [], flows: () => [] };
  const application: Application = { id: 'shops', name: label, permissions, roles, reportsFolder: folder, ...empty };
  let platform: Platform | undefined;
  const server = await testServer(t, {
    clock,
    applications: [application, reports],
    messages: reports.messages ? [reports.messages] : [],
    migrations: [filesMigrations, flowsMigrations, mailMigrations, ...(reports.migrations ? [reports.migrations] : [])],
    endpoints: ({ store, identity }) => {
      const files = createFiles({ store, dataDir: join(folder, 'files'), log, clock });
      const mail = createMail({ store, files, clock, log, smtpUrl: undefined });
      const scopeDimensions = { 'shops.shop': 'shop' };
      const manifest = () => shop.manifest;
      const metrics = createMetrics({ warehouse: shop.warehouse, manifest, clock, log, scopeDimensions });
      const flows = createFlows({ store, log, clock });
      platform = { store, identity, files, mail, metrics, flows, clock, log, applications: [application] } as never;
      flows.register(reports.flows?.(platform as Platform) ?? []);
      return reports.endpoints(platform as Platform);
    },
  });
  const { inject, tenant, store } = server;
  const wired = platform as unknown as Platform;
  const tenantId = tenant.tenant.id;
  const [flow] = reports.flows?.(wired) ?? [];
  assert.ok(flow);
  const scoped = await tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'shops.shop', id: 's2' }] });
  const send = (userId: string, more: object = {}) =>
    runFlowHere({
      store,
      tenantId,
      flow,
      clock,
      parameters: { template: 'shops:ventes', recipients: [{ userId }], formats: ['pdf', 'xlsx'], ...more },
    });
  type Send = {
    id: string;
    state: string;
    reason: string;
    files: { sha256: string; name: string }[];
    userName: string;
  };
  const history = async () => (await inject<{ items: Send[] }>({ url: '/api/reports/history' })).json.data.items;

  await t.test('each recipient gets their own figures: the preview is made with their eyes', async () => {
    const preview = (userId: string) =>
      inject<{ svg: string; from: string; generation: number }>({
        method: 'POST',
        url: '/api/reports/preview',
        payload: { template: 'shops:ventes', recipient: { userId } },
      });
    const own = await preview(tenant.admin.userId);
    const theirs = await preview(scoped.actor.userId);
    assert.deepEqual([own.status, theirs.status, theirs.json.data.from], [200, 200, '2024-01-01'], own.text);
    assert.notEqual(own.json.data.svg.length, theirs.json.data.svg.length);
    const refused = await inject({ url: '/api/reports/templates', as: scoped });
    assert.equal(refused.status, 403);
  });

  await t.test(
    'a sending keeps the exact files with their digests, and one mail waits for each recipient',
    async () => {
      const run = await send(scoped.actor.userId);
      assert.equal(run.state, 'succeeded', JSON.stringify(run.failure));
      const [one] = await history();
      assert.deepEqual([one?.state, one?.files.map(({ name }) => name.slice(-4))], ['sent', ['.pdf', 'xlsx']]);
      const file = await inject({ url: `/api/reports/history/${one?.id}/file/pdf` });
      assert.equal(file.text.slice(0, 5), '%PDF-');
      assert.equal((await wired.mail.deliveries(tenantId)).length, 1);
      const again = await inject({ method: 'POST', url: `/api/reports/history/${one?.id}/resend`, payload: {} });
      assert.equal(again.status, 200, again.text);
      assert.equal((await wired.mail.deliveries(tenantId)).length, 2);
      const digests = (await history()).map(({ files }) => files[0]?.sha256);
      assert.deepEqual(digests, [one?.files[0]?.sha256, one?.files[0]?.sha256]);
    },
  );

  await t.test(
    'an empty chart fails the sending, nobody gets a blank; or it is skipped when that was asked',
    async () => {
      const period = { from: '2030-01-01', to: '2030-01-31' };
      const before = (await wired.mail.deliveries(tenantId)).length;
      const run = await send(tenant.admin.userId, { period });
      assert.equal(run.state, 'failed');
      const failed = (await history()).filter((one) => one.state === 'failed');
      assert.deepEqual([failed.length, failed[0]?.reason.split(' ')[0]], [1, 'widgets.print_empty']);
      assert.equal((await send(tenant.admin.userId, { period, skipEmpty: true })).state, 'succeeded');
      assert.equal((await history()).filter((one) => one.state === 'skipped').length, 1);
      assert.equal((await wired.mail.deliveries(tenantId)).length, before);
    },
  );

  await t.test('a schedule is kept in the time zone it names', async () => {
    const payload = {
      title: 'Chaque lundi',
      cron: '0 7 * * 1',
      timeZone: 'Africa/Algiers',
      request: { template: 'shops:ventes', recipients: [{ userId: tenant.admin.userId }] },
    };
    const made = await inject<{ id: string }>({ method: 'POST', url: '/api/reports/schedules', payload });
    assert.equal(made.status, 201, made.text);
    const list = await inject<{ items: { next: string[] }[] }>({ url: '/api/reports/schedules' });
    assert.match(list.json.data.items[0]?.next[0] ?? '', /T06:00:00/);
    const ended = await inject({ method: 'DELETE', url: `/api/reports/schedules/${made.json.data.id}` });
    assert.equal(ended.status, 200);
  });
});
