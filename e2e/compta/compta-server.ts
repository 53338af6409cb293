// The platform with Compta alone, in a process that trials may kill.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { readConfig } from '@griot/kernel';
import { startServer } from '@griot/server';

const { TRIAL_LOGIN = '', TRIAL_PASSWORD = '' } = process.env;
const config = readConfig({ ...process.env, GRIOT_DEMO: '0' });
const appsDir = join(config.dataDir, 'apps-of-trial');
mkdirSync(appsDir, { recursive: true });
try {
  symlinkSync(resolve(import.meta.dirname, '../../apps/compta'), join(appsDir, 'compta'));
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
const server = await startServer({ config, apiOnly: true, appsDir, rateLimits: false });
const { identity } = server.composition.services;
if (!(await identity.findUser({ login: TRIAL_LOGIN }))) {
  const tenant =
    (await identity.findTenant({ slug: 'cabinet' })) ??
    (await identity.createTenant({
      ...{ slug: 'cabinet', name: 'Cabinet', currency: 'XOF', timeZone: 'Africa/Abidjan', locale: 'fr' as const },
      applications: ['compta'],
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
