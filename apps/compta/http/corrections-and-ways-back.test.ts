import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { makeBooks } from '../demo/books/make-books.ts';
import type { ExportFile } from '../demo/exports/export-types.ts';
import { makeExports } from '../demo/exports/make-exports.ts';
import { batchFiles } from '../store/periods.ts';
import { comptaPlatform } from '../testing/compta-platform.ts';
import { SETS } from '../testing/in-memory.ts';

interface Seen {
  batchId: string;
  status: string;
  current: boolean;
  restorable: boolean;
  deleted: boolean;
  purged: boolean;
  periodAsked: boolean;
  periodStart: string | null;
}

const COMPANY = 'Comptoir du Fleuve';
const books = makeBooks({ seed: 11, company: COMPANY, start: '2025-01-01', end: '2025-03-31', lines: 120 });
const corrected = makeBooks({ seed: 12, company: COMPANY, start: '2025-01-01', end: '2025-03-31', lines: 90 });

/** The same exports with some cells of some file written otherwise. */
const changed = (files: ExportFile[], type: string, change: (cell: unknown) => unknown): ExportFile[] =>
  files.map((file) => {
    if (file.type !== type) return file;
    const rows = [...file.rows].map((row) => ({ ...row, cells: row.cells.map(change) }));
    return { ...file, rows } as ExportFile;
  });

