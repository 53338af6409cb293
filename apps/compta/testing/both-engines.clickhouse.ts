/**
 * Compta's project on both engines, from the same books: the same rows of every model, the same figures of every metric.
 * Run by `npm run test:clickhouse`, which fetches `chdb` and gives its folder as the argument.
 */
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { newId } from '@griot/kernel';
import { loadSemanticModels } from '@griot/metrics';
import { bothEngines, ENGINES, type EngineName, plainValue, sameMetrics, sameModels } from '@griot/metrics/testing';
import { loadProject } from '@griot/warehouse';
import { PROJECT_DIR } from '../flows/publish.ts';
import type { Books, Situation } from '../queries/open-books.ts';
import { readControls } from '../queries/read-controls.ts';
import { readIndicators } from '../queries/read-indicators.ts';
import { readAccounts, readLedger, readPiece } from '../queries/read-ledger.ts';
import { readLineAccounts, readStatements } from '../queries/read-statements.ts';
import { readAgedBalance, readJournals, readTiersBalance } from '../queries/read-tiers.ts';
import type { Client } from '../store/clients.ts';
import { loadBookSources, writeBookSources } from './books-as-sources.ts';
import { severalBooks } from './several-books.ts';

const engines = await bothEngines({ after }, process.argv[2] ?? '');
const tenantId = newId();
const manifest = loadSemanticModels((await loadProject(PROJECT_DIR)).documents);
const tenantOf = (engine: EngineName) => engines[engine].tenant(tenantId);

test('Compta’s project builds on both, and every model has the same rows', async () => {
  const { sources } = await writeBookSources(join(await tenantOf('duckdb').staging(), 'livres'), severalBooks());
  // The same ids: what one engine reads is what the other reads.
  for (const engine of ENGINES) {
    const tenant = tenantOf(engine);
    const folder = join(await tenant.staging(), 'livres');
    if (engine === 'clickhouse')
      await cp(join(await tenantOf('duckdb').staging(), 'livres'), folder, { recursive: true });
    await loadBookSources(
      tenant,
      sources.map((one) => ({ ...one, file: join(folder, basename(one.file)) })),
    );
    const built = await tenant.build({ projectDir: PROJECT_DIR });
    const bad = [...built.nodes, ...built.tests].filter((one) => one.error || one.status === 'fail');
    assert.ok(built.ok, `${engine}: ${JSON.stringify(bad, null, 1).slice(0, 6000)}`);
  }
  assert.ok((await sameModels(engines, tenantId)).size > 25);
});

test('every metric of Compta is the same in all, by client and by month', async () => {
  const groupings = [['client__nom_client'], ['metric_time__month'], ['client__devise', 'metric_time__year']];
  const context = { tenantId, application: 'compta', currency: 'XOF' };
  const compared = await sameMetrics(engines, manifest, context, groupings);
  assert.ok(compared > 200, `only ${compared} rows were compared`);
});

test('what the pages read of books is the same from both', async () => {
  const { rows } = await tenantOf('duckdb').query(
    `select s.batch_id, s.client_id, s.standard, s.period_start, s.date_situation, s.exercice_debut, c.nom_client, c.devise
     from dim_situations s join dim_clients c on c.client_id = s.client_id order by c.nom_client, s.date_situation`,
  );
  const situations = rows.map(([batchId, id, standard, periodStart, date, booksStart, name, currency]) => ({
    client: { id, name, standard, currency, archived: false } as Client,
    situation: { batchId, standard, periodStart, date, booksStart } as Situation,
  }));
  assert.ok(situations.length >= 6);
  for (const { client, situation } of situations) {
    const before = situations.find((one) => one.client.id === client.id && one.situation.date < situation.date);
    const [ours, theirs] = await Promise.all(
      ENGINES.map(async (engine) => {
        const tenant = tenantOf(engine);
        const books: Books = {
          ...{ client, situation, compared: before?.situation ?? null, generation: 1 },
          query: async (sql, params = []) => (await tenant.query(sql, params)).rows,
          stream: (sql, params, o) => tenant.stream(sql, params, o),
        };
        const accounts = await readAccounts(books);
        const compte = accounts.find((one) => one.compte.startsWith('411'))?.compte;
        const page = { offset: 0, limit: 50 };
        return {
          accounts,
          statements: await readStatements(books, 'fr'),
          line: await readLineAccounts(books, situation.standard === 'pcg' ? 'BX' : 'BI'),
          indicators: await readIndicators(books),
          controls: await readControls(books),
          tiers: await readTiersBalance(books),
          customers: await readAgedBalance(books, 'client'),
          suppliers: await readAgedBalance(books, 'fournisseur'),
          journals: await readJournals(books),
          ledger: await readLedger(books, { compte }, page),
          cut: await readLedger(books, { journal: 'VTE', du: '2025-02-01', au: '2025-08-31' }, page),
          piece: await readPiece(books, { batchId: situation.batchId, ligne: 3 }),
        };
      }),
    );
    assert.ok(ours && ours.accounts.length > 10 && ours.piece.length > 1);
    for (const [what, answer] of Object.entries(ours))
      assert.deepEqual(
        deepPlain(theirs?.[what as keyof typeof ours]),
        deepPlain(answer),
        `${client.name} ${situation.date} ${what}`,
      );
  }
});

const deepPlain = (value: unknown): unknown => JSON.parse(JSON.stringify(value), (_, one) => plainValue(one));
