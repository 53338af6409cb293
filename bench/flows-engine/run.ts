// Which engine carries the flows? Kills, stops and starves two workers of each candidate and prints what happened.
//   npm run bench -- flows-engine [leases] [pg-boss] [dbos]
// The candidates' packages are installed by npm into a temporary folder; one that does not install is skipped.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@griot/kernel';
import { startEmbeddedPostgres } from '@griot/store';

interface Database {
  connect(): Promise<unknown>;
  query(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  end(): Promise<void>;
}
const candidates: Record<string, { packages: string[]; module: string; glue: boolean[] }> = {
  leases: { packages: ['pg@8.23.1'], module: 'worker-leases.ts', glue: [false] },
  'pg-boss': { packages: ['pg@8.23.1', 'pg-boss@12.35.0'], module: 'worker-pg-boss.ts', glue: [false] },
  dbos: { packages: ['pg@8.23.1', '@dbos-inc/dbos-sdk@5.3.0'], module: 'worker-dbos.ts', glue: [false, true] },
};
const cluster = mkdtempSync(join(tmpdir(), 'flows-engine-cluster-'));
const server = await startEmbeddedPostgres({ dataDir: cluster, log: silentLogger });
const base = server.url;
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(candidates);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const table: Record<string, string | number>[] = [];

/** CPU seconds used by a process and its children, from Linux' /proc. */
function cpuSeconds(pid: number): number {
  const stat = (path: string): number => {
    const fields = readFileSync(path, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  };
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return stat(`/proc/${pid}/stat`) + children.reduce((sum, child) => sum + stat(`/proc/${child}/stat`), 0);
}

async function trial(name: string, glue: boolean, folder: string, scenario: 'kill' | 'stop' | 'busy'): Promise<void> {
  const load = createRequire(join(folder, 'from-here.js'));
  const { Client } = load('pg') as { Client: new (url: string) => Database };
  const admin = new Client(base);
  await admin.connect();
  const database = `trial_${Date.now()}`;
  await admin.query(`CREATE DATABASE ${database}`);
  const url = new URL(base);
  url.pathname = `/${database}`;
  const db = new Client(url.href);
  await db.connect();
  await db.query(`
    CREATE TABLE trial_effects (run text, step int, what text, worker text, at timestamptz DEFAULT clock_timestamp());
    CREATE TABLE trial_wanted (run text);
    CREATE TABLE trial_workers (worker text PRIMARY KEY, beat timestamptz DEFAULT now());
    CREATE TABLE trial_leases (run text PRIMARY KEY, step int DEFAULT 0, token text, holder text, until timestamptz, done boolean DEFAULT false)`);
  const workers: ChildProcess[] = [];
  for (const worker of ['A', 'B']) {
    workers.push(
      spawn(process.execPath, [new URL(String(candidates[name]?.module), import.meta.url).pathname], {
        detached: true, // its own process group, so that a stop reaches its children as well
        stdio: ['ignore', 'ignore', process.env.TRIAL_DEBUG ? 'inherit' : 'ignore'],
        env: {
          ...process.env,
          TRIAL_MODULES: folder,
          TRIAL_DATABASE: url.href,
          TRIAL_WORKER: worker,
          TRIAL_TIMEOUT_MS: scenario === 'busy' ? '5000' : '120000',
          TRIAL_GLUE: glue ? '1' : '',
        },
      }),
    );
    await pause(2500);
  }
  if (workers.some((w) => w.exitCode !== null)) throw new Error('a worker ended by itself (TRIAL_DEBUG=1 shows why)');
  const [a, b] = workers;
  const names = scenario === 'busy' ? ['busy-1'] : ['r1', 'r2', 'r3', 'r4', 'r5', 'r6'];
  for (const run of names) {
    await db.query('INSERT INTO trial_leases (run) VALUES ($1)', [run]);
    await db.query('INSERT INTO trial_wanted (run) VALUES ($1)', [run]);
  }
  const count = async (sql: string): Promise<number> => Number((await db.query(sql)).rows[0]?.n);
  const row: Record<string, string | number> = { engine: glue ? `${name} + our detection` : name, scenario };
  if (scenario === 'busy') {
    while ((await count('SELECT count(*) n FROM trial_effects')) === 0) await pause(100);
    await pause(5000 + 3000);
    const total = (): number => workers.reduce((sum, w) => sum + cpuSeconds(w.pid ?? 0), 0);
    const before = total();
    await pause(2000);
    row['CPU still used 3 s after the timeout'] = `${Math.round(((total() - before) / 2) * 100)} %`;
  } else {
    while ((await count(`SELECT count(DISTINCT run) n FROM trial_effects WHERE worker = 'A'`)) < 2) await pause(50);
    await pause(200 + Math.random() * 1200);
    if (scenario === 'kill') a?.kill('SIGKILL');
    else process.kill(-Number(a?.pid), 'SIGSTOP');
    const killed = Date.now();
    const { rows: held } = await db.query(
      `SELECT run, step FROM trial_effects WHERE worker = 'A' GROUP BY run, step HAVING count(*) FILTER (WHERE what = 'effect') = 0`,
    );
    const takeover = new Map<string, number>();
    while (Date.now() - killed < 60_000) {
      for (const { run, step } of held) {
        const { rows } = await db.query(
          `SELECT at FROM trial_effects WHERE run = $1 AND step = $2 AND what = 'start' AND worker = 'B' LIMIT 1`,
          [run, step],
        );
        if (rows[0] && !takeover.has(String(run)))
          takeover.set(String(run), (Date.parse(String(rows[0].at)) - killed) / 1000);
      }
      if (
        (await count(`SELECT count(DISTINCT (run, step)) n FROM trial_effects WHERE what = 'effect'`)) ===
        names.length * 3
      )
        break;
      await pause(100);
    }
    if (scenario === 'stop') {
      process.kill(-Number(a?.pid), 'SIGCONT');
      await pause(6000);
    }
    row['steps held'] = held.length;
    row['taken over'] = takeover.size;
    row['slowest takeover (s)'] = takeover.size > 0 ? Math.max(...takeover.values()).toFixed(1) : '> 60';
    row['effects of 18'] = await count(`SELECT count(DISTINCT (run, step)) n FROM trial_effects WHERE what = 'effect'`);
    row['effects doubled'] = await count(
      `SELECT count(*) n FROM (SELECT FROM trial_effects WHERE what = 'effect' GROUP BY run, step HAVING count(*) > 1) d`,
    );
  }
  for (const w of [a, b]) w?.kill('SIGKILL');
  await pause(300);
  await db.end();
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  await admin.end();
  table.push(row);
  console.log(JSON.stringify(row));
}

for (const name of wanted) {
  const candidate = candidates[name];
  if (candidate === undefined) throw new Error(`no candidate ${name}: ${Object.keys(candidates).join(', ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'flows-engine-'));
  try {
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', folder, ...candidate.packages]);
    for (const glue of candidate.glue) {
      await trial(name, glue, folder, 'kill');
      if (!(name === 'dbos' && !glue)) {
        await trial(name, glue, folder, 'kill');
        await trial(name, glue, folder, 'stop');
        await trial(name, glue, folder, 'busy');
      }
    }
  } catch (error) {
    console.log(`${name}: skipped, ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.table(table);
await server.stop();
rmSync(cluster, { recursive: true, force: true });