test('what people say of files, and every way back', { timeout: 300_000 }, async (t) => {
  const platform = await comptaPlatform(t);
  const { inject, services, tenantId, store } = platform;
  const clientId = await platform.newClient(COMPANY);
  const post = <D = unknown>(url: string, payload: object) => inject<D>({ method: 'POST', url, payload });
  const correct = async (batchId: string, body: object): Promise<number> => {
    const { status } = await post(`/api/files/comptable/${batchId}/correct`, body);
    if (status === 202) await platform.run('compta.controle', { batchId });
    return status;
  };
  const one = async (batchId: string): Promise<Seen> => {
    const { json } = await inject<{ items: Seen[] }>({
      method: 'GET',
      url: `/api/compta/clients/${clientId}/periodes`,
    });
    const found = json.data.items.find((batch) => batch.batchId === batchId);
    assert.ok(found);
    return found;
  };
  const filesOf = async (batchId: string) => {
    const { json } = await inject<{ items: { id: string; name: string; missing: string[]; sample: string[][] }[] }>({
      method: 'GET',
      url: `/api/files/comptable/${batchId}/files`,
    });
    return json.data.items;
  };
  const entries = async (batchId: string): Promise<number> => {
    const { json } = await inject<{ items: { ecritures: number }[] }>({
      method: 'GET',
      url: `/api/compta/balance?batchId=${batchId}`,
    });
    return json.data.items.reduce((sum, { ecritures }) => sum + ecritures, 0);
  };
  const paths = async (): Promise<string[]> =>
    (await services.files.list(tenantId, clientId, { recursive: true })).files.map(({ path }) => path);

  await t.test('a period that no file states is typed; one that is stated is not', async () => {
    const { batchId, status } = (await platform.upload(clientId, makeExports(books, SETS.PNM))).data;
    assert.equal(status, 'PENDING', 'the third-party ledger states it');
    const period = { start: '2025-01-01', end: '2025-03-31' };
    assert.equal((await one(batchId)).periodAsked, false);
    assert.equal(await correct(batchId, { period }), 409);
    const mute = changed(makeExports(books, SETS.PNM), 'GRAND_LIVRE_TIERS', (cell) =>
      /^(Période du|au)$/.test(String(cell)) ? '' : cell,
    );
    const asked = (await platform.upload(clientId, mute)).data;
    assert.deepEqual([asked.status, asked.periodStart], ['FAILED', null]);
    assert.equal((await one(asked.batchId)).periodAsked, true);
    assert.equal(await correct(asked.batchId, { period: { start: '2025-03-31', end: '2025-01-01' } }), 400);
    assert.equal(await correct(asked.batchId, { period }), 202);
    const found = await one(asked.batchId);
    assert.deepEqual([found.status, found.periodStart], ['PENDING', '2025-01-01']);
    // A wrong one is told by the entries, and can be typed again.
    assert.equal(await correct(asked.batchId, { period: { start: '2024-01-01', end: '2024-03-31' } }), 202);
    assert.equal((await one(asked.batchId)).status, 'FAILED');
    assert.equal(await correct(asked.batchId, { period }), 202);
    assert.equal((await one(asked.batchId)).status, 'PENDING');
  });

  await t.test(
    'a column that was mended is remembered for the client’s next file, and for no other client',
    async () => {
      const odd = (made: typeof books) =>
        changed(makeExports(made, SETS['semicolons in UTF-8']), 'PLAN_TIERS', (cell) =>
          cell === 'Centralisateur' ? 'Cpt. gén.' : cell,
        );
      const sent = (await platform.upload(clientId, odd(books))).data;
      assert.deepEqual([sent.status, sent.findings.map(({ code }) => code)], ['FAILED', ['compta.colonne_manquante']]);
      const file = (await filesOf(sent.batchId)).find(({ missing }) => missing.length > 0);
      assert.deepEqual(file?.missing, ['collective']);
      const column = file?.sample[0]?.indexOf('Cpt. gén.') ?? -1;
      assert.equal(column, 4, 'the heading is shown to choose from');
      assert.equal(await correct(sent.batchId, { files: [{ fileId: file?.id, columns: { collective: 300 } }] }), 400);
      assert.equal(await correct(sent.batchId, { files: [{ fileId: sent.batchId, columns: {} }] }), 404);
      assert.equal(
        await correct(sent.batchId, { files: [{ fileId: file?.id, columns: { collective: column } }] }),
        202,
      );
      assert.equal((await one(sent.batchId)).status, 'PENDING');
      const next = (await platform.upload(clientId, odd(corrected))).data;
      assert.deepEqual([next.status, next.findings], ['PENDING', []]);
      const stranger = await platform.newClient('Ateliers du Plateau');
      assert.equal((await platform.upload(stranger, odd(corrected))).data.status, 'FAILED');
    },
  );

  await t.test('a file in the wrong slot is given its type', async () => {
    const swapped = makeExports(books, SETS['semicolons in UTF-8']).map((file): ExportFile => {
      const other = { PLAN_COMPTES: 'CODE_JOURNAL', CODE_JOURNAL: 'PLAN_COMPTES' } as const;
      return { ...file, type: other[file.type as keyof typeof other] ?? file.type };
    });
    const sent = (await platform.upload(clientId, swapped)).data;
    assert.deepEqual(
      sent.findings.map(({ code }) => code),
      ['compta.type_different', 'compta.type_different'],
    );
    const files = await filesOf(sent.batchId);
    const type = (name: string) => (name.startsWith('PlanComptes') ? 'PLAN_COMPTES' : 'CODE_JOURNAL');
    const wrong = files.filter(({ name }) => /^(PlanComptes|CodeJournal)\./.test(name));
    const answer = await correct(sent.batchId, {
      files: wrong.map(({ id, name }) => ({ fileId: id, type: type(name) })),
    });
    assert.equal(answer, 202);
    assert.equal((await one(sent.batchId)).status, 'PENDING');
  });

  const load = async (made: typeof books): Promise<string> => {
    const { batchId } = (await platform.upload(clientId, makeExports(made, SETS['semicolons in UTF-8']))).data;
    const { run } = await platform.load(batchId, { confirm: true });
    assert.equal(run?.state, 'succeeded', JSON.stringify(run?.failure));
    return batchId;
  };
  const act = async (kind: 'restore' | 'delete', batchId: string) => {
    const { status, run } = await platform.load(batchId, { act: kind, confirm: true });
    assert.deepEqual([status, run?.state], [202, 'succeeded'], JSON.stringify(run?.failure));
  };
  const first = await load(books);

  await t.test('what is done twice, or with files that are the same, changes nothing', async () => {
    const before = await services.warehouse.tenant(tenantId).current();
    const again = await load(books);
    assert.equal(await entries(again), books.lines.length);
    assert.equal(await entries(first), 0);
    await act('restore', first);
    assert.equal(await entries(first), books.lines.length);
    assert.ok((before?.id ?? 0) > 0);
  });

  await t.test('a period is deleted with its files kept, and comes back from any backup', async () => {
    const second = await load(corrected);
    const asked = await post('/api/files/comptable/delete', { batchId: second });
    assert.equal(asked.json.details.code, 'compta.confirm_needed');
    await act('delete', second);
    assert.equal(await entries(second), 0);
    const gone = await one(second);
    assert.deepEqual([gone.current, gone.restorable, gone.deleted], [false, true, true]);
    assert.equal((await paths()).filter((path) => path.includes('/success/')).length, 0);
    assert.equal((await post('/api/files/comptable/delete', { batchId: second, confirm: true })).status, 409);
    for (const batchId of [second, first]) {
      await act('restore', batchId);
      const made = batchId === first ? books : corrected;
      assert.equal(await entries(batchId), made.lines.length);
      assert.equal((await paths()).filter((path) => path.includes('/success/')).length, 13);
      assert.equal((await one(batchId)).current, true);
    }
  });

  await t.test('rows that nobody is shown leave the warehouse; a restoration then reads the files', async () => {
    const kept = async () =>
      (await services.warehouse.tenant(tenantId).sources()).find(({ name }) => name === 'compta.grand_livre')?.rows;
    const before = (await kept()) ?? 0;
    const purged = await platform.run('compta.purge', { keepDays: 90 });
    assert.equal(purged.state, 'succeeded');
    assert.equal(await kept(), before, 'they are young');
    assert.equal((await platform.run('compta.purge', { keepDays: 0 })).state, 'succeeded');
    assert.equal(await kept(), books.lines.length, 'what is shown stays');
    assert.equal(await entries(first), books.lines.length);
    const { json } = await inject<{ items: Seen[] }>({
      method: 'GET',
      url: `/api/compta/clients/${clientId}/periodes`,
    });
    const hidden = json.data.items.filter(({ restorable }) => restorable);
    assert.ok(hidden.length >= 2 && hidden.every((batch) => batch.purged));
    const second = hidden.find(({ deleted }) => !deleted)?.batchId ?? '';
    await act('restore', second);
    assert.ok((await entries(second)) > 0);
    assert.equal((await one(second)).purged, false);
    await act('restore', first);
    assert.equal(await entries(first), books.lines.length, 'its own rows were not purged');
  });

  await t.test('a backup that is not what was received stops a reload before anything changes', async () => {
    const [source] = await store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, first));
    const { stream } = await services.files.open(tenantId, source?.path ?? '');
    const good = Buffer.concat(await stream.toArray());
    const put = (content: Buffer) =>
      services.files.put(tenantId, source?.path ?? '', Readable.from([content]), { maxBytes: 1_000_000 });
    await put(Buffer.from('abîmé'));
    const sent = (await platform.upload(clientId, makeExports(corrected, SETS['semicolons in UTF-8']))).data;
    const { run } = await platform.load(sent.batchId, { confirm: true });
    assert.equal(run?.state, 'failed');
    assert.equal(run?.taskList.find(({ name }) => name === 'sauvegarde')?.error?.code, 'compta.backup_unsound');
    const back = await platform.run('compta.retour', { ...(run?.parameters as object), reason: 'failed' });
    assert.equal(back.state, 'succeeded', JSON.stringify(back.failure));
    assert.equal(await entries(first), books.lines.length);
    assert.equal((await one(sent.batchId)).status, 'FAILED');
    await put(good);
    const retried = await platform.load(sent.batchId, { confirm: true });
    assert.equal(retried.run?.state, 'succeeded', 'the retry works');
    assert.equal(await entries(sent.batchId), corrected.lines.length);
  });

  await t.test('ends are told in the bell and by mail, once each', async () => {
    const { json } = await inject<{ items: { what: string; read: boolean; clientName: string }[] }>({
      method: 'GET',
      url: '/api/compta/notices',
    });
    const kinds = new Set(json.data.items.map(({ what }) => what));
    assert.deepEqual([...kinds].sort(), ['deleted', 'failed', 'loaded', 'restored']);
    assert.ok(json.data.items.every(({ read, clientName }) => !read && clientName === COMPANY));
    const mails = await services.mail.deliveries(tenantId, { dedupPrefix: 'compta/' });
    assert.equal(mails.length, json.data.items.length);
    assert.ok(mails.some(({ subject }) => subject === `Période supprimée : ${COMPANY}, 01/01/2025 – 31/03/2025`));
    await post('/api/compta/notices/read', {});
    const seen = await inject<{ items: { read: boolean }[] }>({ method: 'GET', url: '/api/compta/notices' });
    assert.ok(seen.json.data.items.every(({ read }) => read));
  });

  await t.test('the status is pushed as it changes, and the stream ends with the work', async () => {
    const { batchId } = (await platform.upload(clientId, makeExports(books, SETS['semicolons in UTF-8']))).data;
    await post('/api/files/comptable/trigger-etl', { batchId, confirm: true });
    const parameters = (await services.flows.runs(tenantId, { flow: 'compta.chargement' })).items.find(
      ({ finishedAt }) => finishedAt === null,
    );
    assert.ok(parameters);
    const { parameters: given } = await services.flows.run(tenantId, parameters.id);
    const pushed = inject({ method: 'GET', url: `/api/files/comptable/status/${batchId}/live` });
    assert.equal((await platform.run('compta.chargement', given as Record<string, unknown>)).state, 'succeeded');
    const { text } = await pushed;
    const states = [...text.matchAll(/event: status\ndata: (.*)\n/g)].map(
      ([, data]) => JSON.parse(data ?? '') as { status: string; progress: number },
    );
    assert.equal(states[0]?.status, 'PROCESSING');
    assert.deepEqual([states.at(-1)?.status, states.at(-1)?.progress], ['COMPLETED', 100]);
    const shares = states.map(({ progress }) => progress);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
      'it never goes back',
    );
  });
});
