import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { Services } from '@griot/application';
import { createFiles, type Files, filesMigrations } from '@griot/files';
import { manualClock, newId, silentLogger } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import { comptaMigrations, insertClient } from '../store/clients.ts';
import { batchFiles, findBatch, insertBatch } from '../store/periods.ts';
import { CLEAN_TABLES, headOf } from './clean-tables.ts';
import { keepFiles, settleFiles, swapFiles, undoFiles, verifyFiles } from './settle-files.ts';

const TENANT = newId();
const CLIENT = newId();
const BASE = `${CLIENT}/declaration/2025/periode-20250101-20251231`;

class Died extends Error {}

/** The drive, which dies at its nth change: before the change happens, or right after. */
function dying(files: Files, at: number, after: boolean): { files: Files; calls: () => number } {
  let calls = 0;
  const fatal = new Set(['move', 'put', 'remove']);
  const proxy = new Proxy(files, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
      if (!fatal.has(String(name))) return method;
      return async (...given: unknown[]) => {
        calls += 1;
        const dies = calls === at;
        if (dies && !after) throw new Died();
        const done = await method.apply(target, given);
        if (dies) throw new Died();
        return done;
      };
    },
  });
  return { files: proxy, calls: () => calls };
}

test('files go where they belong, whatever dies between two changes of the drive', { timeout: 240_000 }, async (t) => {
  const store = await testStore(t, [filesMigrations, comptaMigrations]);
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-settle-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const clock = manualClock('2026-02-03T10:00:00Z');
  const files = createFiles({ store, dataDir: join(dataDir, 'files'), log: silentLogger, clock });
  const folder = join(dataDir, 'staging');
  await mkdir(folder);
  for (const [name, table] of Object.entries(CLEAN_TABLES))
    for (const kind of ['csv', 'parquet']) await writeFile(join(folder, `${name}.${kind}`), headOf(table));
  const services = { store, files, clock } as unknown as Services;
  const withFiles = (other: Files): Services => ({ ...services, files: other });
  await store.withTenant(TENANT, (tx) =>
    insertClient(tx, {
      tenantId: TENANT,
      id: CLIENT,
      name: 'X',
      standard: 'pcg',
      currency: 'EUR',
      by: null,
      now: clock.now(),
    }),
  );
  /** Where everything lies: the drive, and what the rows say; they must agree. */
  const places = async (): Promise<string[]> => {
    const { files: found } = await files.list(TENANT, '', { recursive: true, limit: 1000 });
    const paths = found.map(({ path }) => path).sort();
    const { rows } = await store.withTenant(TENANT, (tx) => tx.execute(sql`SELECT path FROM compta_files`));
    for (const { path } of rows) assert.ok(paths.includes(String(path)), `a row says ${path}`);
    return paths;
  };
  const newBatch = async (): Promise<string> => {
    const batchId = newId();
    const received: Parameters<typeof insertBatch>[1]['files'][number][] = [];
    for (const name of ['1-a.csv', '2-b.csv']) {
      const path = `${CLIENT}/declaration/depots/${batchId}/${name}`;
      const { size, sha256 } = await files.put(TENANT, path, Readable.from([Buffer.from(`${batchId} ${name}`)]), {
        maxBytes: 1000,
      });
      received.push({ id: newId(), name, type: null, path, size, sha256 });
    }
    await store.withTenant(TENANT, async (tx) => {
      await insertBatch(tx, {
        tenantId: TENANT,
        batchId,
        clientId: CLIENT,
        by: null,
        now: clock.now(),
        files: received,
      });
      await tx.execute(
        sql`UPDATE comptable_periods SET period_start = '2025-01-01', period_end = '2025-12-31' WHERE batch_id = ${batchId}`,
      );
    });
    return batchId;
  };
  const batchOf = async (batchId: string) => {
    const found = await store.withTenant(TENANT, (tx) => findBatch(tx, TENANT, batchId));
    assert.ok(found);
    return found;
  };
  const pathsOf = async (batchId: string): Promise<string[]> =>
    (await store.withTenant(TENANT, (tx) => batchFiles(tx, TENANT, batchId))).map(({ path }) => path);

  type Step = (drive: Services, run: { tenantId: string; runId: string }, batchId: string) => Promise<void>;
  const steps: Record<'load' | 'restore' | 'delete', Step> = {
    load: async (drive, run, batchId) => settleFiles(drive, run, await batchOf(batchId), folder),
    restore: async (drive, run, batchId) => swapFiles(drive, run, await batchOf(batchId)),
    delete: async (drive, run, batchId) => keepFiles(drive, run, await batchOf(batchId)),
  };

  const first = await newBatch();
  await steps.load(services, { tenantId: TENANT, runId: newId() }, first);
  const second = await newBatch();
  type RunOf = { tenantId: string; runId: string };
  const runOf = (): RunOf => ({ tenantId: TENANT, runId: newId(clock.now().getTime()) });
  /** Does a step that dies at its nth change, then `mend`; for every n there is. Answers how many there were. */
  const atEveryChange = async (
    act: keyof typeof steps,
    batchId: string,
    mend: (run: RunOf) => Promise<void>,
    o: { from?: () => Promise<void>; each: (run: RunOf) => Promise<void> },
  ): Promise<number> => {
    for (let at = 1; ; at += 1) {
      for (const after of [false, true]) {
        clock.set(new Date(clock.now().getTime() + 2000).toISOString());
        await o.from?.();
        const run = runOf();
        const drive = dying(files, at, after);
        const died = await steps[act](withFiles(drive.files), run, batchId).then(
          () => false,
          (error: unknown) => {
            if (!(error instanceof Died)) throw error;
            return true;
          },
        );
        if (!died) return drive.calls();
        await mend(run);
        await o.each(run);
      }
    }
  };

  await t.test('a load that dies anywhere and is undone: as before', async () => {
    const before = await places();
    const undo = (run: RunOf) =>
      batchOf(second).then((batch) => undoFiles(services, run, { batch, stays: first, act: 'load' }));
    let last = runOf();
    const calls = await atEveryChange('load', second, undo, {
      each: async (run) => {
        last = run;
        assert.deepEqual(await places(), before);
      },
    });
    assert.equal(calls, 11, 'one backup, two sources, eight results');
    // It came to its end, and is undone all the same: its publication may have been taken back.
    await undo(last);
    assert.deepEqual(await places(), before);
  });

  await t.test('a load that dies anywhere and is done again: as if nothing had been', async () => {
    const wanted = async () => {
      const paths = await places();
      assert.equal(paths.filter((path) => path.startsWith(`${BASE}/success/sources/`)).length, 2);
      assert.equal(paths.filter((path) => path.startsWith(`${BASE}/success/resultats/`)).length, 8);
      assert.equal(paths.filter((path) => path.startsWith(`${BASE}/backup/`)).length, 10);
      for (const path of await pathsOf(second)) assert.ok(path.startsWith(`${BASE}/success/sources/`), path);
      for (const path of await pathsOf(first)) assert.match(path, /\/backup\/\d{8}_\d{6}(_[0-9a-f]{4})?\/sources\//);
      assert.equal(paths.length, 20);
    };
    let last = runOf();
    await atEveryChange('load', second, (run) => steps.load(services, run, second), {
      from: async () => undoFiles(services, last, { batch: await batchOf(second), stays: first, act: 'load' }),
      each: async (run) => {
        last = run;
        await wanted();
      },
    });
    await wanted();
  });

  await t.test('a restoration and a deletion too', async () => {
    const shown = await places();
    await atEveryChange('restore', first, (run) => steps.restore(services, run, first), {
      each: async (run) => {
        for (const path of await pathsOf(first)) assert.ok(path.startsWith(`${BASE}/success/`), path);
        for (const path of await pathsOf(second)) assert.ok(path.startsWith(`${BASE}/backup/`), path);
        assert.equal((await places()).length, shown.length);
        await undoFiles(services, run, { batch: await batchOf(first), stays: second, act: 'restore' });
        for (const path of await pathsOf(second)) assert.ok(path.startsWith(`${BASE}/success/`), path);
        for (const path of await pathsOf(first)) assert.ok(path.startsWith(`${BASE}/backup/`), path);
      },
    });
    // The last one was not undone: the first batch stands in success.
    await atEveryChange('delete', first, (run) => steps.delete(services, run, first), {
      each: async (run) => {
        assert.equal((await places()).filter((path) => path.includes('/success/')).length, 0);
        await undoFiles(services, run, { batch: await batchOf(first), stays: first, act: 'delete' });
        for (const path of await pathsOf(first)) assert.ok(path.startsWith(`${BASE}/success/sources/`), path);
      },
    });
    assert.equal((await places()).length, shown.length);
  });

  await t.test('a backup that cannot be read is none', async () => {
    assert.deepEqual(await verifyFiles(services, TENANT, second), { files: 2 });
    const [path = ''] = await pathsOf(second);
    await files.put(TENANT, path, Readable.from([Buffer.from('autre chose')]), { maxBytes: 1000 });
    await assert.rejects(verifyFiles(services, TENANT, second), { code: 'compta.backup_unsound' });
    await files.remove(TENANT, path);
    await assert.rejects(verifyFiles(services, TENANT, second), { code: 'compta.backup_unsound' });
  });
});
