/**
 * Tries the nginx site for real on this machine: TLS with a certificate made here, pages, an upload through the proxy, a push
 * stream that stays open, and an upgrade under load with no lost request. `node_modules/.bin/node deploy/trial.ts`; needs nginx and
 * openssl. Everything on loopback, everything it starts it ends. Exit code 1 when one thing did not hold.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { silentLogger } from '@griot/kernel';
import { startEmbeddedPostgres } from '@griot/store';

const ROOT = resolve(import.meta.dirname, '..');
const [A, B, HTTPS, HTTP] = [18_001, 18_002, 18_443, 18_080];
const PASSWORD = 'un essai derriere nginx';
/** The certificate is made here, for this trial alone. */
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.removeAllListeners('warning');

const folder = mkdtempSync(join(tmpdir(), 'griot-trial-'));
const ends: (() => Promise<unknown> | unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
let failures = 0;
const verdict = (what: string, held: boolean, facts = ''): void => {
  if (!held) failures += 1;
  console.log(`${held ? 'holds ' : 'FAILED'}  ${what}${facts ? ` (${facts})` : ''}`);
};

try {
  const base = `https://127.0.0.1:${HTTPS}`;
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: silentLogger });
  ends.push(() => postgres.stop());
  const nginx = await startNginx();
  ends.push(nginx.stop);
  const first = await startGriot(A, postgres.url, '1');
  ends.push(() => stop(first));

  const redirect = await fetch(`http://127.0.0.1:${HTTP}/`, { redirect: 'manual' });
  verdict(
    'plain HTTP is sent to TLS',
    redirect.status === 301 && redirect.headers.get('location')?.startsWith('https://') === true,
  );
  const page = await fetch(`${base}/`);
  verdict('pages come over TLS', page.ok && (await page.text()).includes('<div id="root"'), `${page.status}`);
  verdict('figures for Prometheus are not for the world', (await fetch(`${base}/metrics`)).status === 404);
  const token = await logIn(base);
  const asked = (path: string, init: RequestInit = {}) =>
    fetch(`${base}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

  // A push stream opened now must still be told of events that come later.
  const stream = await asked('/api/live?topics=events.log');
  const reader = stream.body?.getReader();
  const send = (id: string) =>
    asked('/api/events/batch', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: [{ id, type: 'core.message.received', payload: { subject: id } }] }),
    });
  await send('live');
  verdict('a push stream comes through at once', await hears(reader, 'event: events.log'));
  await reader?.cancel();

  const big = Array.from({ length: 4000 }, (_, n) => ({
    ...{ id: `big ${n}`, type: 'core.message.received' },
    payload: { subject: 'x', data: { text: 'y'.repeat(1500) } },
  }));
  const large = await asked('/api/events/batch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ events: big }),
  });
  const taken = (await large.json()) as { data?: { accepted: number } };
  verdict('a body of 6 MB goes up through it', taken.data?.accepted === big.length, `${large.status}`);

  // The upgrade: a second server beside the first, nginx knows both, the first one stops, requests never do.
  const load = { working: true, sent: 0, failed: 0 };
  const writers = Array.from({ length: 4 }, async (_, w) => {
    while (load.working) {
      load.sent += 1;
      const answer = await send(`upgrade ${w} ${load.sent}`).catch(() => undefined);
      if (answer?.status !== 200) load.failed += 1;
      await answer?.arrayBuffer();
      await wait(20);
    }
  });
  const second = await startGriot(B, postgres.url, '0', '--beside');
  ends.push(() => stop(second));
  await wait(1_000);
  const before = load.sent;
  await nginx.without(A);
  await stop(first);
  await wait(3_000);
  load.working = false;
  await Promise.all(writers);
  verdict(
    'an upgrade loses no request',
    load.failed === 0 && load.sent > before,
    `${load.sent} sent, ${load.failed} failed`,
  );
  const warehouse = await asked('/api/zones/dashboard');
  verdict('the second server has the warehouse', warehouse.ok || warehouse.status === 404, `${warehouse.status}`);
  const ready = await fetch(`http://127.0.0.1:${B}/ready`);
  verdict('the second server is ready by itself', ready.ok, `${ready.status}`);
} catch (error) {
  verdict('the trial itself', false, error instanceof Error ? error.message : String(error));
} finally {
  for (const end of ends.reverse()) await Promise.resolve(end()).catch(() => {});
}
console.log(failures === 0 ? '\nAll holds.' : `\n${failures} did not hold.`);
process.exit(failures === 0 ? 0 : 1);

async function startNginx(): Promise<{ stop(): Promise<void>; without(port: number): Promise<void> }> {
  const tls = join(folder, 'tls');
  mkdirSync(tls);
  const certificate = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
  spawnSync('openssl', [...certificate, '-keyout', join(tls, 'privkey.pem'), '-out', join(tls, 'fullchain.pem')]);
  // The very site of deploy/nginx, with this trial's ports and paths.
  const site = readFileSync(join(ROOT, 'deploy/nginx/griot.conf'), 'utf8')
    .replaceAll('127.0.0.1:8001', `127.0.0.1:${A}`)
    .replaceAll('127.0.0.1:8002', `127.0.0.1:${B}`)
    .replaceAll('/etc/griot/tls', tls)
    .replace('listen 80;', `listen 127.0.0.1:${HTTP};`)
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${HTTPS} ssl http2;`)
    .replace(/^ *listen \[::\].*\n/gm, '');
  const settings = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(folder, kind)};`,
  );
  writeFileSync(
    settings,
    `daemon off; pid ${join(folder, 'nginx.pid')}; error_log ${join(folder, 'error.log')}; worker_processes 1;
events { worker_connections 512; }
http { include /etc/nginx/mime.types; access_log off; ${temporary.join(' ')}
${site} }`,
  );
  const child = spawn('nginx', ['-c', settings, '-p', folder], { stdio: 'inherit' });
  await wait(1_000);
  if (child.exitCode !== null)
    throw new Error(`nginx did not start: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
  return {
    stop: () => stop(child),
    async without(port) {
      const now = readFileSync(settings, 'utf8').replace(
        `server 127.0.0.1:${port} max_fails`,
        `server 127.0.0.1:${port} down max_fails`,
      );
      writeFileSync(settings, now);
      child.kill('SIGHUP');
      await wait(1_500);
    },
  };
}

async function startGriot(port: number, url: string, demo: string, ...args: string[]): Promise<ChildProcess> {
  const program = [join(ROOT, 'hosts/cli/main.ts'), 'start', '--demo-scale', '0.1', ...args];
  const child = spawn(process.execPath, program, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...{ GRIOT_PORT: String(port), GRIOT_DATA: join(folder, 'data'), DATABASE_URL: url, GRIOT_DEMO: demo },
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

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function logIn(base: string): Promise<string> {
  const answer = await fetch(`${base}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ login: 'admin@zones.demo', password: PASSWORD }),
  });
  const { data } = (await answer.json()) as { data?: { accessToken: string } };
  if (!data) throw new Error(`log-in: ${answer.status}`);
  return data.accessToken;
}

async function hears(reader: ReadableStreamDefaultReader<Uint8Array> | undefined, text: string): Promise<boolean> {
  const until = Date.now() + 10_000;
  let heard = '';
  while (reader && Date.now() < until) {
    const next = await Promise.race([reader.read(), wait(2_000).then(() => undefined)]);
    if (next?.value) heard += Buffer.from(next.value).toString();
    if (heard.includes(text)) return true;
    if (next?.done) return false;
  }
  return false;
}
