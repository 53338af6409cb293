// A worker that makes reports and sends their mails, for tests that kill it. It ends with its parent at the latest.
import { startWorker } from '@griot/flows';
import { silentLogger } from '@griot/kernel';
import { platformOfTest } from './killed-process.ts';

process.once('disconnect', () => process.exit(0));
const { platform, flows } = await platformOfTest();
await startWorker({
  store: platform.store,
  flows,
  log: silentLogger,
  runnerModule: new URL('./report-runner.ts', import.meta.url),
  ...{ slots: 1, heartbeatMs: 300, leaseMs: 1200, graceMs: 300, pollMs: 200, schedules: false },
});
const turn = () =>
  platform.mail
    .sendDue()
    .catch(() => {})
    .finally(() => setTimeout(turn, 100));
turn();
process.send?.('ready');
