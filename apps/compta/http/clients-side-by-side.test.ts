import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BookLine } from '../demo/books/book-types.ts';
import { makeBooks } from '../demo/books/make-books.ts';
import { makeExports } from '../demo/exports/make-exports.ts';
import type { PeriodEvent } from '../flows/live-progress.ts';
import { comptaPlatform } from '../testing/compta-platform.ts';
import { SETS, type SetName } from '../testing/in-memory.ts';

const LAYOUTS: SetName[] = [
  'FEC',
  'text without headings',
  'semicolons in UTF-8',
  'PNM',
  'decimal points',
  'FEC with bars',
];
const PERIOD = { start: '2025-01-01', end: '2025-06-30' };

/** Balances of accounts by plain loops, those that are not nothing. */
function balances(lines: readonly BookLine[]): [string, string][] {
  const sums = new Map<string, number>();
  for (const { account, debit, credit } of lines) sums.set(account, (sums.get(account) ?? 0) + debit - credit);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([account, sum]) => [account, (sum / 100).toFixed(2)]);
}

/** The small form of `npm run bench -- compta-clients`, which loads twenty. */
test('six clients load at once: each gets its own books whole, and each one’s progress moves', {
  timeout: 240_000,
}, async (t) => {
  const platform = await comptaPlatform(t);
  const { inject, services, tenantId, tenant } = platform;
  const reader = await tenant.member({ roles: ['cabinet_admin'] });
  const told = new Map<string, number[]>();
  const words = new Set<string>();
  const leave = await services.live.subscribe(reader.actor, ['compta.periods'], undefined, {
    event: ({ data }) => {
      const { batchId, progress, status, text } = data as PeriodEvent;
      if (text !== null) words.add(`${text.fr} | ${text.en}`);
      if (status === 'PROCESSING' && progress !== null) told.set(batchId, [...(told.get(batchId) ?? []), progress]);
    },
    reset: () => {},
    closed: () => {},
  });
  t.after(leave);
  const sent = [];
  for (const [at, layout] of LAYOUTS.entries()) {
    const company = `Client ${at + 1}`;
    // The same accounts, journals and numbers of pieces in all of them: what is mixed would not be noticed by its name.
    const books = makeBooks({ seed: at, company, ...PERIOD, lines: 200 });
    const { data } = await platform.upload(await platform.newClient(company), makeExports(books, SETS[layout]));
    assert.equal(data.status, 'PENDING', JSON.stringify(data.findings.slice(0, 3)));
    sent.push({ batchId: data.batchId, books });
  }
  const runs = [];
  for (const { batchId } of sent) {
    const { json, status } = await inject<{ dagRunId: string }>({
      method: 'POST',
      url: '/api/files/comptable/trigger-etl',
      payload: { batchId, confirm: true },
    });
    assert.equal(status, 202);
    runs.push(await services.flows.run(tenantId, json.data.dagRunId));
  }
  const done = await Promise.all(runs.map(({ parameters }) => platform.run('compta.chargement', parameters as never)));
  assert.deepEqual(
    done.map(({ state, failure }) => [state, failure]),
    sent.map(() => ['succeeded', null]),
  );
  for (const { batchId, books } of sent) {
    const { json } = await inject<{ items: { compte: string; solde: string; ecritures: number }[] }>({
      method: 'GET',
      url: `/api/compta/comptes?batchId=${batchId}`,
    });
    assert.deepEqual(
      json.data.items.map(({ compte, solde }) => [compte, solde]),
      balances(books.lines),
      books.company,
    );
    assert.equal(
      json.data.items.reduce((sum, { ecritures }) => sum + ecritures, 0),
      books.lines.length,
    );
    const progress = told.get(batchId) ?? [];
    assert.ok(new Set(progress).size > 1, `${books.company}: ${progress}`);
  }
  // One piece of news goes to readers of both languages.
  const said = [...words].join('\n');
  assert.match(said, /^Lecture des fichiers : \S.* : \d+ lignes lues \| Reading the files: \S.*: \d+ lines read$/m);
  assert.match(said, /^Plan comptable \| Chart of accounts$/m);
});
