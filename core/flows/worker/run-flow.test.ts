import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { FlowChange, RunView } from '../index.ts';
import { testFlows } from '../testing/test-flows.ts';

const by = { kind: 'user', id: 'u1' } as const;
const attemptsOf = (run: RunView, name: string) => run.taskList.find((task) => task.name === name)?.attempts ?? [];
const statesOf = (run: RunView) => Object.fromEntries(run.taskList.map((task) => [task.name, task.state]));

test('runs go through their graph, in processes of their own', async (t) => {
  const bed = await testFlows(t);
  await bed.startWorker();
  const go = async (flow: string, parameters: unknown): Promise<RunView> => {
    const { runId } = await bed.flows.trigger(bed.tenantId, flow, parameters, by);
    return bed.ended(runId);
  };

  /** A run from which the machine took an attempt away says nothing of retries, for a lost attempt uses none: once more. */
  const undisturbed = async (flow: string, parameters: unknown): Promise<RunView> => {
    for (let tries = 1; ; tries += 1) {
      const run = await go(flow, parameters);
      const lost = run.taskList.flatMap(({ attempts }) => attempts).filter(({ state }) => state === 'lost');
      if (lost.length === 0 || tries === 3) return run;
      t.diagnostic(`an attempt was lost: ${lost.map(({ error }) => error?.message).join('; ')}`);
    }
  };

  await t.test('the diamond: order, outputs, effects once, changes told', async () => {
    const changes: FlowChange[] = [];
    const stop = await bed.flows.onChange((change) => changes.push(change));
    const run = await go('test.diamond', {});
    assert.equal(run.state, 'succeeded');
    assert.equal(run.progress, 100);
    assert.deepEqual(await bed.effects(run.id), { a: 1, b: 1, c: 1, d: 1 });
    assert.deepEqual(run.taskList.at(-1)?.output, { done: 'd', after: ['a', 'b', 'c'] });
    assert.deepEqual(
      run.edges.map(({ from, to }) => from + to),
      ['ab', 'ac', 'bd', 'cd'],
    );
    const at = (name: string) => attemptsOf(run, name)[0]?.startedAt ?? '';
    assert.ok(at('a') < at('b') && at('b') < at('d') && at('c') < at('d'));
    await stop();
    const ours = changes.filter((change) => change.runId === run.id && change.tenantId === bed.tenantId);
    assert.deepEqual(
      ours.filter((change) => change.kind === 'run').map((change) => change.state),
      ['running', 'succeeded'],
    );
    const seqs = ours.map((change) => change.seq);
    assert.deepEqual(
      seqs,
      seqs.toSorted((a, b) => a - b),
    );
  });

  await t.test('a worker tells what its slots have done, with its heartbeat', async () => {
    for (const end = Date.now() + 20_000; ; ) {
      const figures = (await bed.flows.workers()).flatMap((worker) => worker.figures);
      const diamond = figures.find(({ flow }) => flow === 'test.diamond');
      if (diamond?.ends.succeeded === 4) {
        // On a busy machine an attempt may be lost and made again: that is told too.
        const { lost: _, ...ends } = diamond.ends;
        assert.deepEqual(ends, { succeeded: 4 });
        assert.ok(diamond.seconds > 0 && diamond.cpuSeconds > 0 && diamond.peakBytes > 10_000_000);
        break;
      }
      assert.ok(Date.now() < end, 'told with the next heartbeat');
      await new Promise((done) => setTimeout(done, 100));
    }
  });

  await t.test('what a task says is kept, per attempt, whichever way it says it', async () => {
    const run = await go('test.talker', { figure: 41 });
    const { lines, lastSeq } = await bed.flows.logs(bed.tenantId, run.id, 0, { task: 'say' });
    const said = lines
      .filter((line) => line.source !== 'engine')
      .map((line) => `${line.source} ${line.level} ${line.text}`);
    assert.deepEqual(said.toSorted(), [
      'stderr info from stderr',
      'stdout info from stdout',
      'stdout info no line end',
      'task info dit en français',
      'task info from ctx.log',
    ]);
    const english = await bed.flows.logs(bed.tenantId, run.id, 0, { task: 'say', locale: 'en', search: 'SAID' });
    assert.deepEqual(
      english.lines.map((line) => line.text),
      ['said in English'],
    );
    // Lines written before there were words in both languages have their text alone.
    await bed.store.withTenant(bed.tenantId, (tx) => tx.execute(sql`UPDATE flow_logs SET words = NULL`));
    const old = await bed.flows.logs(bed.tenantId, run.id, 0, { task: 'say', locale: 'en' });
    assert.ok(old.lines.some(({ text }) => text === 'dit en français'));
    assert.deepEqual(lines.find((line) => line.source === 'task')?.fields, { figure: 41 });
    assert.deepEqual((await bed.flows.logs(bed.tenantId, run.id, lastSeq, { task: 'say' })).lines, []);
    const [attempt] = attemptsOf(run, 'say');
    assert.deepEqual(
      [attempt?.progress, attempt?.progressText, attempt?.rowsIn, attempt?.rowsOut],
      [100, { fr: 'presque la moitié', en: 'almost half' }, 10, 9],
    );
    assert.deepEqual(run.taskList[1]?.output, { sum: 42 });
  });

  await t.test('failed attempts are tried again; then what waited is skipped, the other branch ends', async () => {
    const failed = await undisturbed('test.failing', { failures: 3 });
    assert.equal(failed.state, 'failed');
    assert.deepEqual(statesOf(failed), { first: 'succeeded', shaky: 'failed', last: 'skipped', beside: 'succeeded' });
    assert.deepEqual(failed.failure, { task: 'shaky', message: 'attempt 3 failed' });
    assert.deepEqual(
      attemptsOf(failed, 'shaky').map((one) => `${one.state}: ${one.error?.message}`),
      ['failed: attempt 1 failed', 'failed: attempt 2 failed', 'failed: attempt 3 failed'],
    );
    assert.deepEqual(await bed.effects(failed.id), { first: 1, beside: 1 });

    const again = await bed.flows.rerun(bed.tenantId, failed.id, { from: 'failed', by });
    assert.deepEqual(again, { runId: failed.id, deduplicated: false });
    const mended = await bed.ended(failed.id);
    assert.equal(mended.state, 'succeeded');
    assert.deepEqual(await bed.effects(failed.id), { first: 1, beside: 1, shaky: 1, last: 1 });
    assert.equal(attemptsOf(mended, 'shaky').length, 4);

    const fresh = await bed.flows.rerun(bed.tenantId, failed.id, { from: 'start', params: { failures: 0 }, by });
    const other = await bed.ended(fresh.runId);
    assert.deepEqual([other.state, other.rerunOf, other.parameters.failures], ['succeeded', failed.id, 0]);
  });

  await t.test(
    'a task that ends its process, prints garbage, returns too much or commits twice is a failed task, no more',
    async () => {
      const exit = await go('test.rude', { how: 'exit' });
      assert.match(exit.failure?.message ?? '', /exit code 3/);
      const print = await go('test.rude', { how: 'print' });
      assert.equal(print.failure?.message, 'with \u2400 inside');
      const { lines } = await bed.flows.logs(bed.tenantId, print.id);
      assert.ok(lines.some((line) => line.text.startsWith('nul \u2400 half')));
      assert.equal(lines.filter((line) => line.source === 'stdout').length, 3, 'a long line comes in pieces');
      assert.match((await go('test.rude', { how: 'too-much' })).failure?.message ?? '', /output_too_large/);
      assert.equal((await go('test.rude', { how: 'twice' })).state, 'succeeded', 'the first commit ended the task');
    },
  );

  await t.test('lists: filters, pages, another tenant sees nothing', async () => {
    const all = await bed.flows.runs(bed.tenantId, {}, { limit: 200 });
    const paged: string[] = [];
    for (let cursor: string | undefined, page = 0; page === 0 || cursor; page += 1) {
      const { items, nextCursor } = await bed.flows.runs(bed.tenantId, {}, { limit: 3, cursor });
      paged.push(...items.map((item) => item.id));
      cursor = nextCursor ?? undefined;
    }
    assert.deepEqual(
      paged,
      all.items.map((item) => item.id),
    );
    const failed = await bed.flows.runs(bed.tenantId, { states: ['failed'], flow: 'test.rude' });
    assert.equal(failed.items.length, 3);
    const other = newId();
    assert.deepEqual((await bed.flows.runs(other)).items, []);
    await assert.rejects(bed.flows.run(other, all.items[0]?.id ?? ''), { code: 'flows.run_not_found' });
    await assert.rejects(bed.flows.cancel(other, all.items[0]?.id ?? '', by), { code: 'flows.run_not_found' });
    assert.deepEqual((await bed.flows.logs(other, all.items[0]?.id ?? '')).lines, []);
    const [worker] = await bed.flows.workers();
    assert.equal(worker?.slots, 2);
    assert.equal((await bed.flows.queue()).running, 0);
  });
});
