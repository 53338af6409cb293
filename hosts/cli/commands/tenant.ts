import { ensureSchedules } from '@griot/server';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { withPlatform } from '../with-platform.ts';

export function addTenantCommands(program: Command): void {
  const tenant = program.command('tenant').description('organisations');
  tenant.command('list').action(async (_options: unknown, command: Command) => {
    await withPlatform(async ({ composition }) => {
      for (const row of await composition.services.identity.tenants()) {
        print(command, row, `${row.slug}\t${row.name}\t${row.currency}\t${row.timeZone}`);
      }
    });
  });
  tenant
    .command('create')
    .argument('<slug>')
    .requiredOption('--name <name>')
    .option('--currency <code>', 'ISO 4217', 'XOF')
    .option('--time-zone <zone>', 'IANA name', 'Africa/Abidjan')
    .option('--locale <locale>', 'fr or en', 'fr')
    .option('--applications <list>', 'comma-separated', 'zones')
    .action(
      async (
        slug: string,
        options: { name: string; currency: string; timeZone: string; locale: string; applications: string },
        command: Command,
      ) => {
        await withPlatform(async ({ composition }) => {
          const created = await composition.services.identity.createTenant({
            slug,
            name: options.name,
            currency: options.currency,
            timeZone: options.timeZone,
            locale: options.locale === 'en' ? 'en' : 'fr',
            applications: options.applications.split(','),
          });
          // A server that runs meanwhile gives schedules at its start only.
          await ensureSchedules(composition);
          print(command, created, `${created.slug} créé (${created.id})`);
        });
      },
    );
}
