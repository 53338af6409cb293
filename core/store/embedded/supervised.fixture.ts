import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { readPostmasterPid } from './postmaster-pid.ts';
import { ended, signal } from './processes.ts';

const endings = new WeakMap<TestContext, (() => unknown)[]>();

/** Like t.after, but the last made is undone first: servers before their folders. */
export function atEnd(t: TestContext, undo: () => unknown): void {
  const known = endings.get(t);
  if (known !== undefined) {
    known.push(undo);
    return;
  }
  const undos = [undo];
  endings.set(t, undos);
  t.after(async () => {
    for (const each of undos.reverse()) await each();
  });
}

/** A folder for one cluster; at the end whatever server still lives in it is killed, and it is removed. */
export function clusterFolder(t: TestContext, ...names: string[]): string {
  const root = mkdtempSync(path.join(tmpdir(), 'griot-pg-'));
  const folder = path.join(root, ...names, 'pg');
  atEnd(t, async () => {
    const left = readPostmasterPid(path.join(folder, 'cluster'));
    if (left !== undefined) {
      signal(left.pid, 'SIGKILL');
      await ended([left.pid], 3_000);
      await pause(100); // its backends notice
    }
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

export interface Supervised {
  child: ChildProcess;
  said: { url: string; pid: number; owned: boolean; error?: string };
}

export async function startSupervisor(
  t: TestContext,
  dataDir: string,
  mode = 'refuse',
  as: { uid?: number; gid?: number } = {},
): Promise<Supervised> {
  const program = fileURLToPath(new URL('./supervisor.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [program, dataDir, mode], { stdio: ['ignore', 'pipe', 'inherit'], ...as });
  atEnd(t, () => child.kill('SIGKILL'));
  if (child.stdout === null) throw new Error('no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, said: JSON.parse(line) };
}

export async function kill(child: ChildProcess, name: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(name);
  await gone;
}

export async function connect(t: TestContext, url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  atEnd(t, () => client.end().catch(() => {}));
  await client.connect();
  return client;
}

/** Rows of the first answer the server gives; it may be starting again. */
export async function eventually(url: string, query: string): Promise<unknown[]> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return (await client.query(query)).rows;
    } catch (error) {
      if (attempt === 200) throw error;
      await pause(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
