import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runFlowHere } from '@griot/flows/testing';
import { testServer } from '@griot/http/testing';
import { createTestTenant } from '@griot/identity/testing';
import { manualClock, newId } from '@griot/kernel';
import { postOffice } from '@griot/mail/testing';
import { openShop } from '@griot/metrics/testing';
import { reports } from './index.ts';
import { recordSend } from './store/sends.ts';
import { type ReportPlatform, reportMigrations, reportPlatform, shopsApplication } from './testing/report-platform.ts';

type Send = {
  id: string;
  state: string;
  reason: string;
  files: { sha256: string; name: string }[];
  userName: string;
  runId: string;
  mail: { state: string } | null;
};

test('reports', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'griot-reports-'));
  const clock = manualClock('2024-05-02T08:00:00Z');
  const office = await postOffice(t);
  const application = await shopsApplication(folder);
  const shop = await openShop();
  const wired: { parts?: ReportPlatform } = {};
  const server = await testServer(t, {
    clock,
    applications: [application, reports],
    messages: reports.messages ? [reports.messages] : [],
    migrations: reportMigrations,
    endpoints: ({ store, identity }) => {
      wired.parts = reportPlatform({ shop, store, identity, application, folder, clock, smtpUrl: office.url });
      return reports.endpoints(wired.parts.platform);
    },
  });
  const { parts } = wired;
  assert.ok(parts);
  const { platform } = parts;
  t.after(async () => {
    platform.mail.close();
    shop.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { inject, tenant, store } = server;
  const tenantId = tenant.tenant.id;
  const [flow] = parts.flows;
  assert.ok(flow);
  const scoped = await tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'shops.shop', id: 's2' }] });
  const send = (userId: string, more: object = {}) =>
    runFlowHere({
      ...{ store, tenantId, flow, clock },
      parameters: { template: 'shops:ventes', recipients: [{ userId }], formats: ['pdf', 'xlsx'], ...more },
    });
  const history = async () => (await inject<{ items: Send[] }>({ url: '/api/reports/history' })).json.data.items;
  const deliveries = () => platform.mail.deliveries(tenantId);

  await t.test('each recipient gets their own figures: the preview is made with their eyes', async () => {
    const preview = (userId: string, more: object = {}) =>
      inject<{ pdf: string; from: string; generation: number }>({
        method: 'POST',
        url: '/api/reports/preview',
        payload: { template: 'shops:ventes', recipient: { userId, ...more } },
      });
    const own = await preview(tenant.admin.userId);
    const theirs = await preview(scoped.actor.userId);
    assert.deepEqual([own.status, theirs.status, theirs.json.data.from], [200, 200, '2024-01-01'], own.text);
    assert.notEqual(own.json.data.pdf, theirs.json.data.pdf);
    const filters = [{ dimension: 'shop__city', value: 'Abidjan' }];
    assert.equal((await preview(tenant.admin.userId, { filters })).status, 200);
    const stranger = await preview(tenant.admin.userId, { filters: [{ dimension: 'shop__region', value: 'x' }] });
    assert.deepEqual([stranger.status, stranger.json.details.code], [400, 'reports.filter_not_offered']);
    const refused = await inject({ url: '/api/reports/templates', as: scoped });
    assert.equal(refused.status, 403);
  });

  await t.test('who sees a part of the tenant may not look through the eyes of who sees all', async () => {
    const sender = await tenant.member({ roles: ['admin'], scopes: [{ kind: 'shops.shop', id: 's2' }] });
    const ask = (userId: string) =>
      inject({
        method: 'POST',
        url: '/api/reports/preview',
        payload: { template: 'shops:ventes', recipient: { userId } },
        as: sender,
      });
    assert.deepEqual([(await ask(sender.actor.userId)).status, (await ask(tenant.admin.userId)).status], [200, 403]);
  });

  await t.test('the mail that arrives carries the files of the history, byte for byte', async () => {
    const run = await send(scoped.actor.userId);
    assert.equal(run.state, 'succeeded', JSON.stringify(run.failure));
    assert.equal((await deliveries()).length, 1);
    await platform.mail.sendDue();
    const [one] = await history();
    assert.deepEqual([one?.state, one?.mail?.state], ['sent', 'sent']);
    const [mail] = await office.opened();
    assert.equal(mail?.to, scoped.actor.login);
    assert.match(mail?.subject ?? '', /Ventes/);
    assert.deepEqual(
      mail?.files.map(({ name, sha256 }) => [name, sha256]),
      one?.files.map(({ name, sha256 }) => [name, sha256]),
    );
    const file = await inject({ url: `/api/reports/history/${one?.id}/file/xlsx` });
    assert.equal(file.status, 200);
    const again = await inject({ method: 'POST', url: `/api/reports/history/${one?.id}/resend`, payload: {} });
    assert.equal(again.status, 200, again.text);
    await platform.mail.sendDue();
    const twice = await office.opened();
    assert.deepEqual(twice[1]?.files, mail?.files);
    assert.notEqual(twice[1]?.messageId, mail?.messageId);
  });

  await t.test('the file that is kept is the file that was made', async () => {
    const [one] = await history();
    const pdf = await server.server.app.inject({
      url: `/api/reports/history/${one?.id}/file/pdf`,
      headers: { authorization: `Bearer ${tenant.adminSession.accessToken}` },
    });
    assert.equal(createHash('sha256').update(pdf.rawPayload).digest('hex'), one?.files[0]?.sha256);
    const stranger = await createTestTenant(server.identity, { slug: 'other' });
    const foreign = await inject({ url: `/api/reports/history/${one?.id}/file/pdf`, as: stranger.adminSession });
    assert.equal(foreign.status, 404);
  });

  await t.test('an empty chart fails the sending, nobody gets a blank; or it is skipped when asked', async () => {
    const period = { from: '2030-01-01', to: '2030-01-31' };
    const before = (await deliveries()).length;
    assert.equal((await send(tenant.admin.userId, { period })).state, 'failed');
    const failed = (await history()).filter((one) => one.state === 'failed');
    assert.equal(failed.length, 1);
    assert.match(failed[0]?.reason ?? '', /^Rien n’a été envoyé : « .+ » est vide/);
    assert.equal((await send(tenant.admin.userId, { period, skipEmpty: true })).state, 'succeeded');
    assert.equal((await history()).filter((one) => one.state === 'skipped').length, 1);
    assert.equal((await deliveries()).length, before);
  });

  await t.test('one recipient whose copy cannot be made: nobody gets anything', async () => {
    const before = (await deliveries()).length;
    const recipients = [{ userId: tenant.admin.userId }, { userId: newId() }];
    assert.equal((await send(tenant.admin.userId, { recipients })).state, 'failed');
    assert.equal((await deliveries()).length, before);
  });

  await t.test('a first try that failed is not what the history says of a second one that was sent', async () => {
    const [one] = (await history()).filter(({ state }) => state === 'sent');
    assert.ok(one);
    const now = clock.now().toISOString();
    await store.withTenant(tenantId, (tx) =>
      recordSend(tx, tenantId, {
        ...(one as never as Parameters<typeof recordSend>[2]),
        ...{ id: newId(), state: 'failed', reason: 'internal', files: [], createdAt: now },
        ...{ resendOf: null, dedupKey: '' },
      }),
    );
    const same = (await history()).filter(({ runId, state }) => runId === one.runId && state === 'failed');
    assert.deepEqual(same, []);
  });

  await t.test('a template of one’s own: copied, changed, refused when it cannot be made, removed', async () => {
    type Details = { id: string; version: number; spec: { title: string; widgets: object[] } };
    const details = (await inject<Details>({ url: '/api/reports/templates/shops:ventes' })).json.data;
    assert.equal(details.version, 0);
    const spec = { ...details.spec, title: 'Ventes de Korhogo', widgets: details.spec.widgets.slice(0, 1) };
    const shipped = { method: 'PUT' as const, url: '/api/reports/templates/shops:ventes' };
    assert.equal((await inject({ ...shipped, payload: { spec, version: 0 } })).json.details.code, 'reports.shipped');
    const saved = await inject<Details>({ method: 'POST', url: '/api/reports/templates', payload: { spec } });
    assert.equal(saved.status, 201, saved.text);
    const url = `/api/reports/templates/${saved.json.data.id}`;
    const change = (version: number) => inject({ method: 'PUT', url, payload: { spec, version } });
    assert.deepEqual(
      [(await change(1)).status, (await change(1)).json.details.code],
      [200, 'reports.template_changed'],
    );
    const strange = { id: 'x', type: 'kpi', query: { metrics: ['no_such_metric'] } };
    const payload = { spec: { ...spec, widgets: [strange] } };
    const refused = await inject({ method: 'POST', url: '/api/reports/templates', payload });
    assert.deepEqual([refused.status, refused.json.details.code], [400, 'reports.unknown_metric']);
    const twice = { spec: { ...spec, widgets: [spec.widgets[0], spec.widgets[0]] } };
    assert.equal((await inject({ method: 'POST', url: '/api/reports/templates', payload: twice })).status, 400);
    assert.equal((await send(tenant.admin.userId, { template: saved.json.data.id })).state, 'succeeded');
    const stranger = await createTestTenant(server.identity, { slug: 'third' });
    assert.equal((await inject({ url, as: stranger.adminSession })).status, 404);
    assert.equal((await inject({ method: 'DELETE', url, as: stranger.adminSession })).status, 404);
    assert.equal((await inject({ method: 'DELETE', url })).status, 200);
    assert.equal((await inject({ url })).status, 404);
  });

  await t.test('a schedule is kept in the time zone it names, changed, paused and ended', async () => {
    const payload = {
      ...{ title: 'Chaque lundi', cron: '0 7 * * 1', timeZone: 'Africa/Algiers' },
      request: { template: 'shops:ventes', recipients: [{ userId: tenant.admin.userId }] },
    };
    type List = { items: { id: string; next: string[]; paused: boolean; title: string; version: number }[] };
    const list = async () => (await inject<List>({ url: '/api/reports/schedules' })).json.data.items[0];
    const made = await inject<{ id: string }>({ method: 'POST', url: '/api/reports/schedules', payload });
    assert.equal(made.status, 201, made.text);
    assert.match((await list())?.next[0] ?? '', /T06:00:00/);
    const url = `/api/reports/schedules/${made.json.data.id}`;
    const changed = await inject({
      method: 'PUT',
      url,
      payload: { ...payload, cron: '0 8 * * *', title: 'Chaque jour' },
    });
    assert.equal(changed.status, 200, changed.text);
    assert.deepEqual([(await list())?.title, (await list())?.next[0]?.slice(10, 16)], ['Chaque jour', 'T07:00']);
    assert.equal((await inject({ method: 'POST', url: `${url}/pause`, payload: {} })).status, 200);
    assert.equal((await list())?.paused, true);
    assert.equal((await inject({ method: 'POST', url: `${url}/resume`, payload: {} })).status, 200);
    const ticks = { cron: '0 7 1 * *', timeZone: 'Africa/Algiers' };
    const preview = await inject<{ next: string[] }>({
      method: 'POST',
      url: '/api/reports/schedules/preview',
      payload: ticks,
    });
    assert.equal(preview.json.data.next.length, 5);
    const bad = { ...payload, cron: 'every day' };
    assert.equal((await inject({ method: 'POST', url: '/api/reports/schedules', payload: bad })).status, 400);
    const twice = {
      ...payload,
      request: { ...payload.request, recipients: [0, 1].map(() => ({ userId: tenant.admin.userId })) },
    };
    assert.equal((await inject({ method: 'POST', url: '/api/reports/schedules', payload: twice })).status, 400);
    assert.equal((await inject({ method: 'DELETE', url })).status, 200);
    assert.equal((await inject({ method: 'DELETE', url })).status, 404);
  });
});
