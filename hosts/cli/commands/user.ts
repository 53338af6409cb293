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
        const { identity } = composition.services;
        const email = login.includes('@') ? login : null;
        const user = await identity.createUser({ login, email, name: options.name, password });
        await identity.addMember({ tenantId: tenant.id, userId: user.id, roles: options.roles.split(',') });
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
        const { identity } = composition.services;
        const user = await identity.findUser({ login });
        if (!user) throw new Error(`no user "${login}"`);
        await identity.setPassword({ userId: user.id, password });
        print(command, { login }, `Mot de passe de ${login} changé ; ses sessions sont fermées`);
      });
    });
}
