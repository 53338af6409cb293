import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stop } from './start-griot.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface TrialPorts {
  first: number;
  second: number;
  https: number;
  http: number;
}

export interface Nginx {
  stop(): Promise<void>;
  /** Marks a server `down` and reloads, as the guide says before one is stopped. */
  without(port: number): Promise<void>;
}

/** The very site of `deploy/nginx`, with a certificate made here and this trial's ports and paths. */
export async function startNginx(o: { folder: string; ports: TrialPorts }): Promise<Nginx> {
  const { folder, ports } = o;

  const tls = join(folder, 'tls');
  mkdirSync(tls);
  const certificate = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
  spawnSync('openssl', [...certificate, '-keyout', join(tls, 'privkey.pem'), '-out', join(tls, 'fullchain.pem')]);
  // The very site of deploy/nginx, with this trial's ports and paths.
  const site = readFileSync(join(ROOT, 'deploy/nginx/griot.conf'), 'utf8')
    .replaceAll('127.0.0.1:8001', `127.0.0.1:${ports.first}`)
    .replaceAll('127.0.0.1:8002', `127.0.0.1:${ports.second}`)
    .replaceAll('/etc/griot/tls', tls)
    .replace('listen 80;', `listen 127.0.0.1:${ports.http};`)
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${ports.https} ssl http2;`)
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
