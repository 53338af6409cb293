import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readConfig } from '@griot/kernel';
import { startServer } from '@griot/server';

const ROOT = resolve(import.meta.dirname, '..');
const BLOCK = /^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm;

/** Puts the files that CONTRIBUTING.md shows into an empty folder that sees the repository's packages. */
async function followRecipes(folder: string): Promise<string[]> {
  const page = await readFile(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const files = [...page.matchAll(BLOCK)].map(([, path = '', text = '']) => ({ path, text }));
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return files.map((file) => file.path);
}

test('the recipes of CONTRIBUTING.md make an application that works', { timeout: 300_000 }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'griot-recipes-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const files = await followRecipes(folder);
  assert.equal(files.length, 12);

  await t.test('its types hold, pages included', async () => {
    for (const name of ['tsconfig.json', 'tsconfig.web.json']) {
      const include = name === 'tsconfig.json' ? ['apps/*/*.ts', 'apps/*/{flows,http}/*.ts'] : ['apps/*/web/*.tsx'];
      const globs = include.flatMap((glob) =>
        glob.includes('{') ? ['apps/*/flows/*.ts', 'apps/*/http/*.ts'] : [glob],
      );
      const settings = { extends: join(ROOT, name), include: [...globs, join(ROOT, 'core/ui/**/*.d.ts')], exclude: [] };
      await writeFile(join(folder, name), JSON.stringify(settings));
      const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
      const run = promisify(execFile)(process.execPath, [compiler, '-p', join(folder, name)]);
      await run.catch((error: { stdout: string }) => assert.fail(error.stdout));
    }
  });

  await t.test('its own test passes', async () => {
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const file = join(folder, 'apps/carnet/http/visit-endpoints.test.ts');
    await promisify(execFile)(process.execPath, [file], { env }).catch(({ stdout }: { stdout: string }) =>
      assert.fail(stdout),
    );
  });

  await t.test(
    'its flow loads, builds and publishes; its endpoint answers the metric; others are kept out',
    async (t) => {
      const config = readConfig({
        GRIOT_DATA: join(folder, 'data'),
        GRIOT_PORT: '0',
        GRIOT_DEMO: '0',
        GRIOT_LOG_LEVEL: 'warn',
      });
      const server = await startServer({ config, apiOnly: true, appsDir: join(folder, 'apps') });
      t.after(() => server.stop());
      const { identity, flows } = server.composition.services;
      const password = 'quatre mots pour un carnet';
      const tenant = await identity.createTenant({
        slug: 'essai',
        name: 'Essai',
        currency: 'XOF',
        timeZone: 'Africa/Abidjan',
        locale: 'fr',
        applications: ['carnet'],
      });
      const user = await identity.createUser({ login: 'awa', name: 'Awa', password });
      await identity.addMember({ tenantId: tenant.id, userId: user.id, roles: ['admin'] });

      const visit = (id: string, site: string, personnes: number) => ({ id, site, date: '2026-01-05', personnes });
      const visites = [visit('1', 'Vridi', 3), visit('2', 'Bouaké', 4), visit('3', 'Vridi', 2), visit('4', 'Vridi', 0)];
      const { runId } = await flows.trigger(tenant.id, 'carnet.build', { visites }, { kind: 'cli' });
      let run = await flows.run(tenant.id, runId);
      for (
        const until = Date.now() + 90_000;
        run.finishedAt === null && Date.now() < until;
        run = await flows.run(tenant.id, runId)
      ) {
        await wait(100);
      }
      assert.equal(run.state, 'succeeded', JSON.stringify(run.failure));

      const body = JSON.stringify({ login: 'awa', password });
      const headers = { 'content-type': 'application/json' };
      const login = await fetch(`${server.address}/api/auth/login`, { method: 'POST', body, headers });
      const { data } = (await login.json()) as { data: { accessToken: string } };
      const address = `${server.address}/api/carnet/visites`;
      const answer = await fetch(address, { headers: { authorization: `Bearer ${data.accessToken}` } });
      const { data: seen } = (await answer.json()) as { data: { generation: number; items: unknown } };
      assert.deepEqual(seen.items, [
        { site: 'Vridi', visiteurs: '5' },
        { site: 'Bouaké', visiteurs: '4' },
      ]);
      assert.equal((await fetch(address)).status, 401);

      // Declared once: the metric also answers the general form, with the SQL that gave its rows.
      const asked = await fetch(`${server.address}/api/metrics/carnet/query`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${data.accessToken}` },
        body: JSON.stringify({ metrics: ['visiteurs'] }),
      });
      const { data: general } = (await asked.json()) as { data: { rows: unknown[][]; sql: string } };
      assert.equal(String(general.rows[0]?.[0]), '9');
      assert.match(general.sql, /fact_visites/);
    },
  );
});
