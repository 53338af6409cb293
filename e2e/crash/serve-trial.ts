import process from 'node:process';
import { readConfig } from '@griot/kernel';
import { startServer } from '@griot/server';

/** `startServer`'s own, but for what every trial has: no pages, no limits of requests. */
type ServerOptions = Omit<Parameters<typeof startServer>[0], 'config' | 'apiOnly' | 'rateLimits'>;

/**
 * A platform in a process that a trial may kill: one application, one organisation, one administrator named by the environment.
 * Started again on the same folder it finds them.
 */
export async function serveTrial(
  application: string,
  options: (dataDir: string) => ServerOptions = () => ({}),
): Promise<void> {
  const { TRIAL_LOGIN = '', TRIAL_PASSWORD = '' } = process.env;
  const config = readConfig({ ...process.env, GRIOT_DEMO: '0', GRIOT_LOG_LEVEL: 'error' });
  const server = await startServer({ ...options(config.dataDir), config, apiOnly: true, rateLimits: false });
  const { identity } = server.composition.services;
  if (!(await identity.findUser({ login: TRIAL_LOGIN }))) {
    const tenant =
      (await identity.findTenant({ slug: 'epreuve' })) ??
      (await identity.createTenant({
        ...{ slug: 'epreuve', name: 'Épreuve', currency: 'XOF', timeZone: 'Africa/Abidjan', locale: 'fr' as const },
        applications: [application],
      }));
    const user = await identity.createUser({
      ...{ login: TRIAL_LOGIN, name: 'Épreuve', email: null, password: TRIAL_PASSWORD },
    });
    await identity.addMember({ tenantId: tenant.id, userId: user.id, roles: ['admin'] });
  }
  process.stdout.write(`prêt en 0 s : ${server.address}\n`);
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
}
