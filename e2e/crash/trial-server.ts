// The platform with the application of the crash trial alone, in a process that the trial may kill.
import { join } from 'node:path';
import process from 'node:process';
import { readConfig } from '@griot/kernel';
import { startServer } from '@griot/server';

const { TRIAL_LOGIN = '', TRIAL_PASSWORD = '' } = process.env;
const config = readConfig({ ...process.env, GRIOT_DEMO: '0' });
const server = await startServer({
  config,
  apiOnly: true,
  appsDir: join(import.meta.dirname, 'apps'),
  rateLimits: false,
});
const { identity } = server.composition.services;
if (!(await identity.findUser({ login: TRIAL_LOGIN }))) {
  const tenant =
    (await identity.findTenant({ slug: 'epreuve' })) ??
    (await identity.createTenant({
      ...{ slug: 'epreuve', name: 'Épreuve', currency: 'XOF', timeZone: 'Africa/Abidjan', locale: 'fr' as const },
      applications: ['epreuve'],
    }));
  const user = await identity.createUser({
    login: TRIAL_LOGIN,
    name: 'Épreuve',
    email: null,
    password: TRIAL_PASSWORD,
  });
  await identity.addMember({ tenantId: tenant.id, userId: user.id, roles: ['admin'] });
}
process.stdout.write(`prêt en 0 s : ${server.address}\n`);
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
