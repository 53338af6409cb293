import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestTenant } from '@griot/identity/testing';
import type { Books } from '../demo/books/book-types.ts';
import { closingBalances, makeBooks } from '../demo/books/make-books.ts';
import { makeExports } from '../demo/exports/make-exports.ts';
import { Planting } from '../demo/faults/planting.ts';
import { ROW_FAULTS } from '../demo/faults/row-faults.ts';
import { checkBatch } from '../domain/checks/check-batch.ts';
import type { Entry } from '../domain/ledger-types.ts';
import { comptaPlatform } from '../testing/compta-platform.ts';
import { EntryList, fileOf, SETS } from '../testing/in-memory.ts';

interface Balance {
  items: { compte: string; soldeDebiteur: string; soldeCrediteur: string; ecritures: number }[];
  totals: Record<string, string>;
}

const first = makeBooks({ seed: 1, company: 'Comptoir du Fleuve', start: '2025-01-01', end: '2025-06-30', lines: 300 });
const second = makeBooks({
  seed: 2,
  company: 'Comptoir du Fleuve',
  start: '2025-07-01',
  end: '2025-12-31',
  lines: 200,
  openings: closingBalances(first),
});
const corrected = makeBooks({
  seed: 3,
  company: 'Comptoir du Fleuve',
  start: '2025-01-01',
  end: '2025-06-30',
  lines: 260,
});

/** Balances by account, added up by plain loops over the books. */
function expected(books: Books): Map<string, string> {
  const sums = new Map<string, number>();
  for (const { account, debit, credit } of books.lines) sums.set(account, (sums.get(account) ?? 0) + debit - credit);
  return new Map([...sums].map(([account, sum]) => [account, (sum / 100).toFixed(2)]));
}

