/**
 * For whoever builds pages: the API (restart this command after a change of the server) and Vite beside it, which shows a
 * change of a page at once. `/ui` there shows every component in every state.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '..');
const port = process.env.GRIOT_PORT ?? '8000';

const children: ChildProcess[] = [];
function start(args: string[], cwd: string, env: Record<string, string>): void {
  const child = spawn(process.execPath, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  children.push(child);
  // One without the other is of no use: whichever ends takes the other along.
  child.on('exit', (code) => {
    process.exitCode ??= code ?? 1;
    stop('SIGTERM');
  });
}
function stop(signal: NodeJS.Signals): void {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}

start([resolve(root, 'hosts/cli/main.ts'), 'start', '--api-only'], root, { GRIOT_PORT: port });
start([resolve(root, 'node_modules/vite/bin/vite.js')], resolve(root, 'hosts/web'), {
  GRIOT_API: `http://127.0.0.1:${port}`,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
