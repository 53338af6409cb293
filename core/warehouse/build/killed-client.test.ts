import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadRows, type PlainProject, plainCompiler, testWarehouse } from '../testing/index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

const SLOW = `SELECT count(*) AS n FROM range(1000000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3`;
const project = (last: string): PlainProject => ({
  digest: 'same in both processes',
  models: [
    { name: 'a', sources: ['s'], sql: (c) => `SELECT * FROM ${c.source('s')}` },
    { name: 'b', reads: ['a'], sql: () => last },
  ],
});

/** Another process that builds and hangs in the second model. */
function builder(socketPath: string, call: string) {
  const at = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));
  const script = `
    const { connectWarehouse } = await import(${at('../client/connect-warehouse.ts')});
    const { plainCompiler } = await import(${at('../testing/plain-project.ts')});
    const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
    const plain = plainCompiler();
    plain.set({ digest: 'same in both processes', models: [
      { name: 'a', sources: ['s'], sql: (c) => \`SELECT * FROM \${c.source('s')}\` },
      { name: 'b', reads: ['a'], sql: () => ${JSON.stringify(SLOW)} } ] });
    const tenant = connectWarehouse({ socketPath: ${JSON.stringify(socketPath)}, log, compiler: plain.compiler }).tenant('${TENANT}');
    const onEvent = (event) => { if (event.type === 'node_started' && event.name === 'b') console.log('hangs'); };
    ${call}`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function killWhenHanging(child: ReturnType<typeof builder>): Promise<void> {
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  await new Promise((resolve) => setTimeout(resolve, 200));
  child.kill('SIGKILL');
}

test('the process that drives a build is killed: its statement ends, and the next build is not refused', async (t) => {
  const plain = plainCompiler();
  const { warehouse, process: child } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  await loadRows(tenant, { source: 's', columns: { i: 'INTEGER' }, rows: [['1']], loadId: 'l1' });
  await killWhenHanging(builder(child.socketPath, `await tenant.build({ projectDir: '/', onEvent })`));
  plain.set(project('SELECT 2 AS n'));
  for (let tries = 0; ; tries += 1) {
    try {
      const result = await tenant.build({ projectDir: '/' });
      assert.equal(result.generation, 1);
      assert.equal(result.nodes.find((node) => node.name === 'a')?.status, 'reused', 'what was finished is used');
      break;
    } catch (error) {
      // The lost socket is noticed a moment later.
      assert.ok(tries < 50 && (error as { code?: string }).code === 'warehouse.build_in_progress', String(error));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});

test('a build in steps goes on in another process where the killed one was', async (t) => {
  const plain = plainCompiler();
  const { warehouse, process: child } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  await loadRows(tenant, { source: 's', columns: { i: 'INTEGER' }, rows: [['1']], loadId: 'l1' });
  const steps = `const id = await tenant.openBuild({ projectDir: '/', key: 'k' }); await tenant.runBuild(id, { onEvent });`;
  await killWhenHanging(builder(child.socketPath, steps));
  plain.set(project(SLOW));
  const [open] = await tenant.builds();
  assert.equal(open?.state, 'open');
  await assert.rejects(tenant.openBuild({ projectDir: '/', key: 'other' }), { code: 'warehouse.build_in_progress' });
  assert.equal(await tenant.openBuild({ projectDir: '/', key: 'k' }), open?.buildId);
  const done = await tenant.runBuild(open?.buildId ?? '', { select: ['a'] });
  assert.equal(done.nodes[0]?.status, 'reused');
  await tenant.abandonBuild(open?.buildId ?? '');
  await tenant.openBuild({ projectDir: '/', key: 'other' });
});
