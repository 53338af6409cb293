/**
 * The program of a task slot: a child process that a worker forks, gives one task attempt at a time, and kills when
 * the attempt overruns or is cancelled. It composes the same services as the server, from the connections in its settings.
 */
import process from 'node:process';
import { serveTasks } from '@griot/flows';
import { readConfig } from '@griot/kernel';
import { startTracing } from '@griot/telemetry';
import { compose } from './compose.ts';
import { createLog } from './log.ts';
import { connectionsFromEnvironment } from './slot-environment.ts';

/** A collector that is slow must not hold up the tasks. */
const FLUSH_MS = 500;

const config = readConfig(process.env);
const connections = connectionsFromEnvironment(process.env);
const log = createLog({ level: config.logLevel, folder: `${connections.dataDir}/logs`, name: 'task-slot' });
const tracing = await startTracing(config.tracing, 'task-slot', log);
const composition = await compose({ config, connections, log, poolSize: 3 });
serveTasks({
  store: composition.services.store,
  flows: composition.flowDefinitions,
  afterAttempt: () => tracing.flush(FLUSH_MS),
});
