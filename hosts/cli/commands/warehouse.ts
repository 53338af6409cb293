import { resolve } from 'node:path';
import process from 'node:process';
import { newId } from '@griot/kernel';
import type { Composition } from '@griot/server';
import type { BuildEvent, RunResult, TenantWarehouse } from '@griot/warehouse';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { tenantBySlug, withPlatform } from '../with-platform.ts';

interface ProjectOptions {
  tenant: string;
  app: string;
  project?: string;
  select?: string[];
  exclude?: string[];
  fullRefresh?: boolean;
  vars: string;
}

export function addWarehouseCommands(program: Command): void {
  const warehouse = program.command('warehouse').description('build and test a warehouse project');
  const withOptions = (command: Command): Command =>
    command
      .requiredOption('--tenant <slug>')
      .option('--app <id>', 'application whose project it is', 'zones')
      .option('--project <dir>', 'a project of your own instead')
      .option('--select <expression...>', 'nodes, in dbt selection syntax')
      .option('--exclude <expression...>')
      .option('--full-refresh', 'rebuild incremental models from nothing')
      .option('--vars <json>', 'variables of the project', '{}');

  withOptions(warehouse.command('build').description('build, test, and publish a generation if all is well')).action(
    (options: ProjectOptions, command: Command) =>
      onProject(options, command, async (tenant, settings) => {
        const result = await tenant.build({ ...settings, ...settings.run });
        return { ...result, text: result.generation === null ? 'rien de publié' : `génération ${result.generation}` };
      }),
  );
  withOptions(warehouse.command('test').description('build what changed aside and test it; publishes nothing')).action(
    (options: ProjectOptions, command: Command) =>
      onProject(options, command, async (tenant, settings) => {
        const buildId = await tenant.openBuild({ ...settings, key: `cli-test-${newId()}` });
        try {
          const built = await tenant.runBuild(buildId, settings.run);
          const tested = built.ok ? await tenant.testBuild(buildId, settings.run) : built;
          return { ...tested, text: `${tested.tests.length} tests` };
        } finally {
          await tenant.abandonBuild(buildId, 'tested');
        }
      }),
  );
}

interface Settings {
  projectDir: string;
  vars: Record<string, unknown>;
  run: { select?: string[]; exclude?: string[]; fullRefresh?: boolean; onEvent(event: BuildEvent): void };
}

async function onProject(
  options: ProjectOptions,
  command: Command,
  work: (tenant: TenantWarehouse, settings: Settings) => Promise<RunResult & { text: string }>,
): Promise<void> {
  const vars = JSON.parse(options.vars) as Record<string, unknown>;
  await withPlatform(async ({ composition }) => {
    const { id } = await tenantBySlug(composition, options.tenant);
    const settings: Settings = {
      projectDir: options.project === undefined ? projectOf(composition, options.app) : resolve(options.project),
      vars,
      run: {
        ...(options.select === undefined ? {} : { select: options.select }),
        ...(options.exclude === undefined ? {} : { exclude: options.exclude }),
        ...(options.fullRefresh === true ? { fullRefresh: true } : {}),
        onEvent: tell,
      },
    };
    const { text, ...result } = await work(composition.services.warehouse.tenant(id), settings);
    print(command, result, `${result.ok ? 'Réussi' : 'En échec'} : ${text}`);
    if (!result.ok) process.exitCode = 1;
  });
}

function projectOf(composition: Composition, application: string): string {
  const folder = composition.applications.find((one) => one.id === application)?.warehouseProject;
  if (folder === undefined) throw new Error(`application "${application}" has no warehouse project`);
  return folder;
}

/** One line per node and test, on standard error. */
function tell(event: BuildEvent): void {
  if (event.type === 'node_finished') {
    const rows = event.rows === null ? '' : `, ${event.rows} lignes`;
    say(
      `${event.done}/${event.total} ${event.name} : ${event.status}${rows} (${Math.round(event.ms)} ms)`,
      event.error,
    );
  } else if (event.type === 'test_finished' && event.status !== 'pass') {
    say(`${event.name} : ${event.status}, ${event.failures} lignes en défaut`, event.error);
  } else if (event.type === 'log') say(event.message);
}

function say(text: string, error?: { message: string; file?: string | undefined }): void {
  process.stderr.write(`  ${text}\n`);
  if (error) process.stderr.write(`    ${error.file ?? ''} ${error.message}\n`);
}
