import process from 'node:process';
import { readConfig } from '@griot/kernel';
// Not the index: the database is to start before the rest is read.
import { type RunningServer, startServer } from '@griot/server/start';
import type { Command } from 'commander';

export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start the server; loads the demonstration the first time')
    .option('--demo-scale <n>', 'size of the demonstration data: 1 is about 600 companies', Number, 1)
    .option('--demo-of <application>', 'the demonstration of one application alone')
    .option('--api-only', 'without the pages')
    .option('--beside', 'beside a server that is to be stopped, on another GRIOT_PORT; needs DATABASE_URL')
    .option('--slots <n>', 'task attempts at a time in this process; 0 leaves them to griot worker', Number, 2)
    .action(
      async (options: { demoScale: number; demoOf?: string; apiOnly?: boolean; beside?: boolean; slots: number }) => {
        const started = performance.now();
        const say = (text: string) => process.stdout.write(`  ${text}\n`);
        process.stdout.write('Griot démarre.\n');
        const server = await startServer({ config: readConfig(process.env), say, ...options });
        stopOnSignals(server);
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        process.stdout.write(`\nGriot est prêt en ${seconds} s : ${server.address}\n`);
        for (const demonstration of server.demonstrations) {
          process.stdout.write(
            `  ${demonstration.application} (${demonstration.tenant}) : ${demonstration.logins[0]} / ${demonstration.password}\n`,
          );
        }
        process.stdout.write('  Ctrl+C pour arrêter.\n');
      },
    );
}

function stopOnSignals(server: RunningServer): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    process.stdout.write('\nArrêt en cours…\n');
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}
