import type { Application, Demonstration, Services } from '@griot/application';
import type { Composition } from './compose.ts';
import { demoCredentials } from './demo-credentials.ts';

export interface DemonstrationReport {
  application: string;
  tenant: string;
  logins: string[];
  password: string;
  /** False when readers already saw figures: nothing was loaded. */
  loaded: boolean;
}

/**
 * Makes each application's demonstration tenant and users where they are missing, and loads its data through the
 * application's ordinary import. Safe to call at every start and after a crash in the middle. `beforeLoading` is awaited
 * before the first one that has data to load, and not called when all is there.
 */
export async function loadDemonstrations(
  composition: Composition,
  options: { scale: number; only?: string; say(text: string): void; beforeLoading?(): Promise<unknown> },
): Promise<DemonstrationReport[]> {
  const { services } = composition;
  const chosen = composition.applications.filter(
    (application) => application.demonstration && (options.only === undefined || application.id === options.only),
  );
  if (options.only !== undefined && chosen.length === 0) {
    const known = composition.applications.filter(({ demonstration }) => demonstration).map(({ id }) => id);
    throw new Error(`no demonstration "${options.only}"; there are: ${known.join(', ')}`);
  }
  const allLogins = chosen.flatMap((application) => application.demonstration?.users.map((user) => user.login) ?? []);
  const credentials = demoCredentials(services.dataDir, services.config.demoPassword, allLogins);
  const prepared = await Promise.all(
    chosen.map((application) => prepareDemonstration(services, application, credentials)),
  );
  credentials.keep();
  const reports: DemonstrationReport[] = [];
  for (const { application, demonstration, tenantId, whole } of prepared) {
    if (!whole) {
      await options.beforeLoading?.();
      await demonstration.load(services, tenantId, {
        scale: options.scale,
        onProgress: (text) => options.say(`${application.name.fr}: ${text}`),
      });
    }
    reports.push({
      application: application.id,
      tenant: demonstration.tenant.slug,
      logins: demonstration.users.map((user) => user.login),
      password: credentials.password,
      loaded: !whole,
    });
  }
  return reports;
}

/** Its tenant, its users with the password, and whether its data is all there. */
async function prepareDemonstration(
  services: Services,
  application: Application,
  credentials: { password: string; changed: boolean },
): Promise<{ application: Application; demonstration: Demonstration; tenantId: string; whole: boolean }> {
  const { demonstration } = application;
  if (!demonstration) throw new Error(`${application.id} has no demonstration`);
  const { tenant, users } = demonstration;
  const { password } = credentials;
  const { identity } = services;
  const found = await identity.findTenant({ slug: tenant.slug });
  const tenantId = found?.id ?? (await identity.createTenant({ ...tenant, applications: [application.id] })).id;
  for (const { login, name, roles, scopes } of users) {
    const existing = await identity.findUser({ login });
    const user = existing ?? (await identity.createUser({ login, name, email: login, password }));
    if (existing && credentials.changed) await identity.setPassword({ userId: user.id, password });
    await identity.addMember({ tenantId, userId: user.id, roles, scopes });
  }
  const current = await services.warehouse.tenant(tenantId).current();
  const whole = current !== null && ((await demonstration.complete?.(services, tenantId)) ?? true);
  return { application, demonstration, tenantId, whole };
}
