/** So many clients' periods loaded at once on this machine: `npm run bench -- compta-clients [clients=20] [lines=2000]`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { manyClients } from '@griot/e2e';

const clients = Number(process.argv[2] ?? 20);
const lines = Number(process.argv[3] ?? 2000);
const dataDir = await mkdtemp(join(tmpdir(), 'griot-compta-clients-'));
try {
  const { seconds, mostAtOnce, totalSeconds } = await manyClients({ dataDir, clients, lines, say: console.log });
  const middle = seconds[Math.floor(seconds.length / 2)];
  console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}: every balance is that of its own books`);
  console.log(`first ${seconds[0]} s, middle ${middle} s, last ${totalSeconds} s; ${mostAtOnce} under way at once`);
  console.log(`${(totalSeconds / clients).toFixed(1)} s a client; ends: ${seconds.join(' ')}`);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
