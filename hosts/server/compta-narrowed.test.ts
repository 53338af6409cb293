import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { alerts } from '@griot/alerts';
import type { Capability } from '@griot/application';
import { assistant } from '@griot/assistant';
import { dashboards } from '@griot/dashboards';
import { drive } from '@griot/drive';
import type { Endpoint } from '@griot/http';
import type { SignedIn } from '@griot/identity';
import { reports } from '@griot/reports';
import { makeBooks } from '../../apps/compta/demo/books/make-books.ts';
import { makeExports } from '../../apps/compta/demo/exports/make-exports.ts';
import { comptaPlatform } from '../../apps/compta/testing/compta-platform.ts';
import { SETS } from '../../apps/compta/testing/in-memory.ts';
import { metricEndpoints } from './endpoints/metric-endpoints.ts';

const PERIOD = { start: '2025-01-01', end: '2025-06-30' };
const OWN = 'Maison Propre';
const FOREIGN = 'Maison Voisine';
const metrics: Capability = {
  id: 'metrics',
  permissions: [],
  roles: [],
  endpoints: (platform) => metricEndpoints(platform),
};
const CAPABILITIES = [alerts, reports, dashboards, assistant, drive, metrics];
/** Every metric, so that a figure of the other client would show in one. */
const BY_CLIENT = { dimensions: ['client', 'client__nom_client'], timeRange: { from: '2025-01-01', to: '2025-12-31' } };

/**
 * What the core does with Compta's figures and files, asked by who may see one client alone: as that client, as its accountant,
 * and as somebody who may do everything in the firm but sees that client alone. Compta's own endpoints: `apps/compta/http`.
 */
