// The platform with PayOps and one tenant, in a process that the trial may kill.
import process from 'node:process';
import { readConfig } from '@griot/kernel';
import { startServer } from '@griot/server';

const { TRIAL_LOGIN = '', TRIAL_PASSWORD = '' } = process.env;
const config = readConfig({ ...process.env, GRIOT_DEMO: '0', GRIOT_LOG_LEVEL: 'error' });
const server = await startServer({ config, apiOnly: true, rateLimits: false, slots: 1 });
const { identity } = server.composition.services;
if (!(await identity.findUser({ login: TRIAL_LOGIN }))) {
  const tenant =
    (await identity.findTenant({ slug: 'exact' })) ??
    (await identity.createTenant({
      ...{ slug: 'exact', name: 'Exact', currency: 'XOF', timeZone: 'Africa/Abidjan', locale: 'fr' as const },
      applications: ['payops'],
    }));
  const user = await identity.createUser({ login: TRIAL_LOGIN, name: 'Exact', email: null, password: TRIAL_PASSWORD });
  await identity.addMember({ tenantId: tenant.id, userId: user.id, roles: ['admin'] });
}
process.stdout.write(`prêt en 0 s : ${server.address}\n`);
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
