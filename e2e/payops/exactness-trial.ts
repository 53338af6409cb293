import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { seeded, silentLogger } from '@griot/kernel';
import { openStore, runningPostgresUrl, type Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { IncomingEvent } from '../../apps/payops/chain/take-in.ts';
import { toNewEvent } from '../../apps/payops/chain/take-in.ts';
import { referenceAggregate } from '../../apps/payops/domain/reference-aggregate.ts';
import { aggregateRows } from '../../apps/payops/testing/aggregate-rows.ts';
import { ApiClient } from '../crash/api-client.ts';
import { patiently } from '../crash/patience.ts';
import { postmasterOf, processesOf, type StartedServer, startProgram } from '../crash/started-server.ts';
import { distinctEvents, hostileBatches, type Traffic } from './hostile-traffic.ts';

const LOGIN = 'exact@payops.test';
const PASSWORD = 'quatre mots pour une epreuve';
const TIME_ZONE = 'Africa/Abidjan';
const PATIENCE_MS = 900_000;
/** `leaves`: a consumer that is told to stop and another that comes, beside those that are killed. */
const TARGETS = ['postgres', 'consumer', 'server', 'leaves', 'warehouse'] as const;

export interface ExactnessReport {
  events: number;
  sent: number;
  rows: number;
  kills: Record<string, number>;
  seconds: number;
}

/**
 * Hostile traffic over HTTP into the running platform, two consumers beside its own coming and going, every kind of process
 * killed at random moments. Throws unless the figures are those of plain loops over the distinct events, to the unit, and the
 * sums of sums those of the figures.
 */
export async function exactnessTrial(o: {
  dataDir: string;
  events: number;
  seed: number;
  /** Between kills, on average. */
  killEveryMs: number;
  /** So many kills and no more, spread over the sending, which waits for them; else as many as there is time for. */
  kills?: number;
  say(text: string): void;
}): Promise<ExactnessReport> {
  const began = performance.now();
  const traffic: Traffic = { seed: `exact-${o.seed}`, count: o.events, until: new Date() };
  const trial = new Trial(o.dataDir);
  const chance = seeded(o.seed);
  const kills: Record<string, number> = {};
  let sending = true;
  let rounds = 0;
  await trial.start();
  const killing = (async () => {
    for (let n = 0; sending && n < (o.kills ?? Number.POSITIVE_INFINITY); n += 1) {
      await wait(o.killEveryMs * (0.5 + chance()));
      const target = TARGETS[n % TARGETS.length] ?? 'consumer';
      if (sending && (await trial.kill(target))) kills[target] = (kills[target] ?? 0) + 1;
      rounds = n + 1;
    }
  })();
  killing.catch(() => {}); // told when it is awaited
  try {
    let sent = 0;
    const batches = hostileBatches(traffic);
    const sender = async () => {
      for (let next = batches.next(); !next.done; next = batches.next()) {
        const events = next.value;
        while (rounds < Math.min(1, sent / o.events) * (o.kills ?? 0) - 1 && !(await failed(killing))) await wait(100);
        await patiently(() => trial.send(events), PATIENCE_MS);
        const before = sent;
        sent += events.length;
        if (Math.floor(sent / 250_000) > Math.floor(before / 250_000))
          o.say(`${sent} sent, kills ${JSON.stringify(kills)}`);
      }
    };
    await Promise.all([sender(), sender(), sender(), sender()]);
    sending = false;
    await killing;
    const rows = await trial.judge(traffic);
    return { events: o.events, sent, rows, kills, seconds: Math.round((performance.now() - began) / 1000) };
  } finally {
    sending = false;
    await killing.catch(() => {});
    await trial.stop();
  }
}

/** Throws when it has failed, does not wait when it has not ended. */
const failed = (work: Promise<void>): Promise<boolean> =>
  Promise.race([work.then(() => true), wait(0).then(() => false)]);

class Trial {
  readonly #dataDir: string;
  readonly #env: Record<string, string>;
  #server: StartedServer | undefined;
  #consumers: ChildProcess[] = [];
  #api = new ApiClient('');

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#env = { GRIOT_DATA: dataDir, TRIAL_LOGIN: LOGIN, TRIAL_PASSWORD: PASSWORD };
  }

  async start(): Promise<void> {
    await this.#startServer();
    for (let n = 0; n < 2; n += 1) this.#startConsumer();
  }

  async #startServer(): Promise<void> {
    this.#server = await startProgram([join(import.meta.dirname, 'trial-server.ts')], this.#env);
    await this.#logIn();
  }

  async #logIn(): Promise<void> {
    const api = new ApiClient(this.#server?.address ?? '');
    await patiently(() => api.logIn(LOGIN, PASSWORD), PATIENCE_MS);
    this.#api = api;
  }

  #startConsumer(): void {
    const file = join(import.meta.dirname, 'trial-consumer.ts');
    const child = spawn(process.execPath, [file, this.#dataDir], { stdio: 'ignore' });
    this.#consumers.push(child);
  }

  async send(events: readonly IncomingEvent[]): Promise<void> {
    const api = this.#api;
    try {
      const { rejected } = await api.post<{ rejected: number }>('/api/dashboard/events', { events });
      assert.equal(rejected, 0);
    } catch (error) {
      if (error instanceof Error && error.message.includes(' 401 ') && api === this.#api) await this.#logIn();
      throw error;
    }
  }

  /** Whether there was anything of the kind to be killed. What was killed is there again when this resolves, or will be soon. */
  async kill(target: (typeof TARGETS)[number]): Promise<boolean> {
    if (target === 'consumer' || target === 'leaves') {
      const child = this.#consumers.shift();
      child?.kill(target === 'leaves' ? 'SIGTERM' : 'SIGKILL');
      this.#startConsumer();
      return child !== undefined;
    }
    const pid = this.#pidOf(target);
    if (pid === undefined) return false;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      return false; // it was gone by itself
    }
    if (target === 'server') {
      await this.#server?.ended;
      await this.#startServer();
    }
    return true;
  }

  #pidOf(target: 'postgres' | 'server' | 'warehouse'): number | undefined {
    if (target === 'server') return this.#server?.pid;
    if (target === 'warehouse') return processesOf(this.#dataDir).find(({ kind }) => kind === 'warehouse')?.pid;
    try {
      return postmasterOf(this.#dataDir);
    } catch {
      return undefined; // its file is written anew
    }
  }

  /** Waits until everything is in the figures, then holds them to plain loops. Answers their number of rows. */
  async judge(traffic: Traffic): Promise<number> {
    const databaseUrl = runningPostgresUrl(join(this.#dataDir, 'postgres')) ?? '';
    const secret = readFileSync(join(this.#dataDir, 'secret'), 'utf8').trim();
    const store = await openStore({ databaseUrl, secret, log: silentLogger, poolSize: 4 });
    try {
      const [tenantId] = await patiently(() => tenants(store), PATIENCE_MS);
      assert.ok(tenantId);
      await drained(store);
      const found = await aggregateRows(store, tenantId);
      const expected = referenceAggregate(stored(traffic), TIME_ZONE);
      assert.equal(found.size, expected.size);
      for (const [key, row] of expected) assert.deepEqual(found.get(key), row, key);
      await judgeSums(store, tenantId, traffic);
      return found.size;
    } finally {
      await store.close();
    }
  }

  async stop(): Promise<void> {
    const ended = this.#consumers.map(
      (child) => new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done(undefined))),
    );
    for (const child of this.#consumers) child.kill('SIGKILL');
    await Promise.all(ended);
    await this.#server?.stop();
  }
}

function* stored(traffic: Traffic) {
  for (const chunk of distinctEvents(traffic)) {
    for (const event of chunk) {
      const { id, type, payload } = toNewEvent(event);
      yield { id, type, payload: payload as Record<string, unknown> };
    }
  }
}

async function tenants(store: Store): Promise<string[]> {
  const { rows } = await store.withSystem((tx) =>
    tx.execute<{ id: string }>(sql`SELECT DISTINCT tenant_id AS id FROM event_shards`),
  );
  return rows.map(({ id }) => id);
}

async function drained(store: Store): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await store.withSystem((tx) =>
      tx.execute<{ behind: string }>(sql`
        SELECT coalesce(sum(s.next_position - 1 - coalesce(o.position, 0)), 0) AS behind FROM event_shards s
          LEFT JOIN event_offsets o ON o.tenant_id = s.tenant_id AND o.shard = s.shard AND o.group_name = 'payops.aggregates'`),
    );
    if (rows[0]?.behind === '0') return;
    assert.ok(Date.now() < until, `figures are ${rows[0]?.behind} events behind`);
    await wait(500);
  }
}

/** Each event but heartbeats is there once; days, scopes and restatements are the sums of what they are sums of. */
async function judgeSums(store: Store, tenantId: string, traffic: Traffic): Promise<void> {
  const heartbeats = [...stored(traffic)].filter(({ type }) => type === 'payops.agent.heartbeat').length;
  const { rows } = await store.withTenant(
    tenantId,
    (tx) =>
      tx.execute<Record<string, string>>(sql`
        SELECT (SELECT count(*) FROM payops_transactions) AS transactions,
               (SELECT sum(events) FROM payops_hourly) AS events, (SELECT sum(gmv::numeric) FROM payops_hourly) AS gmv,
               (SELECT sum(events) FROM payops_rollups WHERE level = 1) AS cells, (SELECT sum(gmv) FROM payops_rollups WHERE level = 1) AS cells_gmv,
               (SELECT sum(events) / 2 FROM payops_rollups WHERE level = 2) AS hours, (SELECT sum(gmv) / 2 FROM payops_rollups WHERE level = 2) AS hours_gmv,
               (SELECT sum(events) / 2 FROM payops_rollups WHERE level = 3) AS days, (SELECT sum(gmv) / 2 FROM payops_rollups WHERE level = 3) AS days_gmv`),
    { readOnly: true },
  );
  // Halves are written with decimals, all of them zeros.
  const whole = Object.entries(rows[0] ?? {}).map(([name, value]) => [name, BigInt(value.replace(/\.0+$/, ''))]);
  const { transactions, ...of } = Object.fromEntries(whole) as Record<string, bigint>;
  assert.equal(transactions, BigInt(traffic.count - heartbeats));
  assert.equal(of.events, BigInt(traffic.count));
  for (const name of ['cells', 'hours', 'days'])
    assert.deepEqual([of[name], of[`${name}_gmv`]], [of.events, of.gmv], name);
}
