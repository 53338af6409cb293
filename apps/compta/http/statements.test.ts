import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTestTenant } from '@griot/identity/testing';
import { isRefusal, openWorkbook } from '@griot/sheets';
import Papa from 'papaparse';
import type { BookLine, Books } from '../demo/books/book-types.ts';
import { closingBalances, makeBooks } from '../demo/books/make-books.ts';
import { makeExports } from '../demo/exports/make-exports.ts';
import { PROJECT_DIR } from '../flows/publish.ts';
import { comptaPlatform } from '../testing/compta-platform.ts';
import { SETS } from '../testing/in-memory.ts';

interface Line {
  reference: string;
  nature: string;
  gross: string;
  wear: string;
  net: string;
  previous: string | null;
  accounts: number;
}
interface Statements {
  actif: Line[];
  passif: Line[];
  resultat: Line[];
  agreement: { assets: string; liabilities: string; result: string; resultInBalance: string; holds: boolean };
  unplaced: { compte: string; solde: string }[];
  compared: { date: string } | null;
  booksStart: string;
}

const cents = (text: string): number => Math.round(Number(text) * 100);
const seed = (name: string) =>
  Papa.parse<Record<string, string>>(readFileSync(join(PROJECT_DIR, 'seeds', `${name}.csv`), 'utf8').trimEnd(), {
    header: true,
  }).data;

/** Balances by account, by plain loops. */
function balances(lines: readonly BookLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { account, debit, credit } of lines) sums.set(account, (sums.get(account) ?? 0) + debit - credit);
  return sums;
}

/** The line of an account: the longest beginning among the rules of its side, before all one for what openings carry. */
function lineOf({ standard, lines }: Books, account: string, balance: number): string | undefined {
  const side = balance >= 0 ? 'debiteur' : 'crediteur';
  const opened = lines.some((line) => line.account === account && line.journal === 'RAN');
  const rules = seed('etats_comptes').filter(
    (rule) =>
      rule.standard === standard &&
      account.startsWith(rule.prefixe ?? '') &&
      (rule.solde === 'tous' || rule.solde === side || (rule.solde === 'ouvert' && opened)),
  );
  const rank = ({ prefixe = '', solde }: (typeof rules)[number]): number =>
    prefixe.length * 2 + (solde === 'tous' ? 0 : 1);
  return rules.sort((a, b) => rank(b) - rank(a))[0]?.reference;
}

const COMPANIES = [
  { name: 'Fabrique', standard: 'syscohada', sector: 'industrie', seeds: [3, 4] },
  { name: 'Conseil', standard: 'pcg', sector: 'services', seeds: [5, 6] },
] as const;

