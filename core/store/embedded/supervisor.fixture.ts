import { silentLogger } from '@griot/kernel';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

/** A supervising process for crash tests: argv = data folder, then `share`. Says its url and pids, ends on SIGTERM. */
const [dataDir = '', mode] = process.argv.slice(2);
const server = await startEmbeddedPostgres({
  dataDir,
  log: silentLogger,
  ifRunning: mode === 'share' ? 'share' : 'refuse',
}).catch((error) => {
  process.stdout.write(`${JSON.stringify({ error: error.code ?? error.message })}\n`);
  process.exit(1);
});
const waiting = setInterval(() => {}, 1_000);
process.once('SIGTERM', async () => {
  await server.stop();
  clearInterval(waiting);
});
process.once('SIGUSR2', () => process.exit(3)); // ends without stop()
process.stdout.write(`${JSON.stringify({ url: server.url, pid: server.pid, owned: server.owned })}\n`);
