import type { Command } from 'commander';
import { print, readPassword } from '../output.ts';
import { tenantBySlug, withPlatform } from '../with-platform.ts';

export function addUserCommands(program: Command): void {
  const user = program.command('user').description('people who log in');
  user
    .command('create')
    .argument('<login>')
    .requiredOption('--tenant <slug>')
    .requiredOption('--name <name>')
    .option('--roles <list>', 'comma-separated', 'admin')
    .description('password on standard input or in GRIOT_PASSWORD')
    .action(async (login: string, options: { tenant: string; name: string; roles: string }, command: Command) => {
      const password = await readPassword();
      await withPlatform(async ({ composition }) => {
        const tenant = await tenantBySlug(composition, options.tenant);
        await composition.services.identity.ensureMember({
          tenantId: tenant.id,
          login,
          ...(login.includes('@') ? { email: login } : {}),
          name: options.name,
          roles: options.roles.split(','),
          password,
        });
        print(command, { login, tenant: tenant.slug }, `${login} peut se connecter à ${tenant.slug}`);
      });
    });
  user
    .command('password')
    .argument('<login>')
    .description('set a password; read from standard input or GRIOT_PASSWORD; ends all sessions of the user')
    .action(async (login: string, _options: unknown, command: Command) => {
      const password = await readPassword();
      await withPlatform(async ({ composition }) => {
        await composition.services.identity.setPassword({ login, password });
        print(command, { login }, `Mot de passe de ${login} changé ; ses sessions sont fermées`);
      });
    });
}