test('statements of generated books, both charts', async (t) => {
  const platform = await comptaPlatform(t);
  const { inject } = platform;
  const get = async <T>(url: string, as?: Parameters<typeof inject>[0]['as']): Promise<T> => {
    const answer = await inject<T>({ method: 'GET', url, ...(as && { as }) });
    assert.equal(answer.status, 200, `${url}: ${answer.text.slice(0, 600)}`);
    return answer.json.data;
  };
  const loaded: { company: (typeof COMPANIES)[number]; id: string; batches: string[]; books: Books[] }[] = [];
  for (const company of COMPANIES) {
    const { json } = await inject<{ id: string }>({
      method: 'POST',
      url: '/api/compta/clients',
      payload: { name: company.name, standard: company.standard },
    });
    const one = { company, id: json.data.id, batches: [] as string[], books: [] as Books[] };
    for (const [at, seedOf] of company.seeds.entries()) {
      const before = one.books[0];
      const year = 2024 + at;
      const books = makeBooks({
        ...{ seed: seedOf, company: company.name, standard: company.standard, sector: company.sector, lines: 260 },
        ...{ start: `${year}-01-01`, end: `${year}-12-31` },
        ...(before && { openings: closingBalances(before) }),
      });
      const sent = await platform.upload(
        one.id,
        makeExports(books, SETS[at === 0 ? 'xlsx, tiers a' : 'semicolons in UTF-8']),
      );
      assert.deepEqual(sent.data.findings, []);
      const { run } = await platform.load(sent.data.batchId);
      assert.equal(run?.state, 'succeeded', JSON.stringify(run?.failure));
      one.batches.push(sent.data.batchId);
      one.books.push(books);
    }
    loaded.push(one);
  }
  const statementsOf = (batchId: string, comparison = 'an') =>
    get<Statements>(`/api/compta/etats?batchId=${batchId}&comparaison=${comparison}`);

  await t.test('both sides are the same, both results too, and every line is that of plain loops', async () => {
    for (const { company, batches, books } of loaded) {
      for (const [at, batchId] of batches.entries()) {
        const { actif, passif, resultat, agreement, unplaced } = await statementsOf(batchId);
        assert.deepEqual([agreement.assets, agreement.result], [agreement.liabilities, agreement.resultInBalance]);
        assert.equal(agreement.holds, true);
        assert.deepEqual(unplaced, []);
        const own = books[at];
        assert.ok(own);
        const accounts = balances(own.lines);
        const sums = new Map<string, number>();
        for (const [account, balance] of accounts) {
          const reference = lineOf(own, account, balance);
          assert.ok(reference, account);
          sums.set(reference, (sums.get(reference) ?? 0) + balance);
        }
        const senses = new Map(
          seed('etats_postes')
            .filter(({ standard }) => standard === company.standard)
            .map(({ reference = '', sens }) => [reference, sens === 'credit' ? -1 : 1]),
        );
        for (const line of [...actif, ...passif, ...resultat]) {
          if (line.nature !== 'poste') continue;
          assert.equal(
            cents(line.net),
            (sums.get(line.reference) ?? 0) * (senses.get(line.reference) ?? 0) + 0,
            line.reference,
          );
          assert.equal(cents(line.gross) - cents(line.wear), cents(line.net));
        }
        const result = [...accounts].reduce((sum, [account, one]) => sum - (/^[678]/.test(account) ? one : 0), 0);
        assert.equal(cents(agreement.result), result);
        const assets = [...accounts].reduce((sum, [account, one]) => {
          const reference = lineOf(own, account, one) ?? '';
          return sum + (actif.some((line) => line.reference === reference) ? one : 0);
        }, 0);
        assert.equal(cents(agreement.assets), assets);
      }
    }
  });

  await t.test('the year before stands beside each line', async () => {
    for (const { batches } of loaded) {
      const [first = '', second = ''] = batches;
      const [old, now] = [await statementsOf(first), await statementsOf(second)];
      assert.equal(old.compared, null);
      assert.equal(now.compared?.date, '2024-12-31');
      for (const side of ['actif', 'passif', 'resultat'] as const)
        assert.deepEqual(
          now[side].map(({ previous }) => previous),
          old[side].map(({ net }) => net),
        );
      assert.equal((await statementsOf(second, 'aucune')).actif[0]?.previous, null);
    }
  });

  await t.test('from a line to its accounts, to their entries, to the piece, to the row of the file', async () => {
    for (const { batches, books } of loaded) {
      const batchId = batches[1] ?? '';
      const { actif, passif, resultat } = await statementsOf(batchId);
      for (const line of [...actif, ...passif, ...resultat].filter(({ accounts }) => accounts > 0)) {
        const { items } = await get<{ items: { compte: string; montant: string }[] }>(
          `/api/compta/etats/comptes?batchId=${batchId}&reference=${line.reference}`,
        );
        assert.equal(items.length, line.accounts);
        const sum = items.reduce((total, { montant }) => total + cents(montant), 0);
        if (line.nature === 'poste') assert.equal(sum, cents(line.net), line.reference);
      }
      const accounts = await get<{ items: { compte: string; solde: string }[] }>(
        `/api/compta/comptes?batchId=${batchId}`,
      );
      assert.deepEqual(
        new Map(accounts.items.map(({ compte, solde }) => [compte, cents(solde)])),
        new Map([...balances(books[1]?.lines ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))),
      );
      const account = [...balances(books[1]?.lines ?? [])].find(([one]) => one.startsWith('401'))?.[0] ?? '';
      interface Entry {
        batchId: string;
        ligne: number;
        solde: string;
        debit: string;
        credit: string;
        piece: string;
        compte: string;
        libelle: string;
      }
      const ledger = await get<{ items: Entry[]; total: number; solde: string }>(
        `/api/compta/grand-livre?batchId=${batchId}&compte=${account}&limite=2000`,
      );
      const mine = (books[1]?.lines ?? []).filter((one) => one.account === account);
      assert.equal(ledger.total, mine.length);
      let running = 0;
      for (const entry of ledger.items) {
        running += cents(entry.debit) - cents(entry.credit);
        assert.equal(cents(entry.solde), running);
      }
      assert.equal(cents(ledger.solde), running);
      const middle = ledger.items[Math.floor(mine.length / 2)];
      assert.ok(middle);
      const page = await get<{ items: Entry[] }>(
        `/api/compta/grand-livre?batchId=${batchId}&compte=${account}&debut=${Math.floor(mine.length / 2)}&limite=1`,
      );
      assert.deepEqual(page.items, [middle]);
      const piece = await get<{ items: Entry[] }>(`/api/compta/piece?batchId=${batchId}&ligne=${middle.ligne}`);
      const expected = (books[1]?.lines ?? []).filter((one) => one.piece === middle.piece);
      assert.deepEqual(
        piece.items.map((one) => [one.compte, cents(one.debit), cents(one.credit)]).sort(),
        expected.map((one) => [one.account, one.debit, one.credit]).sort(),
      );
      const source = await get<{
        file: string;
        row: number;
        columns: Record<string, string>;
        letters: string[];
        rows: { line: number; cells: string[] }[];
      }>(`/api/compta/source?batchId=${batchId}&ligne=${middle.ligne}`);
      const row = source.rows.find(({ line }) => line === source.row);
      const cell = (role: string) => row?.cells[source.letters.indexOf(source.columns[role] ?? '')];
      assert.equal(cell('label'), middle.libelle);
      assert.equal(cell('piece'), middle.piece);
    }
  });

  await t.test('third parties: balances, ages that add up to them, journals that add up to the ledger', async () => {
    for (const { batches, books } of loaded) {
      const batchId = batches[1] ?? '';
      const lines = books[1]?.lines ?? [];
      const byTiers = new Map<string, number>();
      for (const { account, tiers, debit, credit } of lines)
        if (tiers) byTiers.set(`${account} ${tiers}`, (byTiers.get(`${account} ${tiers}`) ?? 0) + debit - credit);
      const balance = await get<{ items: { compte: string; tiers: string; solde: string }[] }>(
        `/api/compta/balance-tiers?batchId=${batchId}`,
      );
      assert.deepEqual(
        new Map(balance.items.map((one) => [`${one.compte} ${one.tiers}`, cents(one.solde)])),
        new Map([...byTiers].sort(([a], [b]) => (a < b ? -1 : 1))),
      );
      for (const [nature, head, sign] of [
        ['client', '41', 1],
        ['fournisseur', '40', -1],
      ] as const) {
        const aged = await get<{ items: (Record<string, string> & { tiers: string })[] }>(
          `/api/compta/balance-agee?batchId=${batchId}&nature=${nature}`,
        );
        const found = new Map(aged.items.map((one) => [`${one.compte} ${one.tiers}`, cents(one.solde ?? '0') * sign]));
        for (const [key, sum] of byTiers) if (key.startsWith(head)) assert.equal(found.get(key) ?? 0, sum, key);
        for (const one of aged.items)
          assert.equal(
            ['nonEchu', 'j30', 'j60', 'j90', 'plus'].reduce((sum, name) => sum + cents(one[name] ?? '0'), 0),
            cents(one.solde ?? '0'),
          );
      }
      const { items } = await get<{ items: { debit: string; ecritures: number }[] }>(
        `/api/compta/journaux?batchId=${batchId}`,
      );
      assert.equal(
        items.reduce((sum, one) => sum + cents(one.debit), 0),
        lines.reduce((sum, one) => sum + one.debit, 0),
      );
      assert.equal(
        items.reduce((sum, one) => sum + one.ecritures, 0),
        lines.length,
      );
    }
  });

  await t.test('ratios and the cash curve are those of plain loops', async () => {
    for (const { company, batches, books } of loaded) {
      const batchId = batches[1] ?? '';
      const lines = books[1]?.lines ?? [];
      const sum = (test: RegExp, of = lines): number =>
        of.reduce((total, one) => total + (test.test(one.account) ? one.debit - one.credit : 0), 0);
      const { items, cash, months } = await get<{
        items: { name: string; value: string; previous: string }[];
        cash: { jour: string; solde: string }[];
        months: { ventes: string; ventesAvant: string | null }[];
      }>(`/api/compta/indicateurs?batchId=${batchId}`);
      const value = (name: string) => Number(items.find((one) => one.name === name)?.value);
      assert.equal(Math.round(value('ventes') * 100), -sum(/^70/));
      assert.equal(Math.round(value('marge') * 100), -sum(/^70/) - sum(/^60/));
      assert.equal(Math.round(value('bfr') * 100), sum(company.standard === 'pcg' ? /^[34]/ : /^[34]/));
      assert.equal(Math.round(value('tresorerie') * 100), sum(/^5/));
      const invoiced = lines.reduce(
        (all, one) => all + (/^41/.test(one.account) && one.journal !== 'RAN' ? one.debit : 0),
        0,
      );
      assert.ok(Math.abs(value('delaiClients') - (sum(/^41/) / invoiced) * 365) < 0.01);
      assert.equal(cents(cash.at(-1)?.solde ?? ''), sum(/^5/));
      assert.equal(
        months.reduce((all, one) => all + cents(one.ventes), 0),
        -sum(/^70/),
      );
      assert.equal(
        months.reduce((all, one) => all + cents(one.ventesAvant ?? '0'), 0),
        -sum(/^70/, books[0]?.lines),
      );
    }
  });

  await t.test('who may not see a client finds none of it, on any endpoint', async () => {
    const [mine, theirs] = [loaded[0], loaded[1]];
    assert.ok(mine && theirs);
    const user = await platform.tenant.member({ roles: ['client'], scopes: [{ kind: 'compta.client', id: mine.id }] });
    const stranger = (await createTestTenant(platform.identity, { slug: 'autre-cabinet' })).adminSession;
    const urls = (batchId: string) => [
      `/api/compta/etats?batchId=${batchId}`,
      `/api/compta/etats/comptes?batchId=${batchId}&reference=BI`,
      `/api/compta/comptes?batchId=${batchId}`,
      `/api/compta/grand-livre?batchId=${batchId}&journal=VTE`,
      `/api/compta/piece?batchId=${batchId}&ligne=30`,
      `/api/compta/source?batchId=${batchId}&ligne=30`,
      `/api/compta/balance-tiers?batchId=${batchId}`,
      `/api/compta/balance-agee?batchId=${batchId}`,
      `/api/compta/journaux?batchId=${batchId}`,
      `/api/compta/indicateurs?batchId=${batchId}`,
      `/api/compta/controles?batchId=${batchId}`,
      `/api/compta/etats/export?batchId=${batchId}&format=xlsx`,
      `/api/compta/livres/export?batchId=${batchId}&livre=grand-livre`,
    ];
    for (const url of urls(mine.batches[0] ?? ''))
      if (!url.includes('ligne')) assert.equal((await inject({ method: 'GET', url, as: user })).status, 200, url);
    for (const url of urls(theirs.batches[0] ?? '')) {
      assert.equal((await inject({ method: 'GET', url, as: user })).status, 404, url);
      assert.equal((await inject({ method: 'GET', url, as: stranger })).status, 404, url);
    }
    // An entry of another client's batch under one's own books.
    for (const what of ['piece', 'source']) {
      const url: string = `/api/compta/${what}?batchId=${mine.batches[0]}&lot=${theirs.batches[0]}&ligne=30`;
      assert.equal((await inject({ method: 'GET', url, as: user })).status, 404, url);
    }
  });

  await t.test('statements go out as a workbook and a document, ledgers as workbooks with every line', async () => {
    for (const { batches, books } of loaded) {
      const batchId = batches[1] ?? '';
      const open = async (url: string) => {
        const headers = { authorization: `Bearer ${platform.tenant.adminSession.accessToken}` };
        const { statusCode, rawPayload } = await platform.server.app.inject({ method: 'GET', url, headers });
        assert.equal(statusCode, 200, url);
        return rawPayload;
      };
      const pdf = await open(`/api/compta/etats/export?batchId=${batchId}`);
      assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-');
      const { actif } = await statementsOf(batchId);
      const rowsOf = async (bytes: Buffer, sheet: number) => {
        const workbook = await openWorkbook(bytes);
        assert.ok(!isRefusal(workbook));
        return (await Array.fromAsync(workbook.rows(sheet))).flat().map(({ cells }) => cells);
      };
      const sheet = await rowsOf(await open(`/api/compta/etats/export?batchId=${batchId}&format=xlsx`), 0);
      assert.deepEqual(
        sheet.slice(1).map((cells) => [cells[0], Math.round(Number(cells[4]) * 100)]),
        actif.map(({ reference, net }) => [reference, cents(net)]),
      );
      const ledger = await rowsOf(await open(`/api/compta/livres/export?batchId=${batchId}&livre=grand-livre`), 0);
      assert.equal(ledger.length - 1, books[1]?.lines.length);
      for (const livre of ['balance-tiers', 'agee-clients', 'agee-fournisseurs', 'journaux'])
        assert.ok(
          (await rowsOf(await open(`/api/compta/livres/export?batchId=${batchId}&livre=${livre}`), 0)).length > 1,
        );
    }
  });

  await t.test('bad questions are told', async () => {
    const batchId = loaded[0]?.batches[0];
    for (const url of [
      '/api/compta/etats',
      '/api/compta/etats?batchId=x',
      `/api/compta/etats?batchId=${batchId}&comparaison=demain`,
      `/api/compta/etats/comptes?batchId=${batchId}&reference=a%27`,
      `/api/compta/grand-livre?batchId=${batchId}`,
      `/api/compta/grand-livre?batchId=${batchId}&compte=1&du=hier`,
      `/api/compta/piece?batchId=${batchId}&ligne=0`,
    ]) {
      assert.equal((await inject({ method: 'GET', url })).status, 400, url);
    }
  });
});
