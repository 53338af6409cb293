import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { seeded } from '@griot/kernel';
import { ApiClient } from './api-client.ts';
import { patiently } from './patience.ts';
import { postmasterOf, processesOf, type StartedServer, startProgram } from './started-server.ts';

const LOGIN = 'epreuve@epreuve.test';
const PASSWORD = 'quatre mots pour une epreuve';
const TARGETS = ['worker', 'slot', 'server', 'postgres', 'warehouse'] as const;
const TASKS = ['open', 'left', 'right', 'warehouse', 'close'];
const KEYS = 6;
/** A server that was killed on a busy machine takes a while to be there again. */
const PATIENCE_MS = 180_000;

interface Lost {
  pid: number;
  startedAgainAt: string;
}

interface Span {
  from: string;
  to: string;
}

interface Run {
  id: string;
  state: string;
  tasks: { name: string; state: string; attempts: { state: string }[] }[];
}

export interface TrialReport {
  kills: Record<string, number>;
  lostAttempts: number;
  /** Tasks whose worker was killed under them: how many, and from that kill to their next attempt, in ms. */
  takenOver: number;
  medianTakeoverMs: number;
  slowestTakeoverMs: number;
  /** Of that, only the time in which some worker lived: with all of them killed, nobody can take over. */
  slowestWithWorkerMs: number;
  seconds: number;
}

/**
 * Runs of one flow, two at a time for each of six concurrency keys, on the server's worker and one beside it, while every
 * kind of process is killed with SIGKILL at random moments. Throws unless each run ended once and well, each effect is there
 * once, nothing is left open and no process stays behind.
 */
export async function trialOfRuns(o: {
  dataDir: string;
  runs: number;
  kills: number;
  seed: number;
  say(text: string): void;
}): Promise<TrialReport> {
  const began = performance.now();
  const random = seeded(o.seed);
  const trial = new Trial(o.dataDir);
  await trial.start();
  const kills: Record<string, number> = {};
  const killedAt = new Map<number, number>();
  let triggering = true;
  const killing = (async () => {
    for (let kill = 0; kill < o.kills && triggering; kill += 1) {
      await wait(300 + random() * 2200);
      // Every kind in turn, in an order that is drawn: none is left out.
      const target = TARGETS[(kill + Math.floor(random() * 2)) % TARGETS.length] ?? 'worker';
      const pid = await trial.kill(target);
      if (pid === undefined) continue;
      killedAt.set(pid, Date.now());
      kills[target] = (kills[target] ?? 0) + 1;
      if (target === 'server') await trial.startServer();
      if (target === 'worker') trial.startWorker();
    }
  })();
  killing.catch(() => {}); // told when it is awaited
  try {
    const ids: string[] = [];
    let told = 0;
    for (let tries = 0; ids.length < o.runs; tries += 1) {
      const parameters = { key: `client ${tries % KEYS}`, stepMs: Math.round(random() * 300) };
      const started = await patiently(() => trial.trigger(parameters, `trial-${tries}`), PATIENCE_MS);
      if (!ids.includes(started)) ids.push(started);
      else await wait(50);
      if (ids.length % 25 === 0 && ids.length > told) {
        told = ids.length;
        o.say(`${ids.length} runs, kills: ${JSON.stringify(kills)}`);
      }
    }
    triggering = false;
    await killing;
    const runs: Run[] = [];
    for (const id of ids) runs.push(await trial.ended(id));
    const lostAttempts = judge(runs);
    const { lost, workers } = await trial.countEffects(ids);
    const gaps = lost.flatMap(({ pid, startedAgainAt }) => {
      const killed = killedAt.get(pid);
      return killed === undefined ? [] : [{ from: killed, to: Date.parse(startedAgainAt) }];
    });
    const takeovers = gaps.map(({ from, to }) => to - from).sort((one, other) => one - other);
    const withWorker = gaps.map((gap) => covered(gap, workers));
    const report = {
      lostAttempts,
      takenOver: takeovers.length,
      medianTakeoverMs: takeovers[Math.floor(takeovers.length / 2)] ?? 0,
      slowestTakeoverMs: takeovers.at(-1) ?? 0,
      slowestWithWorkerMs: Math.max(0, ...withWorker),
    };
    await trial.stop();
    await patiently(async () => assert.deepEqual(processesOf(o.dataDir), [], 'processes were left behind'));
    return { ...report, kills, seconds: Math.round((performance.now() - began) / 1000) };
  } finally {
    triggering = false;
    await killing.catch(() => {});
    await trial.stop();
  }
}

/** How much of a gap is covered by at least one of the spans, in ms. The dead worker's own last heartbeat lies before the gap. */
function covered(gap: { from: number; to: number }, spans: readonly Span[]): number {
  let upTo = gap.from;
  let total = 0;
  for (const { from, to } of spans) {
    const start = Math.max(upTo, Date.parse(from));
    const end = Math.min(gap.to, Date.parse(to));
    if (end <= start) continue;
    total += end - start;
    upTo = end;
  }
  return total;
}

