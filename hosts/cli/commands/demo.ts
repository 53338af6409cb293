import process from 'node:process';
import { loadDemonstrations, startComposedWorker } from '@griot/server';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { withPlatform } from '../with-platform.ts';

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('make the demonstration tenants and load their data')
    .argument('[application]', 'only this one')
    .option('--scale <n>', '1 is about 600 companies, 100 about 60 000', Number, 1)
    .action(async (application: string | undefined, options: { scale: number }, command: Command) => {
      await withPlatform(async ({ composition, runtime, log }) => {
        const worker = await startComposedWorker(composition, runtime, log);
        try {
          const reports = await loadDemonstrations(composition, {
            scale: options.scale,
            ...(application === undefined ? {} : { only: application }),
            say: (text) => process.stderr.write(`  ${text}\n`),
          });
          for (const { password: _, ...report } of reports) {
            print(
              command,
              report,
              `${report.application} : ${report.tenant} ${report.loaded ? 'chargé' : 'déjà chargé'}`,
            );
          }
        } finally {
          await worker.stop();
        }
      });
    });
}
