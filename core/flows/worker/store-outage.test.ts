import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { silentLogger } from '@griot/kernel';
import { startEmbeddedPostgres } from '@griot/store';
import { patiently, testFlows } from '../testing/test-flows.ts';

const by = { kind: 'user', id: 'u1' } as const;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('PostgreSQL killed in mid-run: the runs end, each effect once', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'griot-flows-'));
  const server = await startEmbeddedPostgres({ dataDir: folder, log: silentLogger });
  const given = process.env.GRIOT_TEST_DATABASE_URL;
  process.env.GRIOT_TEST_DATABASE_URL = server.url;
  const bed = await testFlows(t);
  const stop = async (): Promise<void> => {
    if (given === undefined) delete process.env.GRIOT_TEST_DATABASE_URL;
    else process.env.GRIOT_TEST_DATABASE_URL = given;
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  t.after(() => t.after(stop)); // behind the hook by which the store of the test is dropped
  await bed.startWorker();
  const runIds: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    for (const stepMs of [50, 150]) {
      const idempotencyKey = `${round} ${stepMs}`; // a trigger whose answer was lost is asked again
      const { runId } = await patiently(() =>
        bed.flows.trigger(bed.tenantId, 'test.diamond', { stepMs }, by, { idempotencyKey }),
      );
      runIds.push(runId);
    }
    await pause(200 + round * 130);
    process.kill(server.pid, 'SIGKILL');
    await pause(300);
  }
  for (const runId of runIds) {
    const run = await bed.ended(runId, 30_000);
    assert.equal(run.state, 'succeeded');
    assert.deepEqual(await bed.effects(runId), { a: 1, b: 1, c: 1, d: 1 });
  }
});
