import { readConfig } from '@griot/kernel';
import { type RunningServer, startServer } from '@griot/server';

export interface PayopsPlatform {
  server: RunningServer;
  services: RunningServer['composition']['services'];
  /** Payments alone, in francs of Abidjan. Its flows have no schedules: it is younger than the server, which gives them at its start. */
  tenantId: string;
  /** Makes a person who may do everything within these scopes, and signs in as them: an access token. */
  signIn(login: string, scopes?: { kind: string; id: string }[]): Promise<string>;
}

const PASSWORD = 'bench-bench-bench';

/** The platform in this process, on a folder of its own, with one tenant that has PayOps and nothing else. */
export async function startPayops(o: {
  folder: string;
  slots: number;
  port?: number;
  logLevel?: string;
}): Promise<PayopsPlatform> {
  const config = readConfig({
    ...{ GRIOT_DATA: o.folder, GRIOT_PORT: String(o.port ?? 0), GRIOT_DEMO: '0' },
    ...(o.logLevel === undefined ? {} : { GRIOT_LOG_LEVEL: o.logLevel }),
  });
  const server = await startServer({ config, apiOnly: true, rateLimits: false, slots: o.slots, say: console.error });
  const { services } = server.composition;
  const { identity } = services;
  const { id: tenantId } = await identity.createTenant({
    ...{ slug: 'bench', name: 'Bench', currency: 'XOF', timeZone: 'Africa/Abidjan', locale: 'fr' },
    applications: ['payops'],
  });
  return {
    ...{ server, services, tenantId },
    async signIn(login, scopes = []) {
      const user = await identity.createUser({ login, name: login, email: login, password: PASSWORD });
      await identity.addMember({ tenantId, userId: user.id, roles: ['admin'], scopes });
      const { accessToken } = await identity.login({ login, password: PASSWORD, ip: '127.0.0.1' });
      return accessToken;
    },
  };
}
