import { resolve } from 'node:path';
import process from 'node:process';
import { readConfig } from '@griot/kernel';
import { createLog, startWorkerHost } from '@griot/server';
import { type Command, InvalidArgumentError } from 'commander';

export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('run tasks of flows beside the server, in a process of its own; waits while the server is away')
    .option('--slots <n>', 'task attempts at a time', slots, 2)
    .option('--labels <a,b>', 'labels that tasks may ask for', labels, [])
    .action((options: { slots: number; labels: string[] }) => {
      const config = readConfig(process.env);
      const log = createLog({ level: config.logLevel, folder: resolve(config.dataDir, 'logs'), name: 'worker' });
      const host = startWorkerHost({ config, log, ...options, say: (text) => process.stdout.write(`  ${text}\n`) });
      const stop = (): void => void host.stop().then(() => process.exit(0));
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
    });
}

function slots(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 64) throw new InvalidArgumentError('from 1 to 64');
  return count;
}

function labels(value: string): string[] {
  return value.split(',').filter((label) => label !== '');
}
