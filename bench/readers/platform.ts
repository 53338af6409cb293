import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export interface Platform {
  address: string;
  login: string;
  password: string;
  stop(): Promise<void>;
}

/** The platform in a process of its own, with its demonstration; the people are in this one. */
export async function startPlatform(folder: string, scale: number): Promise<Platform> {
  const file = join(import.meta.dirname, '../summaries/server.ts');
  const child: ChildProcess = fork(file, [folder, String(scale)], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const said = await new Promise<string>((done, failed) => {
    child.stdout?.once('data', (line: Buffer) => done(line.toString()));
    child.once('exit', (code) => failed(new Error(`the platform ended with ${code}`)));
  });
  const { address, password, logins } = JSON.parse(said) as { address: string; password: string; logins: string[] };
  return {
    address,
    password,
    login: logins[0] ?? '',
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.send('stop');
      await ended;
    },
  };
}

export async function signIn(address: string, login: string, password: string): Promise<string> {
  const answer = await fetch(`${address}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(`${login}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { data: { accessToken: string } }).data.accessToken;
}
