import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { seeded } from '@griot/kernel';
import { ApiClient } from './api-client.ts';
import { patiently } from './patience.ts';
import { postmasterOf, processesOf, type StartedServer, startGriot } from './started-server.ts';

const LOGIN = 'admin@zones.demo';
const PASSWORD = 'un mot de passe de crash';
const AREAS = ['financier', 'occupation', 'clients', 'operationnel'];
const TARGETS = ['server', 'warehouse', 'postgres', 'slot'] as const;

interface Run {
  id: string;
  state: string;
}

/** All figures of all summaries, of one generation, as one text: what "a whole generation" looks like to a reader. */
async function figures(api: ApiClient): Promise<{ generation: number; text: string }> {
  const answers = await Promise.all(
    AREAS.map((area) =>
      api.get<{ kpis: { metric: string; value: string | null }[]; passport: { generation: number } }>(
        `/api/${area}/summary?date_debut=2024-01-01&date_fin=2024-12-31`,
      ),
    ),
  );
  const generations = new Set(answers.map((answer) => answer.passport.generation));
  // Four requests may fall on both sides of a publication: then they are simply asked again.
  if (generations.size > 1) return figures(api);
  const text = JSON.stringify(answers.map(({ kpis }) => kpis.map(({ metric, value }) => [metric, value])));
  return { generation: [...generations][0] ?? 0, text };
}

/**
 * Kills the server, the warehouse process, PostgreSQL or a task slot with SIGKILL at random moments of pipeline runs, and
 * checks after each that readers saw only whole generations, that the run came to its end, that its figures are those of
 * an undisturbed run, and, at the end, that no process is left behind. Runs alternate between two as-of days, so each one
 * has work to do and each publication changes what readers see.
 */
export async function surviveKills(o: {
  dataDir: string;
  rounds: number;
  seed: number;
  demoScale: number;
  say(text: string): void;
}): Promise<{ kills: Record<string, number> }> {
  const random = seeded(o.seed);
  const start = () => startGriot(o.dataDir, { demoScale: o.demoScale, password: PASSWORD });
  let server: StartedServer = await start();
  let api = new ApiClient(server.address);
  await api.logIn(LOGIN, PASSWORD);
  const kills: Record<string, number> = {};
  try {
    await pauseSchedules(api);
    const days = ['2025-03-31', '2025-09-30'];
    const expected = new Map<string, string>();
    let longest = 0;
    for (const day of days) {
      const began = performance.now();
      await follow(api, await trigger(api, day));
      longest = Math.max(longest, performance.now() - began);
      expected.set(day, (await figures(api)).text);
    }
    assert.notEqual(
      expected.get(days[0] ?? ''),
      expected.get(days[1] ?? ''),
      'the two days must differ to prove anything',
    );

    for (let round = 0; round < o.rounds; round += 1) {
      const day = days[round % 2] ?? '';
      const target = TARGETS[Math.floor(random() * TARGETS.length)] ?? 'server';
      const runId = await trigger(api, day);
      await wait(random() * longest);
      const pid = pidOf(target, server, o.dataDir);
      if (pid !== undefined) {
        process.kill(pid, 'SIGKILL');
        kills[target] = (kills[target] ?? 0) + 1;
      }
      o.say(`round ${round + 1}/${o.rounds}: ${target} ${pid === undefined ? '(none was running)' : 'killed'}`);
      if (target === 'server') {
        await server.ended;
        server = await start();
        api = new ApiClient(server.address);
      }
      await patiently(() => api.logIn(LOGIN, PASSWORD));
      const seen = await patiently(() => figures(api));
      assert.ok(
        [...expected.values()].includes(seen.text),
        `after killing ${target}, readers saw a mixture: ${seen.text}`,
      );
      await finish(api, runId);
      assert.equal(
        (await figures(api)).text,
        expected.get(day),
        `figures after killing ${target} in round ${round + 1}`,
      );
    }
  } finally {
    await server.stop();
  }
  await patiently(async () => assert.deepEqual(processesOf(o.dataDir), [], 'processes were left behind'));
  return { kills };
}

function pidOf(target: (typeof TARGETS)[number], server: StartedServer, dataDir: string): number | undefined {
  if (target === 'server') return server.pid;
  if (target === 'postgres') return postmasterOf(dataDir);
  return processesOf(dataDir).find((one) => one.kind === target)?.pid;
}

/** A tick would publish a third as-of day: a whole generation, but one that this trial has nothing to compare with. */
async function pauseSchedules(api: ApiClient): Promise<void> {
  const { items } = await api.get<{ items: { id: string; flow: string }[] }>('/api/flows/schedules');
  const ours = items.filter(({ flow }) => flow === 'zones.pipeline');
  assert.notEqual(ours.length, 0, 'the pipeline has a schedule to pause');
  for (const { id } of ours) await api.post(`/api/flows/schedules/${id}/pause`, {});
}

async function trigger(api: ApiClient, asOf: string): Promise<string> {
  const path = '/api/flows/zones.pipeline/trigger';
  const { runId } = await api.post<{ runId: string }>(path, { parameters: { asOf, force: true } });
  return runId;
}

/** Waits for the end of a run; one that failed is told to go on from its failed task, as a person would. */
async function finish(api: ApiClient, runId: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const run = await patiently(() => follow(api, runId));
    if (run.state === 'succeeded') return;
    assert.ok(tries < 3 && run.state === 'failed', `run ${runId} ended as ${run.state}`);
    await patiently(() => api.post(`/api/flows/runs/${runId}/rerun`, { from: 'failed' }));
  }
}

async function follow(api: ApiClient, runId: string): Promise<Run> {
  const until = Date.now() + 120_000;
  for (;;) {
    const run = await api.get<Run>(`/api/flows/runs/${runId}`);
    if (['succeeded', 'failed', 'cancelled'].includes(run.state)) return run;
    if (Date.now() > until) throw new Error(`run ${runId} is still ${run.state} after two minutes`);
    await wait(150);
  }
}
