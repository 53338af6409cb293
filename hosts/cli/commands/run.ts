import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { startComposedWorker } from '@griot/server';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { tenantBySlug, withPlatform } from '../with-platform.ts';

interface RunOptions {
  tenant: string;
  params: string;
  param: string[];
}

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('run a flow and follow it to its end')
    .argument('<flow>', 'zones.pipeline')
    .requiredOption('--tenant <slug>')
    .option('--params <json>', 'parameters of the flow as one JSON object', '{}')
    .option('--param <name=value>', 'one parameter; JSON where it is JSON, else text', collect, [])
    .action(async (flow: string, options: RunOptions, command: Command) => {
      const parameters = readParameters(options);
      await withPlatform(async ({ composition, runtime, log }) => {
        const { flows } = composition.services;
        const tenant = await tenantBySlug(composition, options.tenant);
        const worker = await startComposedWorker(composition, runtime, log, { kind: 'worker' });
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

const collect = (value: string, before: string[]): string[] => [...before, value];

/** `--param` after `--params`: the single ones win. Throws when one has no name. */
export function readParameters(options: Pick<RunOptions, 'params' | 'param'>): Record<string, unknown> {
  const parameters = JSON.parse(options.params) as Record<string, unknown>;
  for (const one of options.param) {
    const at = one.indexOf('=');
    if (at < 1) throw new Error(`--param ${one}: write it as name=value`);
    parameters[one.slice(0, at)] = jsonOrText(one.slice(at + 1));
  }
  return parameters;
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
