// A worker beside the trial's server, in a process that the trial may kill.
import { join, resolve } from 'node:path';
import process from 'node:process';
import { readConfig } from '@griot/kernel';
import { createLog, startWorkerHost } from '@griot/server';

const config = readConfig(process.env);
const log = createLog({ level: config.logLevel, folder: resolve(config.dataDir, 'logs'), name: 'worker' });
const host = startWorkerHost({ config, log, slots: 2, labels: [], appsDir: join(import.meta.dirname, 'apps') });
process.once('SIGTERM', () => void host.stop().then(() => process.exit(0)));
