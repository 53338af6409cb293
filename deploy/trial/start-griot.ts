import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');
const PASSWORD = 'un essai derriere nginx';

export async function startGriot(
  o: { port: number; folder: string; databaseUrl: string; demo: '0' | '1' },
  ...args: string[]
): Promise<ChildProcess> {
  const { port, folder, databaseUrl, demo } = o;
  const program = [join(ROOT, 'hosts/cli/main.ts'), 'start', '--demo-scale', '0.1', ...args];
  const child = spawn(process.execPath, program, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...{ GRIOT_PORT: String(port), GRIOT_DATA: join(folder, 'data'), DATABASE_URL: databaseUrl, GRIOT_DEMO: demo },
      ...{ GRIOT_DEMO_PASSWORD: PASSWORD, GRIOT_LOG_LEVEL: 'silent' },
    },
  });
  for (let tries = 0; tries < 1200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server on ${port} ended`);
    const ready = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
    // The demonstration loads after the port is open; its user is there when the log-in works.
    if (ready?.ok && (demo === '0' || (await logIn(`http://127.0.0.1:${port}`).catch(() => '')) !== '')) return child;
    await wait(250);
  }
  throw new Error(`the server on ${port} was not ready in time`);
}

/** As systemd does: SIGTERM, then its end. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

export async function logIn(base: string): Promise<string> {
  const answer = await fetch(`${base}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ login: 'admin@zones.demo', password: PASSWORD }),
  });
  const { data } = (await answer.json()) as { data?: { accessToken: string } };
  if (!data) throw new Error(`log-in: ${answer.status}`);
  return data.accessToken;
}
