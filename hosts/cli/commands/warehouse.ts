import process from 'node:process';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { tenantBySlug, withPlatform } from '../with-platform.ts';

interface BuildOptions {
  tenant: string;
  app: string;
  select?: string[];
  fullRefresh?: boolean;
  vars: string;
}

export function addWarehouseCommands(program: Command): void {
  const warehouse = program.command('warehouse').description('build and test a warehouse project');
  for (const verb of ['build', 'test'] as const) {
    warehouse
      .command(verb)
      .description(
        verb === 'build' ? 'build, test and publish a generation' : 'run the tests on the published generation',
      )
      .requiredOption('--tenant <slug>')
      .option('--app <id>', 'application whose project it is', 'zones')
      .option('--select <expression...>', 'nodes, in dbt selection syntax')
      .option('--full-refresh', 'rebuild incremental models from nothing')
      .option('--vars <json>', 'variables of the project', '{}')
      .action(async (options: BuildOptions, command: Command) => {
        await withPlatform(async ({ composition }) => {
          const tenant = await tenantBySlug(composition, options.tenant);
          const projectDir = composition.applications.find((app) => app.id === options.app)?.warehouseProject;
          if (!projectDir) throw new Error(`application "${options.app}" has no warehouse project`);
          const result = await composition.services.warehouse.tenant(tenant.id)[verb]({
            projectDir,
            vars: JSON.parse(options.vars) as Record<string, unknown>,
            ...(options.select === undefined ? {} : { select: options.select }),
            ...(options.fullRefresh === true ? { fullRefresh: true } : {}),
            onEvent: (event) => process.stderr.write(`  ${JSON.stringify(event)}\n`),
          });
          print(command, result, `${verb} : ${result.ok ? 'réussi' : 'en échec'}`);
          if (!result.ok) process.exitCode = 1;
        });
      });
  }
}
