import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the three candidates' workers share: where their packages are, and the table that records what really happened. */
export interface Client {
  query(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
}

interface PgModule {
  Pool: new (o: {
    connectionString: string;
    max: number;
  }) => Client & { connect(): Promise<Client & { release(): void }> };
}

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};

/** Candidates live in a throw-away folder made by `run.ts`, not among the project's own dependencies. */
export const modules = setting('TRIAL_MODULES');
export const load = createRequire(join(modules, 'from-here.js'));
export const databaseUrl = setting('TRIAL_DATABASE');
export const worker = setting('TRIAL_WORKER');
export const slots = 3;
export const steps = 3;
export const timeoutMs = Number(setting('TRIAL_TIMEOUT_MS'));
export const pool = new (load('pg') as PgModule).Pool({ connectionString: databaseUrl, max: 12 });

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function record(client: Client, run: string, step: number, what: 'start' | 'effect'): Promise<void> {
  await client.query('INSERT INTO trial_effects (run, step, what, worker) VALUES ($1, $2, $3, $4)', [
    run,
    step,
    what,
    worker,
  ]);
}

/** One second of work, then its effect. A run called `busy…` never gives the processor back. */
export async function work(run: string, step: number): Promise<void> {
  await record(pool, run, step, 'start');
  if (run.startsWith('busy')) for (;;);
  await pause(1000);
}