test('from five files to the trial balance, again, and back', async (t) => {
  const platform = await comptaPlatform(t);
  const { inject } = platform;
  const clientId = await platform.newClient('Comptoir du Fleuve');
  const balanceOf = async (batchId: string) => {
    const { json } = await inject<Balance>({ method: 'GET', url: `/api/compta/balance?batchId=${batchId}` });
    return json.data;
  };
  const assertBooks = async (batchId: string, books: Books) => {
    const { items, totals } = await balanceOf(batchId);
    const found = new Map(
      items.map((row) => [row.compte, (Number(row.soldeDebiteur) - Number(row.soldeCrediteur)).toFixed(2)]),
    );
    assert.deepEqual(found, expected(books));
    assert.equal(totals.soldeDebiteur, totals.soldeCrediteur);
    assert.equal(
      items.reduce((sum, row) => sum + row.ecritures, 0),
      books.lines.length,
    );
  };
  const paths = async () =>
    (await platform.services.files.list(platform.tenantId, clientId, { recursive: true })).files
      .map(({ path }) => path.replace(`${clientId}/`, ''))
      .sort();

  const sent = await platform.upload(clientId, makeExports(first, SETS['xlsx, tiers a']));
  const { batchId } = sent.data;

  await t.test('the files are checked, then loaded, and the balance is that of the books', async () => {
    assert.equal(sent.status, 201);
    assert.deepEqual(sent.data.findings, []);
    assert.equal(sent.data.status, 'PENDING');
    assert.equal(sent.data.periodStart, '2025-01-01');
    assert.equal(sent.data.periodEnd, '2025-06-30');
    const { status, run } = await platform.load(batchId);
    assert.equal(status, 202);
    assert.equal(run?.state, 'succeeded', JSON.stringify(run?.failure));
    await assertBooks(batchId, first);
    const state = await inject<{ status: string; progress: number }>({
      method: 'GET',
      url: `/api/files/comptable/status/${batchId}`,
    });
    assert.deepEqual([state.json.data.status, state.json.data.progress], ['COMPLETED', 100]);
    const base = 'declaration/2025/periode-20250101-20250630/success';
    const stored = await paths();
    assert.ok(stored.includes(`${base}/sources/1-20260203_GrandLivre_ComptoirduFleuve.xlsx`), stored.join('\n'));
    assert.ok(stored.includes(`${base}/resultats/grand_livre.csv`));
    assert.ok(stored.includes(`${base}/resultats/grand_livre.parquet`));
    assert.equal(stored.length, 13);
    const workbook = await inject({ method: 'GET', url: `/api/compta/balance/export?batchId=${batchId}` });
    assert.equal(workbook.status, 200);
    assert.ok(workbook.text.startsWith('PK'));
  });

  await t.test('files with errors are told and never loaded', async () => {
    const kit = new Planting(second, SETS['semicolons in UTF-8']);
    ROW_FAULTS['an amount that is no number']?.(kit);
    const { status, data } = await platform.upload(clientId, kit.files);
    assert.equal(status, 201);
    assert.equal(data.status, 'FAILED');
    assert.deepEqual(
      data.findings.map(({ code }) => code),
      ['compta.montant_illisible'],
    );
    const refused = await platform.load(data.batchId);
    assert.deepEqual([refused.status, refused.code], [409, 'compta.batch_has_errors']);
    const english = await inject<{ items: { reason: string }[] }>({
      method: 'GET',
      url: `/api/files/comptable/${data.batchId}/findings`,
    });
    assert.match(english.json.data.items[0]?.reason ?? '', /montant/);
  });

  await t.test('a period that shares days with a loaded one is refused, the next one is not', async () => {
    const overlapping = makeBooks({
      seed: 4,
      company: 'Comptoir du Fleuve',
      start: '2025-06-01',
      end: '2025-08-31',
      lines: 60,
    });
    const wrong = await platform.upload(clientId, makeExports(overlapping, SETS['semicolons in UTF-8']));
    const refused = await platform.load(wrong.data.batchId, { confirm: true });
    assert.deepEqual([refused.status, refused.code], [409, 'compta.period_overlaps']);
    const next = await platform.upload(clientId, makeExports(second, SETS['text without headings']));
    assert.deepEqual(next.data.findings, []);
    assert.equal((await platform.load(next.data.batchId)).run?.state, 'succeeded');
    await assertBooks(next.data.batchId, second);
    await assertBooks(batchId, first);
  });

  await t.test('the same period again asks, replaces its slice alone, and can be undone', async () => {
    const again = await platform.upload(clientId, makeExports(corrected, SETS['xlsx, tiers b']));
    const asked = await platform.load(again.data.batchId);
    assert.deepEqual([asked.status, asked.code], [409, 'compta.confirm_needed']);
    assert.equal((await platform.load(again.data.batchId, { confirm: true })).run?.state, 'succeeded');
    await assertBooks(again.data.batchId, corrected);
    assert.deepEqual((await balanceOf(batchId)).items, [], 'what was replaced is no longer shown');
    assert.equal((await paths()).filter((path) => path.includes('/backup/')).length, 13);

    const back = await platform.load(batchId, { act: 'restore', confirm: true });
    assert.equal(back.status, 202);
    assert.equal(back.run?.state, 'succeeded', JSON.stringify(back.run?.failure));
    await assertBooks(batchId, first);
    assert.deepEqual((await balanceOf(again.data.batchId)).items, []);
    const list = await inject<{ items: { batchId: string; current: boolean; restorable: boolean }[] }>({
      method: 'GET',
      url: `/api/compta/clients/${clientId}/periodes`,
    });
    const state = new Map(list.json.data.items.map((one) => [one.batchId, one]));
    assert.equal(state.get(batchId)?.current, true);
    assert.equal(state.get(again.data.batchId)?.restorable, true);
    const stored = await paths();
    assert.ok(
      stored.includes(
        'declaration/2025/periode-20250101-20250630/success/sources/1-20260203_GrandLivre_ComptoirduFleuve.xlsx',
      ),
    );
    assert.equal(stored.filter((path) => path.includes('/backup/')).length, 13);
  });

  await t.test('metrics are those of the books, by client, and obey scopes', async () => {
    const books = [...first.lines, ...second.lines];
    const sum = (test: (account: string) => boolean): string =>
      (
        books.filter(({ account }) => test(account)).reduce((total, { debit, credit }) => total + credit - debit, 0) /
        100
      ).toFixed(2);
    const ask = (scopes: { kind: string; id: string }[]) =>
      platform.services.metrics.query(
        { tenantId: platform.tenantId, application: 'compta', scopes },
        {
          metrics: ['chiffre_affaires_comptable', 'resultat_comptable', 'ecritures_comptables'],
          dimensions: ['client__nom_client'],
        },
      );
    const { rows } = await ask([]);
    const [name, sales, result, entries] = rows[0] ?? [];
    assert.equal(rows.length, 1);
    assert.equal(name, 'Comptoir du Fleuve');
    assert.equal(
      Number(sales).toFixed(2),
      sum((account) => account.startsWith('70')),
    );
    assert.equal(
      Number(result).toFixed(2),
      sum((account) => /^[678]/.test(account)),
    );
    assert.equal(Number(entries), books.length);
    assert.equal((await ask([{ kind: 'client', id: clientId }])).rows.length, 1);
    assert.deepEqual((await ask([{ kind: 'client', id: batchId }])).rows, []);
  });

  await t.test('the FEC that is written holds what was loaded: read again, it is the same entries', async () => {
    const fec = await inject({ method: 'GET', url: `/api/compta/fec/export?batchId=${batchId}` });
    assert.equal(fec.status, 200);
    const sink = new EntryList();
    const { entries } = sink;
    const result = await checkBatch({
      files: [fileOf('FEC20250630.txt', fec.text)],
      decimals: 2,
      period: { start: first.start, end: first.end },
      sink,
    });
    assert.deepEqual(result.findings, []);
    const shown = (one: Omit<Entry, 'line' | 'due' | 'currency'>): string =>
      [
        one.account,
        one.tiers ?? '',
        one.day,
        one.journal,
        one.piece,
        one.label,
        one.lettrage ?? '',
        one.debit,
        one.credit,
      ].join('|');
    assert.deepEqual(entries.map(shown).sort(), first.lines.map(shown).sort());
  });

  await t.test('a load that fails leaves what was there', async () => {
    const third = await platform.upload(clientId, makeExports(corrected, SETS['xlsx, tiers a']));
    const { json } = await inject<{ dagRunId: string }>({
      method: 'POST',
      url: '/api/files/comptable/trigger-etl',
      payload: { batchId: third.data.batchId, confirm: true },
    });
    const running = await platform.load(third.data.batchId, { confirm: true });
    assert.deepEqual([running.status, running.code], [409, 'compta.batch_not_ready']);
    const cancelled = await inject({
      method: 'POST',
      url: '/api/files/comptable/cancel',
      payload: { batchId: third.data.batchId },
    });
    assert.equal(cancelled.status, 200);
    const { parameters } = await platform.services.flows.run(platform.tenantId, json.data.dagRunId);
    const undone = await platform.run('compta.retour', { ...(parameters as object), reason: 'cancelled' });
    assert.equal(undone.state, 'succeeded', JSON.stringify(undone.failure));
    await assertBooks(batchId, first);
    const list = await inject<{ items: { batchId: string; current: boolean; status: string }[] }>({
      method: 'GET',
      url: `/api/compta/clients/${clientId}/periodes`,
    });
    assert.deepEqual(
      list.json.data.items
        .filter(({ current }) => current)
        .map((one) => one.batchId)
        .includes(batchId),
      true,
    );
    assert.equal(list.json.data.items.find((one) => one.batchId === third.data.batchId)?.status, 'FAILED');
  });

  await t.test('a client user sees his company and nothing of another', async () => {
    const otherId = await platform.newClient('Ateliers du Plateau');
    const theirs = await platform.upload(otherId, makeExports(corrected, SETS.FEC));
    const user = await platform.tenant.member({ roles: ['client'], scopes: [{ kind: 'compta.client', id: clientId }] });
    const ask = async (method: 'GET' | 'POST', url: string, payload?: object) =>
      (await inject({ method, url, as: user, ...(payload && { payload }) })).status;
    const clients = await inject<{ items: { id: string }[] }>({ method: 'GET', url: '/api/compta/clients', as: user });
    assert.deepEqual(
      clients.json.data.items.map(({ id }) => id),
      [clientId],
    );
    assert.equal(await ask('GET', `/api/compta/balance?batchId=${batchId}`), 200);
    const foreign = theirs.data.batchId;
    for (const url of [
      `/api/compta/clients/${otherId}/periodes`,
      `/api/compta/balance?batchId=${foreign}`,
      `/api/compta/balance/export?batchId=${foreign}`,
      `/api/compta/fec/export?batchId=${foreign}`,
      `/api/files/comptable/status/${foreign}`,
      `/api/files/comptable/${foreign}/findings`,
    ]) {
      assert.equal(await ask('GET', url), 404, url);
    }
    for (const url of ['trigger-etl', 'restore', 'cancel'])
      assert.equal(await ask('POST', `/api/files/comptable/${url}`, { batchId: foreign }), 403, url);
    assert.equal(await ask('POST', '/api/compta/clients', { name: 'x' }), 403);
    const accountant = await platform.tenant.member({
      roles: ['comptable'],
      scopes: [{ kind: 'compta.client', id: clientId }],
    });
    for (const url of ['trigger-etl', 'cancel']) {
      assert.equal(
        (
          await inject({
            method: 'POST',
            url: `/api/files/comptable/${url}`,
            payload: { batchId: foreign },
            as: accountant,
          })
        ).status,
        404,
        url,
      );
    }
    assert.equal((await platform.upload(otherId, makeExports(corrected, SETS.FEC), accountant)).status, 404);
  });

  await t.test('the administrator of another firm sees none of it', async () => {
    const other = await createTestTenant(platform.identity, { slug: 'autre-cabinet' });
    const as = other.adminSession;
    const clients = await inject<{ items: unknown[] }>({ method: 'GET', url: '/api/compta/clients', as });
    assert.deepEqual(clients.json.data.items, []);
    for (const url of [
      `/api/compta/clients/${clientId}/periodes`,
      `/api/compta/balance?batchId=${batchId}`,
      `/api/compta/fec/export?batchId=${batchId}`,
      `/api/files/comptable/status/${batchId}`,
      `/api/files/comptable/${batchId}/findings`,
    ]) {
      assert.equal((await inject({ method: 'GET', url, as })).status, 404, url);
    }
    for (const act of ['trigger-etl', 'restore', 'cancel']) {
      const url = `/api/files/comptable/${act}`;
      assert.equal((await inject({ method: 'POST', url, payload: { batchId }, as })).status, 404, url);
    }
  });
});
