import process from 'node:process';
import { newId } from '@griot/kernel';
import type { RunOptions, RunResult } from '@griot/warehouse';
import { type Command, InvalidArgumentError } from 'commander';
import { print } from '../output.ts';
import { atPlace, type Place, type PlaceOptions, withPlace } from '../warehouse/project-place.ts';
import { tellBuild } from '../warehouse/tell-build.ts';
import { addWarehouseFreshness } from './warehouse-freshness.ts';
import { addWarehouseGenerations } from './warehouse-generations.ts';

interface ProjectOptions extends PlaceOptions {
  select?: string[];
  exclude?: string[];
  fullRefresh?: boolean;
  vars: Record<string, unknown>;
}

export function addWarehouseCommands(program: Command): void {
  const warehouse = program.command('warehouse').description('build, test, read and roll back a warehouse project');
  withSelection(warehouse.command('build'))
    .description('build, test, and publish a generation if all is well')
    .action((options: ProjectOptions, command: Command) =>
      onProject(options, command, async ({ tenant, projectDir }, run) => {
        const result = await tenant.build({ projectDir, vars: options.vars, ...run });
        return { ...result, text: result.generation === null ? 'rien de publié' : `génération ${result.generation}` };
      }),
    );
  withSelection(warehouse.command('test'))
    .description('build what changed aside and test it; publishes nothing')
    .action((options: ProjectOptions, command: Command) =>
      onProject(options, command, async ({ tenant, projectDir }, run) => {
        const buildId = await tenant.openBuild({ projectDir, vars: options.vars, key: `cli-test-${newId()}` });
        try {
          const built = await tenant.runBuild(buildId, run);
          const tested = built.ok ? await tenant.testBuild(buildId, run) : built;
          return { ...tested, text: `${tested.tests.length} tests` };
        } finally {
          await tenant.abandonBuild(buildId, 'tested');
        }
      }),
    );
  addWarehouseFreshness(warehouse);
  addWarehouseGenerations(warehouse);
}

function withSelection(command: Command): Command {
  return withPlace(command)
    .option('--select <expression...>', 'nodes, in dbt selection syntax')
    .option('--exclude <expression...>')
    .option('--full-refresh', 'rebuild incremental models from nothing')
    .option('--vars <json>', 'variables of the project', readVars, {});
}

function readVars(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new InvalidArgumentError('it must be JSON: {"name": "value"}');
  }
}

async function onProject(
  options: ProjectOptions,
  command: Command,
  work: (place: Place, run: RunOptions) => Promise<RunResult & { text: string }>,
): Promise<void> {
  const run: RunOptions = {
    ...(options.select === undefined ? {} : { select: options.select }),
    ...(options.exclude === undefined ? {} : { exclude: options.exclude }),
    ...(options.fullRefresh === true ? { fullRefresh: true } : {}),
    onEvent: tellBuild,
  };
  await atPlace(options, async (place) => {
    const { text, ...result } = await work(place, run);
    print(command, result, `${result.ok ? 'Réussi' : 'En échec'} : ${text}`);
    if (!result.ok) process.exitCode = 1;
  });
}