/** Throws unless each run and each of its tasks succeeded, once. Gives how many attempts were lost on the way. */
function judge(runs: Run[]): number {
  let lost = 0;
  for (const run of runs) {
    assert.equal(run.state, 'succeeded', `run ${run.id}`);
    for (const { name, attempts } of run.tasks) {
      const states = attempts.map((attempt) => attempt.state);
      assert.equal(states.filter((state) => state === 'succeeded').length, 1, `${run.id} ${name}: ${states}`);
      assert.equal(states.at(-1), 'succeeded', `${run.id} ${name}: ${states}`);
      lost += states.filter((state) => state === 'lost').length;
    }
  }
  return lost;
}

function livingPostmaster(dataDir: string): number | undefined {
  try {
    return postmasterOf(dataDir);
  } catch {
    return undefined; // its file is written anew
  }
}

/** The processes of the trial, and what is asked of them. */
class Trial {
  readonly #dataDir: string;
  readonly #env: Record<string, string>;
  #server: StartedServer | undefined;
  #worker: ChildProcess | undefined;
  #api = new ApiClient('');

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#env = { GRIOT_DATA: dataDir, TRIAL_LOGIN: LOGIN, TRIAL_PASSWORD: PASSWORD };
  }

  async start(): Promise<void> {
    await this.startServer();
    this.startWorker();
  }

  async startServer(): Promise<void> {
    this.#server = await startProgram([join(import.meta.dirname, 'trial-server.ts')], this.#env);
    const api = new ApiClient(this.#server.address);
    await patiently(() => api.logIn(LOGIN, PASSWORD), PATIENCE_MS);
    this.#api = api;
  }

  startWorker(): void {
    const env = { ...process.env, ...this.#env };
    const file = join(import.meta.dirname, 'trial-worker.ts');
    this.#worker = spawn(process.execPath, [file], { env, stdio: 'ignore' });
  }

  /** The process id of what was killed; undefined when none of the kind was there. */
  async kill(target: (typeof TARGETS)[number]): Promise<number | undefined> {
    const pid = this.#pidOf(target);
    if (pid === undefined) return undefined;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      return undefined; // it was gone by itself
    }
    if (target === 'server') await this.#server?.ended;
    return pid;
  }

  #pidOf(target: (typeof TARGETS)[number]): number | undefined {
    if (target === 'server') return this.#server?.pid;
    if (target === 'worker') return this.#worker?.pid;
    if (target === 'postgres') return livingPostmaster(this.#dataDir);
    return processesOf(this.#dataDir).findLast((one) => one.kind === target)?.pid;
  }

  async trigger(parameters: { key: string; stepMs: number }, idempotencyKey: string): Promise<string> {
    const path = '/api/flows/epreuve.losange/trigger';
    return (await this.#api.post<{ runId: string }>(path, { parameters }, { 'idempotency-key': idempotencyKey })).runId;
  }

  async ended(id: string): Promise<Run> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const run = await patiently(() => this.#api.get<Run>(`/api/flows/runs/${id}`), PATIENCE_MS);
      if (['succeeded', 'failed', 'cancelled'].includes(run.state)) return run;
      assert.ok(Date.now() < until, `run ${id} is stuck: ${JSON.stringify(run)}`);
      await wait(100);
    }
  }

  async countEffects(ids: readonly string[]): Promise<{ lost: Lost[]; workers: Span[] }> {
    type Effects = {
      items: { run: string; task: string; count: number }[];
      warehouseRows: number;
      lost: Lost[];
      workers: Span[];
    };
    const { items, warehouseRows, lost, workers } = await patiently(() =>
      this.#api.get<Effects>('/api/epreuve/effects'),
    );
    const counts = new Map(items.map((one) => [`${one.run} ${one.task}`, one.count]));
    for (const id of ids) {
      for (const task of TASKS.filter((name) => name !== 'warehouse')) {
        assert.equal(counts.get(`${id} ${task}`), 1, `${task} of ${id}`);
      }
    }
    assert.equal(warehouseRows, ids.length, 'one row of each run in the warehouse');
    const queue = await patiently(() => this.#api.get<Record<string, unknown>>('/api/flows/queue'));
    const { ready, running, openRuns, waitingRuns } = queue;
    assert.deepEqual({ ready, running, openRuns, waitingRuns }, { ready: 0, running: 0, openRuns: 0, waitingRuns: 0 });
    return { lost, workers };
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.#worker?.once('exit', done));
    if (this.#worker?.exitCode === null && this.#worker.signalCode === null) {
      this.#worker.kill('SIGTERM');
      await gone;
    }
    await this.#server?.stop();
    await this.#server?.ended;
    this.#server = undefined;
  }
}
