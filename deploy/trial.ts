/**
 * Tries the nginx site for real on this machine: TLS with a certificate made here, pages, an upload through the proxy, push
 * streams that stay open, and an upgrade under load with no lost request. `node_modules/.bin/node deploy/trial.ts`; needs nginx and
 * openssl. Everything on loopback, everything it starts it ends. Exit code 1 when one thing did not hold.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { silentLogger } from '@griot/kernel';
import { startEmbeddedPostgres } from '@griot/store';
import { logIn, startGriot, stop } from './trial/start-griot.ts';
import { startNginx } from './trial/start-nginx.ts';
import { followLive, hears } from './trial/streams.ts';

const ports = { first: 18_001, second: 18_002, https: 18_443, http: 18_080 };
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
  const base = `https://127.0.0.1:${ports.https}`;
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: silentLogger });
  ends.push(() => postgres.stop());
  const nginx = await startNginx({ folder, ports });
  ends.push(nginx.stop);
  const place = { folder, databaseUrl: postgres.url };
  const first = await startGriot({ ...place, port: ports.first, demo: '1' });
  ends.push(() => stop(first));

  const redirect = await fetch(`http://127.0.0.1:${ports.http}/`, { redirect: 'manual' });
  const toTls = redirect.headers.get('location')?.startsWith('https://') === true;
  verdict('plain HTTP is sent to TLS', redirect.status === 301 && toTls);
  const page = await fetch(`${base}/`);
  verdict('pages come over TLS', page.ok && (await page.text()).includes('<div id="root"'), `${page.status}`);
  verdict('figures for Prometheus are not for the world', (await fetch(`${base}/metrics`)).status === 404);
  const token = await logIn(base);
  const asked = (path: string, init: RequestInit = {}) =>
    fetch(`${base}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const post = (path: string, body: unknown) =>
    asked(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const send = (id: string) =>
    post('/api/events/batch', { events: [{ id, type: 'core.message.received', payload: { subject: id } }] });

  // A push stream opened now must be told of events that come later.
  const reader = (await asked('/api/live?topics=events.log')).body?.getReader();
  await send('live');
  verdict('a push stream comes through at once', await hears(reader, 'event: events.log'));
  await reader?.cancel();

  const big = Array.from({ length: 4000 }, (_, n) => ({
    ...{ id: `big ${n}`, type: 'core.message.received' },
    payload: { subject: 'x', data: { text: 'y'.repeat(1500) } },
  }));
  const large = await post('/api/events/batch', { events: big });
  const taken = (await large.json()) as { data?: { accepted: number } };
  verdict('a body of 6 MB goes up through it', taken.data?.accepted === big.length, `${large.status}`);
  verdict('a file goes up through it as a form', ...(await uploadFile(asked)));

  // The upgrade: a second server beside the first, nginx knows both, the first one stops, requests and streams never do.
  const load = { working: true, sent: 0, failed: 0 };
  const during = (ask: (n: number) => Promise<Response>, pauseMs: number) =>
    (async () => {
      while (load.working) {
        load.sent += 1;
        const answer = await ask(load.sent).catch(() => undefined);
        if (answer?.status !== 200) load.failed += 1;
        await answer?.arrayBuffer();
        await wait(pauseMs);
      }
    })();
  // Within the limits of requests of one person and one address.
  const workers = [
    ...[1, 2, 3].map((w) => during((n) => send(`upgrade ${w} ${n}`), 250)),
    during(() => asked('/api/auth/me'), 300),
    during(() => fetch(`${base}/`), 200),
    // Each takes long enough to be under way when the server is told to stop.
    during(
      (n) => post('/api/events/batch', { events: big.slice(0, 1000).map((one) => ({ ...one, id: `${one.id} ${n}` })) }),
      1000,
    ),
  ];
  const live = followLive(() => asked('/api/live?topics=events.log'));
  const second = await startGriot({ ...place, port: ports.second, demo: '0' }, '--beside');
  ends.push(() => stop(second));
  await wait(1_000);
  const before = load.sent;
  await nginx.without(ports.first);
  await stop(first);
  await wait(3_000);
  load.working = false;
  await Promise.all(workers);
  const facts = `${load.sent} sent, ${load.sent - before} of them after the second was there, ${load.failed} failed`;
  verdict('an upgrade loses no request', load.failed === 0 && load.sent > before, facts);
  await wait(500);
  const heardBefore = live.heard().length;
  await send('after the upgrade');
  for (let tries = 0; tries < 40 && live.heard().length === heardBefore; tries += 1) await wait(250);
  const streams = `${live.opened()} streams, goodbye ${live.heard().includes('event: bye') ? 'said' : 'not said'}`;
  verdict(
    'a page’s push goes on with the second server',
    live.opened() > 1 && live.heard().length > heardBefore,
    streams,
  );
  await live.stop();
  const warehouse = await asked('/api/financier/summary');
  verdict('the second server has the warehouse and its figures', warehouse.ok, `${warehouse.status}`);
  const ready = await fetch(`http://127.0.0.1:${ports.second}/ready`);
  verdict('the second server is ready by itself', ready.ok, `${ready.status}`);
} catch (error) {
  verdict('the trial itself', false, error instanceof Error ? error.message : String(error));
} finally {
  for (const end of ends.reverse()) await Promise.resolve(end()).catch(() => {});
}
console.log(failures === 0 ? '\nAll holds.' : `\n${failures} did not hold.`);
process.exit(failures === 0 ? 0 : 1);

/** The import of Zones takes files as `multipart/form-data`, streamed to the drive while they come. */
async function uploadFile(asked: (path: string, init: RequestInit) => Promise<Response>): Promise<[boolean, string]> {
  const head = 'id_facture;id_lot;id_entreprise;date_facture;date_echeance;montant\n';
  const rows = Array.from({ length: 60_000 }, (_, n) => `T-${n};L-1;E-1;2026-01-02;2026-02-02;${1000 + n}\n`);
  const form = new FormData();
  const file = new File([head, ...rows], 'factures.csv', { type: 'text/csv' });
  form.append('factures', file);
  const answer = await asked('/api/zones/imports', { method: 'POST', body: form });
  // Taken and to be checked row by row by the import: what it finds there is its own business.
  return [
    answer.status === 202 || answer.status === 200 || answer.status === 201,
    `${file.size} bytes, ${answer.status}`,
  ];
}
