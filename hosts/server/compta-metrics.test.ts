import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { alerts } from '@griot/alerts';
import { assistant } from '@griot/assistant';
import { dashboards } from '@griot/dashboards';
import { reports } from '@griot/reports';
import { makeBooks } from '../../apps/compta/demo/books/make-books.ts';
import { makeExports } from '../../apps/compta/demo/exports/make-exports.ts';
import { comptaPlatform } from '../../apps/compta/testing/compta-platform.ts';
import { SETS } from '../../apps/compta/testing/in-memory.ts';

const PERIOD = { start: '2025-01-01', end: '2025-06-30' };

/** Working capital need by plain loops: everything of classes 3 and 4, in these books. */
const needOf = (lines: readonly { account: string; debit: number; credit: number }[]): number =>
  lines.reduce((sum, one) => sum + (/^[34]/.test(one.account) ? one.debit - one.credit : 0), 0) / 100;

test('alerts, reports, dashboards and the assistant work on Compta’s metrics', async (t) => {
  const bed = await comptaPlatform(t, [alerts, reports, dashboards, assistant]);
  const { inject, tenant, platform } = bed;
  const needs = new Map<string, number>();
  const ids = new Map<string, string>();
  for (const [at, name] of ['Comptoir du Fleuve', 'Ateliers du Plateau'].entries()) {
    const books = makeBooks({ seed: at, company: name, ...PERIOD, lines: 200 + at * 100 });
    const clientId = await bed.newClient(name);
    const { data } = await bed.upload(clientId, makeExports(books, SETS['text without headings']));
    assert.equal((await bed.load(data.batchId)).run?.state, 'succeeded');
    needs.set(name, needOf(books.lines));
    ids.set(name, clientId);
  }
  const [low = 0, high = 0] = [...needs.values()].sort((a, b) => a - b);
  const [first = ''] = [...needs.keys()];
  const scoped = await tenant.member({
    roles: ['comptable'],
    scopes: [{ kind: 'compta.client', id: ids.get(first) ?? '' }],
  });

  await t.test(
    'a threshold on a metric of Compta fires for the client that passes it, and only for that one',
    async () => {
      const made = await inject({
        method: 'POST',
        url: '/api/alert-thresholds',
        payload: {
          ...{ application: 'compta', metric: 'besoin_fonds_roulement', name: 'BFR élevé', kind: 'value' },
          ...{
            operator: '>',
            limit: (low + high) / 2,
            dimension: 'client__nom_client',
            windowDays: 366,
            everyMinutes: 5,
          },
        },
      });
      assert.equal(made.status, 201, made.text);
      const stop = await alerts.start?.(platform);
      const found = async () => (await inject<{ items: { title: string }[] }>({ url: '/api/alerts' })).json.data.items;
      let items = await found();
      for (let tries = 0; items.length === 0 && tries < 200; tries += 1) {
        await wait(50);
        items = await found();
      }
      await stop?.();
      const [name] = [...needs].find(([, need]) => need === high) ?? [];
      assert.deepEqual(
        items.map(({ title }) => title),
        [`BFR élevé : ${name}`],
      );
    },
  );

  await t.test('the report that Compta ships is made, with each reader’s own clients', async () => {
    const preview = (userId: string) =>
      inject<{ pdf: string }>({
        method: 'POST',
        url: '/api/reports/preview',
        payload: { template: 'compta:situation', recipient: { userId } },
      });
    const whole = await preview(tenant.admin.userId);
    assert.equal(whole.status, 200, whole.text.slice(0, 500));
    assert.equal(Buffer.from(whole.json.data.pdf, 'base64').subarray(0, 5).toString('latin1'), '%PDF-');
    const part = await preview(scoped.actor.userId);
    assert.equal(part.status, 200, part.text.slice(0, 500));
    assert.notEqual(part.json.data.pdf, whole.json.data.pdf);
  });

  await t.test('every widget of the dashboard that Compta ships answers', async () => {
    interface Widget {
      id: string;
      type: string;
    }
    const shipped = await inject<{ spec: { items: { widget: Widget }[] } }>({ url: '/api/dashboards/compta:cabinet' });
    assert.equal(shipped.status, 200, shipped.text.slice(0, 500));
    const widgets = shipped.json.data.spec.items.map(({ widget }) => widget);
    const figures = async (as?: typeof scoped) => {
      const { json } = await inject<{
        answers: { id: string; data?: { rows: unknown[][] }; error?: { code: string } }[];
      }>({
        method: 'POST',
        url: '/api/dashboards/data',
        payload: { application: 'compta', widgets, period: { from: '2025-01-01', to: '2025-12-31' } },
        ...(as && { as }),
      });
      return new Map(json.data.answers.map(({ id, data, error }) => [id, error ? error.code : data?.rows]));
    };
    const whole = await figures();
    assert.deepEqual(
      widgets.filter(({ id }) => !Array.isArray(whole.get(id))).map(({ id }) => [id, whole.get(id)]),
      [],
    );
    assert.equal(Number((whole.get('bfr') as unknown[][])[0]?.[0]), low + high);
    const part = await figures(scoped);
    assert.equal(Number((part.get('bfr') as unknown[][])[0]?.[0]), needs.get(first));
  });

  await t.test('« quel est le BFR de … ? » is answered with that client’s figure', async () => {
    for (const [name, need] of needs) {
      const { json, text } = await inject<{ status: string; rows: unknown[][]; sentence: string }>({
        method: 'POST',
        url: '/api/ai/chat',
        payload: { question: `quel est le BFR de ${name} ?` },
      });
      assert.equal(json.data?.status, 'answered', text.slice(0, 800));
      assert.equal(Number(json.data.rows[0]?.at(-1)), need, name);
    }
    for (const question of ['trésorerie nette par client', 'délai clients par client', 'CA par mois en 2025']) {
      const { json, text } = await inject<{ status: string }>({
        method: 'POST',
        url: '/api/ai/chat',
        payload: { question },
      });
      assert.equal(json.data?.status, 'answered', `${question}: ${text.slice(0, 500)}`);
    }
  });
});
