import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal, openWorkbook } from '@griot/sheets';
import { cellFormats } from '@griot/sheets/testing';
import type { Books } from '../demo/books/book-types.ts';
import { makeBooks } from '../demo/books/make-books.ts';
import { makeExports } from '../demo/exports/make-exports.ts';
import { comptaPlatform } from '../testing/compta-platform.ts';
import { SETS } from '../testing/in-memory.ts';

/** Exported books, with the name of their sheet in both languages. */
const BOOKS = [
  ['etats/export?format=xlsx', 'Bilan actif', 'Assets'],
  ['balance/export', 'Balance générale', 'Trial balance'],
  ['livres/export?livre=grand-livre', 'Grand livre', 'General ledger'],
  ['livres/export?livre=balance-tiers', 'Balance des tiers', 'Third parties'],
  ['livres/export?livre=agee-clients', 'Balance âgée', 'Aged balance'],
  ['livres/export?livre=journaux', 'Journaux centralisés', 'Centralised journals'],
] as const;

const PERIOD = { start: '2025-01-01', end: '2025-06-30' };
const sales = ({ lines }: Books): string =>
  (
    lines.reduce((sum, { account, debit, credit }) => sum + (account.startsWith('70') ? credit - debit : 0), 0) / 100
  ).toFixed(2);

test('books of two currencies side by side', { timeout: 120_000 }, async (t) => {
  const platform = await comptaPlatform(t);
  const { inject, services, tenantId } = platform;
  const add = (payload: object) =>
    inject<{ id: string; currency: string }>({ method: 'POST', url: '/api/compta/clients', payload });
  const load = async (name: string, more: { standard?: 'pcg'; currency?: string }) => {
    const { json, status } = await add({ name, ...more });
    assert.equal(status, 201);
    const books = makeBooks({
      seed: name,
      company: name,
      ...(more.standard && { standard: more.standard }),
      ...PERIOD,
      lines: 120,
    });
    const sent = await platform.upload(json.data.id, makeExports(books, SETS.FEC));
    const { run } = await platform.load(sent.data.batchId, { confirm: true });
    assert.equal(run?.state, 'succeeded', JSON.stringify(run?.failure));
    return { books, id: json.data.id, currency: json.data.currency, batchId: sent.data.batchId };
  };
  const francs = await load('Comptoir', {});
  const euros = await load('Conseil', { standard: 'pcg', currency: 'EUR' });
  const ask = (o: { client?: string; scopes?: { kind: string; id: string }[]; metrics?: string[] } = {}) =>
    services.metrics.query(
      { tenantId, application: 'compta', currency: 'XOF', scopes: o.scopes ?? [] },
      {
        metrics: o.metrics ?? ['chiffre_affaires_comptable'],
        filters: o.client === undefined ? [] : [{ dimension: 'client', operator: 'eq', value: o.client }],
      },
    );

  await t.test(
    'a client is in the firm’s currency, or in the one that is said, among those that books can hold',
    async () => {
      assert.deepEqual([francs.currency, euros.currency], ['XOF', 'EUR']);
      // Three decimals.
      assert.equal((await add({ name: 'Tunis', currency: 'TND' })).status, 400);
      const { json } = await inject<{ items: { name: string; currency: string }[] }>({
        method: 'GET',
        url: '/api/compta/clients',
      });
      assert.deepEqual(
        json.data.items.map(({ name, currency }) => [name, currency]),
        [
          ['Comptoir', 'XOF'],
          ['Conseil', 'EUR'],
        ],
      );
    },
  );

  await t.test('what is read of books says their currency', async () => {
    for (const { batchId, currency } of [francs, euros])
      for (const what of ['etats', 'comptes', 'journaux', 'balance-tiers', 'indicateurs', 'controles']) {
        const { json } = await inject<{ client: { currency: string } }>({
          method: 'GET',
          url: `/api/compta/${what}?batchId=${batchId}`,
        });
        assert.equal(json.data.client.currency, currency, what);
      }
  });

  await t.test('figures of the firm are of one currency, and tell which they leave out', async () => {
    const firm = await ask();
    assert.deepEqual([firm.rows, firm.leftOut, firm.columns[0]?.currency], [[[sales(francs.books)]], ['EUR'], 'XOF']);
    const french = await ask({ client: euros.id });
    assert.deepEqual(
      [french.rows, french.leftOut, french.columns[0]?.currency],
      [[[sales(euros.books)]], undefined, 'EUR'],
    );
    const own = await ask({ scopes: [{ kind: 'compta.client', id: euros.id }] });
    assert.deepEqual([own.rows, own.leftOut, own.columns[0]?.currency], [[[sales(euros.books)]], undefined, 'EUR']);
    // Every metric that is an amount, or made of amounts, has a currency to be narrowed by.
    const { metrics } = await services.metrics.catalogue('compta');
    for (const { name, unit } of metrics) {
      const { leftOut } = await ask({ metrics: [name] });
      assert.deepEqual(leftOut, unit === 'count' ? undefined : ['EUR'], name);
    }
  });

  await t.test('workbooks speak the reader’s language; amounts have the decimals of the currency', async () => {
    const exported = async (path: string, language: string) => {
      const headers = {
        authorization: `Bearer ${platform.tenant.adminSession.accessToken}`,
        'accept-language': language,
      };
      const answer = await platform.server.app.inject({ method: 'GET', url: `/api/compta/${path}`, headers });
      assert.equal(answer.statusCode, 200, path);
      const workbook = await openWorkbook(answer.rawPayload);
      assert.ok(!isRefusal(workbook));
      const [first] = (await Array.fromAsync(workbook.rows(0))).flat();
      return {
        words: first?.cells.map(String) ?? [],
        sheet: workbook.sheets[0],
        formats: await cellFormats(answer.rawPayload),
      };
    };
    for (const [path, fr, en] of BOOKS)
      for (const { batchId, currency } of [francs, euros]) {
        const url = `${path}${path.includes('?') ? '&' : '?'}batchId=${batchId}`;
        const [french, english] = [await exported(url, 'fr'), await exported(url, 'en')];
        assert.deepEqual([french.sheet, english.sheet], [fr, en]);
        assert.equal(english.words.length, french.words.length);
        assert.ok(english.words.length > 4);
        for (const word of english.words) assert.doesNotMatch(word, /[éèâ]|Compte|Solde|Tiers|jours|Net au/, path);
        assert.deepEqual(
          english.formats.filter((one) => /^#,##0(\.0+)?$/.test(one)),
          [currency === 'XOF' ? '#,##0' : '#,##0.00'],
          path,
        );
      }
  });
});