test('no capability tells of a client that the reader may not see', { timeout: 240_000 }, async (t) => {
  const bed = await comptaPlatform(t, CAPABILITIES);
  const { inject, tenant, platform, services, tenantId } = bed;
  const load = async (company: string, lines: number) => {
    const clientId = await bed.newClient(company);
    const books = makeBooks({ seed: company, company, ...PERIOD, lines });
    const { data } = await bed.upload(clientId, makeExports(books, SETS.FEC));
    assert.equal((await bed.load(data.batchId, { confirm: true })).run?.state, 'succeeded');
    const sales = books.lines.reduce(
      (sum, { account, debit, credit }) => sum + (account.startsWith('70') ? credit - debit : 0),
      0,
    );
    return { clientId, batchId: data.batchId, sales: (sales / 100).toFixed(2) };
  };
  const own = await load(OWN, 120);
  const foreign = await load(FOREIGN, 200);
  const scopes = [{ kind: 'compta.client', id: own.clientId }];
  const readers: Record<string, SignedIn> = {
    client: await tenant.member({ roles: ['client'], scopes }),
    comptable: await tenant.member({ roles: ['comptable'], scopes }),
    'all rights, one client': await tenant.member({ roles: ['admin'], scopes }),
  };
  const marks = [foreign.clientId, foreign.batchId, FOREIGN, foreign.sales];
  /** Nothing of the other client, but for what the reader himself asked about. */
  const silent = (text: string, what: string, asked = ''): void => {
    for (const mark of marks.filter((one) => !asked.includes(one)))
      assert.equal(text.includes(mark), false, `${what} tells ${mark}: ${text.slice(0, 400)}`);
  };
  const post = (url: string, payload: object, as?: SignedIn) =>
    inject({ method: 'POST', url, payload, ...(as && { as }) });

  await t.test('an alert of the other client, and what the firm keeps, are there to be found', async () => {
    const made = await post('/api/alert-thresholds', {
      ...{
        application: 'compta',
        metric: 'ecritures_comptables',
        name: 'Écritures',
        kind: 'value',
        operator: '>',
        limit: 0,
      },
      ...{ dimension: 'client', windowDays: 366, everyMinutes: 5 },
    });
    assert.equal(made.status, 201, made.text);
    const stop = await alerts.start?.(platform);
    const told = async () => (await inject({ url: '/api/alerts' })).text;
    for (let tries = 0; !(await told()).includes(foreign.clientId) && tries < 200; tries += 1) await wait(50);
    await stop?.();
    const firm = await told();
    assert.ok(firm.includes(own.clientId) && firm.includes(foreign.clientId));
    const { text } = await post('/api/metrics/compta/query', { metrics: ['chiffre_affaires_comptable'], ...BY_CLIENT });
    for (const mark of [foreign.clientId, FOREIGN, foreign.sales]) assert.ok(text.includes(mark), mark);
  });

  await t.test('everything that is read without a body', async () => {
    const endpoints = CAPABILITIES.flatMap((one) => one.endpoints(platform)).filter(({ method }) => method === 'GET');
    assert.ok(endpoints.length > 40, `${endpoints.length} endpoints`);
    for (const endpoint of endpoints)
      for (const [who, as] of Object.entries(readers)) {
        const url = addressOf(endpoint, foreign);
        const { status, text } = await inject({ url, as });
        assert.ok(status < 500, `${who} ${url}: ${status} ${text.slice(0, 300)}`);
        silent(text, `${who} ${url}`, url);
      }
  });

  await t.test('figures, the rows behind them, what made them change, and values to choose from', async () => {
    const { metrics: all } = await services.metrics.catalogue('compta');
    const them = [{ dimension: 'client', operator: 'eq', value: foreign.clientId }];
    for (const [who, as] of Object.entries(readers)) {
      const asked: [string, object][] = [
        ['/api/metrics/compta/query', { metrics: all.map(({ name }) => name).slice(0, 8), ...BY_CLIENT, totals: true }],
        ['/api/metrics/compta/query', { metrics: ['chiffre_affaires_comptable'], ...BY_CLIENT, filters: them }],
        ['/api/metrics/compta/drill', { metric: 'chiffre_affaires_comptable', query: BY_CLIENT, limit: 200 }],
        ['/api/metrics/compta/drill', { metric: 'besoin_fonds_roulement', query: { filters: them } }],
        [
          '/api/metrics/compta/contribution',
          { metric: 'resultat_comptable', dimension: 'client__nom_client', timeRange: BY_CLIENT.timeRange },
        ],
        [
          '/api/dashboards/data',
          {
            ...{ application: 'compta', period: null, filters: [] },
            widgets: [
              {
                ...{ id: 'w', type: 'table', title: 'CA' },
                query: { metrics: ['chiffre_affaires_comptable'], dimensions: ['client__nom_client'] },
              },
            ],
          },
        ],
      ];
      for (const [url, payload] of asked) {
        const { status, text } = await post(url, payload, as);
        assert.ok([200, 403].includes(status), `${who} ${url}: ${status} ${text.slice(0, 300)}`);
        silent(text, `${who} ${url}`, JSON.stringify(payload));
        if (who === 'client') assert.equal(status, 403);
      }
      for (const dimension of ['client', 'client__nom_client', 'poste_ouvert__tiers']) {
        const { text } = await inject({ url: `/api/dashboards/values/compta?dimension=${dimension}`, as });
        silent(text, `${who} ${dimension}`);
      }
    }
  });

  await t.test('the assistant, SQL of one’s own, reports, boards that go out', async () => {
    for (const [who, as] of Object.entries(readers)) {
      for (const question of [
        `quel est le CA de ${FOREIGN} ?`,
        'CA par client',
        'combien de clients ?',
        'quels clients ?',
      ]) {
        const { text } = await post('/api/ai/chat', { question }, as);
        // A name that was asked about comes back in the words of the question.
        silent(text, `${who} ${question}`, question);
      }
      const sql = await post('/api/ai/query', { sql: 'select * from dim_clients', application: 'compta' }, as);
      assert.ok(sql.status >= 400, `${who}: ${sql.text.slice(0, 200)}`);
      silent(sql.text, `${who} sql`);
      for (const recipient of [{ userId: tenant.admin.userId }, { userId: as.actor.userId }]) {
        const { status, text } = await post('/api/reports/preview', { template: 'compta:situation', recipient }, as);
        if (recipient.userId !== as.actor.userId) assert.ok(status >= 400, `${who} previews another one’s report`);
        silent(text, `${who} report`);
      }
    }
  });

  await t.test('files of the drive: theirs are not there, wherever they are asked for', async () => {
    const { files } = await services.files.list(tenantId, '', { recursive: true, limit: 1000 });
    const theirs = files.filter(({ path }) => path.startsWith(foreign.clientId));
    assert.ok(theirs.length > 0);
    for (const [who, as] of Object.entries(readers))
      for (const { path } of theirs)
        for (const url of ['content', 'preview', 'versions']) {
          const { status } = await inject({ url: `/api/files/${url}?path=${encodeURIComponent(path)}`, as });
          assert.ok([403, 404].includes(status), `${who} ${url} ${path}: ${status}`);
        }
  });

  await t.test('alerts are not pushed', async () => {
    const reader = readers['all rights, one client'];
    assert.ok(reader);
    const told: string[] = [];
    const leave = await services.live.subscribe(reader.actor, ['alerts.changed', 'compta.periods'], undefined, {
      event: ({ data }) => void told.push(JSON.stringify(data)),
      reset: () => {},
      closed: () => {},
    });
    t.after(leave);
    for (const { clientId, batchId } of [foreign, own]) {
      await services.live.publish(tenantId, 'alerts.changed', {
        id: clientId,
        what: 'opened',
        dimension: 'client',
        value: clientId,
      });
      await services.live.publish(tenantId, 'compta.periods', { clientId, batchId, status: 'COMPLETED' });
    }
    while (told.length < 2) await wait(10);
    for (const text of told) silent(text, 'push');
  });
});

/** The address of what is read, with the other client's ids wherever one may stand. */
function addressOf({ path, query }: Endpoint, foreign: { clientId: string; batchId: string }): string {
  const filled = path
    .replaceAll(':application', 'compta')
    .replaceAll(':dimension', 'client__nom_client')
    .replaceAll(/:\w+/g, foreign.clientId);
  return query ? `${filled}?dimension=client__nom_client&path=${foreign.clientId}&q=${FOREIGN.split(' ')[0]}` : filled;
}
