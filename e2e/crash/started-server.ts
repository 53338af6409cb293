import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const READY_MS = 300_000;

export interface StartedServer {
  address: string;
  pid: number;
  /** Asks it to stop and waits for its end. */
  stop(): Promise<void>;
  /** Resolves when the process is gone, however it went. */
  ended: Promise<void>;
}

/** Starts the platform as a person does (`griot start`), on a data folder, and waits until it says that it is ready. */
export async function startGriot(
  dataDir: string,
  o: { demoScale: number; demoOf?: string; password: string; pages?: boolean; port?: number },
): Promise<StartedServer> {
  const pages = o.pages ? [] : ['--api-only'];
  const args = [join(ROOT, 'hosts/cli/main.ts'), 'start', ...pages, '--demo-scale', String(o.demoScale)];
  if (o.demoOf) args.push('--demo-of', o.demoOf);
  const settings = { GRIOT_DATA: dataDir, GRIOT_DEMO_PASSWORD: o.password, GRIOT_PORT: String(o.port ?? 0) };
  return startProgram(args, settings);
}

/** Starts a program that serves, and waits until it says that it is ready. */
export async function startProgram(args: string[], env: Record<string, string>): Promise<StartedServer> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, GRIOT_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const address = await untilReady(child);
  return {
    address,
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let output = '';
    const late = setTimeout(() => failed(new Error(`not ready after ${READY_MS} ms:\n${output}`)), READY_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /prêt en [\d.]+ s : (http:\/\/\S+)/.exec(output);
      if (!ready?.[1]) return;
      clearTimeout(late);
      done(ready[1]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(late);
      failed(new Error(`ended with ${code} before it was ready:\n${output}`));
    });
  });
}

/** Processes that belong to this data folder, by what their command line or environment says. */
export function processesOf(
  dataDir: string,
): { pid: number; kind: 'server' | 'warehouse' | 'slot' | 'postgres' | 'other' }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
        if (!command.includes(dataDir) && !environment.includes(dataDir)) return [];
        if (command.trim() === '') return []; // a zombie that nobody has waited for yet
        const kind = command.includes('hosts/cli/main.ts')
          ? 'server'
          : command.includes('warehouse/process')
            ? 'warehouse'
            : command.includes('task-runner')
              ? 'slot'
              : command.includes('postgres')
                ? 'postgres'
                : 'other';
        return [{ pid: Number(name), kind } as const];
      } catch {
        return []; // gone meanwhile
      }
    });
}

/** The main PostgreSQL process of the data folder: the first line of its pid file. */
export function postmasterOf(dataDir: string): number {
  const file = join(dataDir, 'postgres/cluster/postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}
