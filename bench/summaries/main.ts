/**
 * The `summary` endpoints under a hundred clients: answers that are kept, answers that are not (filters that vary), and
 * `If-None-Match`; beside Fastify alone giving a constant JSON of the same size.
 * `npm run bench -- summaries [--scale 1] [--clients 100] [--seconds 15]`
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs, promisify } from 'node:util';
import { cpuOf } from '../pipeline/meter.ts';
import type { Load, Measured } from './client.ts';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    clients: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '15' },
  },
});
const AREAS = ['financier', 'occupation', 'clients', 'operationnel'];
const connections = Number(values.clients);
const seconds = Number(values.seconds);

/** Starts a script and reads the first line that it prints. */
async function start(file: string, ...args: string[]): Promise<{ child: ChildProcess; said: string }> {
  const child = fork(join(import.meta.dirname, file), args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const said = await new Promise<string>((done, failed) => {
    child.stdout?.once('data', (line: Buffer) => done(line.toString().trim()));
    child.once('exit', (code) => failed(new Error(`${file} ended with ${code}`)));
  });
  return { child, said };
}

async function ended(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((done) => child.once('exit', done));
  ask();
  await exit;
}

type Asking = Pick<Load, 'url' | 'headers' | 'paths'>;

/** One line of the table. CPU is of the serving processes, per answer: what stays true on a busy machine. */
async function drive(title: string, serving: readonly number[], load: Asking): Promise<void> {
  const loadFile = join(folder, 'load.json');
  await writeFile(loadFile, JSON.stringify({ ...load, connections, seconds } satisfies Load));
  const args = [join(import.meta.dirname, 'client.ts'), loadFile];
  const before = serving.map((pid) => cpuOf(pid, true));
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
  const m = JSON.parse(stdout) as Measured;
  const answers = Object.values(m.statuses).reduce((sum, count) => sum + count, 0);
  const cpu = serving.map((pid, index) => ((cpuOf(pid, true) - (before[index] ?? 0)) * 1000) / Math.max(1, answers));
  const column = (value: number, digits = 1) => value.toFixed(digits).padStart(9);
  const statuses = Object.entries(m.statuses).map(([status, count]) => `${status} x ${count}`);
  console.log(
    title.padEnd(34),
    [column(m.requestsPerSecond, 0), column(m.p50), column(m.p95), column(m.p99), column(m.max)].join(' '),
    String(m.bytesPerAnswer).padStart(7),
    cpu
      .map((ms) => ms.toFixed(2))
      .join(' + ')
      .padStart(15),
    ` ${statuses.join(', ')}; ${m.errors} errors`,
  );
}

async function answerOf(address: string, path: string, headers: Record<string, string>) {
  const response = await fetch(`${address}${path}`, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
  return { text, etag: response.headers.get('etag') ?? '' };
}

/** So many questions that none is asked twice in a run: windows of about half a year, by segment. */
function variedPaths(area: string): string[] {
  const paths: string[] = [];
  for (const segment of ['A', 'B', 'C']) {
    for (let turn = 0; turn < 1500; turn++) {
      const first = new Date(Date.UTC(2025, 0, 1 + (turn % 300))).toISOString().slice(0, 10);
      const last = new Date(Date.UTC(2025, 6, 1 + (turn % 300) + Math.floor(turn / 300))).toISOString().slice(0, 10);
      paths.push(`/api/${area}/summary?date_debut=${first}&date_fin=${last}&segment=${segment}`);
    }
  }
  return paths;
}

const folder = await mkdtemp(join(tmpdir(), 'griot-bench-summaries-'));
let platform: ChildProcess | undefined;
try {
  const started = await start('server.ts', folder, values.scale);
  platform = started.child;
  const { address, password, logins, pids } = JSON.parse(started.said);
  const serving = [started.child.pid ?? 0, pids.warehouse];
  const signIn = await fetch(`${address}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: logins[0], password }),
  });
  const session = (await signIn.json()) as { data: { accessToken: string } };
  const headers = { authorization: `Bearer ${session.data.accessToken}` };
  console.log(
    `scale ${values.scale}, ${connections} clients, ${seconds} s each, ${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `${'milliseconds'.padEnd(34)}     req/s       p50       p95       p99       max   bytes  CPU ms/answer  answers`,
  );
  const sizes: number[] = [];
  for (const area of AREAS) {
    const path = `/api/${area}/summary`;
    const { text, etag } = await answerOf(address, path, headers);
    sizes.push(text.length);
    await drive(`${area}, kept`, serving, { url: address, headers, paths: [path] });
    await drive(`${area}, If-None-Match`, serving, {
      url: address,
      headers: { ...headers, 'if-none-match': etag },
      paths: [path],
    });
  }
  await drive('all four, kept', serving, { url: address, headers, paths: AREAS.map((area) => `/api/${area}/summary`) });
  for (const area of AREAS) {
    await drive(`${area}, varying filters`, serving, { url: address, headers, paths: variedPaths(area) });
  }
  const size = Math.round(sizes.reduce((sum, one) => sum + one, 0) / sizes.length);
  const bare = await start('bare-fastify.ts', String(size));
  try {
    await drive(`bare Fastify, constant ${size} bytes`, [bare.child.pid ?? 0], {
      url: bare.said,
      headers,
      paths: ['/constant'],
    });
  } finally {
    await ended(bare.child, () => bare.child.disconnect());
  }
} finally {
  const running = platform;
  if (running) await ended(running, () => running.send('stop'));
  await rm(folder, { recursive: true, force: true });
}
