export { loadApplications } from './applications.ts';
export { type Composition, compose } from './compose.ts';
export { startComposedWorker } from './composed-worker.ts';
export { loadDemonstrations } from './demonstration.ts';
export { ensureSchedules } from './ensure-schedules.ts';
export { createLog } from './log.ts';
export { type Connections, type Runtime, startRuntime } from './runtime.ts';
export { type RunningServer, startServer } from './start-server.ts';
export { startWorkerHost, type WorkerHost } from './start-worker-host.ts';
