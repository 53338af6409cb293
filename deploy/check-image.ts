/**
 * Follows the Dockerfile without an engine: its files into a scratch folder, the build stage's RUN steps there, then CMD under its ENV as
 * a user without rights who does not own the program, HEALTHCHECK until it holds, STOPSIGNAL. `node_modules/.bin/node deploy/check-image.ts`; some
 * minutes, needs the network for npm. What it cannot show: the base image itself, and the second stage's useradd. Exit code 1 when a step fails.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '..');
const PORT = '18003';
/** In place of the user that the second stage makes: PostgreSQL wants one that the system knows. */
const NOBODY = 65_534;

interface Instruction {
  name: string;
  rest: string;
}

/** Instructions in order; comments out, continued lines joined. */
function readDockerfile(text: string): Instruction[] {
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  return lines.flatMap((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.+)$/.exec(line.trim()) ?? [];
    return name === '' ? [] : [{ name, rest }];
  });
}

const instructions = readDockerfile(readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8'));
const second = instructions.findLastIndex(({ name }) => name === 'FROM');
const words = (name: string): string[] => {
  const rest = instructions.slice(second).find((one) => one.name === name)?.rest ?? '';
  return JSON.parse(rest.slice(rest.indexOf('['))) as string[];
};
const env = Object.fromEntries(
  instructions
    .slice(second)
    .flatMap(({ name, rest }) => (name === 'ENV' ? rest.split(' ').map((pair) => pair.split('=')) : [])),
) as Record<string, string>;

const scratch = mkdtempSync(join(tmpdir(), 'griot-image-'));
const place = join(scratch, 'griot');
const data = join(scratch, 'data');
try {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  const refused = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  for (const file of listed.split('\n').filter(Boolean)) {
    if (refused.some((one) => file === one || file.startsWith(`${one}/`))) continue;
    mkdirSync(dirname(join(place, file)), { recursive: true });
    cpSync(join(ROOT, file), join(place, file));
  }
  for (const { name, rest } of instructions.slice(0, second)) {
    if (name !== 'RUN') continue;
    console.log(`RUN ${rest.replace(/\s+/g, ' ').slice(0, 110)}…`);
    const { status, stderr } = spawnSync('sh', ['-ec', rest], { cwd: place, encoding: 'utf8', maxBuffer: 64e6 });
    if (status !== 0) throw new Error(`the step ended with ${status}\n${stderr}`);
  }

  mkdirSync(data, { mode: 0o700 });
  chmodSync(scratch, 0o755);
  const root = process.getuid?.() === 0;
  if (root) chownSync(data, NOBODY, NOBODY);
  const [program = '', ...args] = words('CMD');
  const settings = {
    PATH: process.env.PATH,
    ...env,
    GRIOT_DATA: data,
    GRIOT_PORT: PORT,
    GRIOT_HOST: '127.0.0.1',
    HOME: data,
  };
  const server = spawn(join(place, program), args, {
    ...{ cwd: place, env: settings, stdio: ['ignore', 'ignore', 'inherit'] },
    ...(root ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  const [check = '', ...checkArgs] = words('HEALTHCHECK').map((word) =>
    word.replace('127.0.0.1:8000', `127.0.0.1:${PORT}`),
  );
  const ended = once(server, 'exit');
  let healthy = false;
  for (let tries = 0; tries < 240 && !healthy && server.exitCode === null; tries += 1) {
    await wait(500);
    healthy = spawnSync(join(place, check), checkArgs, { cwd: place }).status === 0;
  }
  console.log(healthy ? 'HEALTHCHECK holds' : 'HEALTHCHECK never held');
  server.kill('SIGTERM');
  const [code] = await ended;
  console.log(`STOPSIGNAL: ended with ${code}`);
  process.exitCode = healthy && code === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
