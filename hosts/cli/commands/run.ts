import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { startComposedWorker } from '@griot/server';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { tenantBySlug, withPlatform } from '../with-platform.ts';

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('run a flow and follow it to its end')
    .argument('<flow>', 'zones.pipeline')
    .requiredOption('--tenant <slug>')
    .option('--params <json>', 'parameters of the flow', '{}')
    .action(async (flow: string, options: { tenant: string; params: string }, command: Command) => {
      const parameters = JSON.parse(options.params) as Record<string, unknown>;
      await withPlatform(async ({ composition, runtime, log }) => {
        const { flows } = composition.services;
        const tenant = await tenantBySlug(composition, options.tenant);
        const worker = await startComposedWorker(composition, runtime, log);
        try {
          const { runId } = await flows.trigger(tenant.id, flow, parameters, { kind: 'cli' });
          let seen = 0;
          for (;;) {
            const page = await flows.logs(tenant.id, runId, seen);
            seen = page.lastSeq;
            for (const line of page.lines) process.stderr.write(`  [${line.task ?? flow}] ${line.text}\n`);
            const run = await flows.run(tenant.id, runId);
            if (['succeeded', 'failed', 'cancelled'].includes(run.state)) {
              print(command, { runId, state: run.state }, `${flow} : ${run.state}`);
              if (run.state !== 'succeeded') process.exitCode = 1;
              return;
            }
            await wait(250);
          }
        } finally {
          await worker.stop();
        }
      });
    });
}
