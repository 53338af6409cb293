import type { Application } from '@griot/application';
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
 * application's ordinary import. Safe to call at every start and after a crash in the middle.
 */
export async function loadDemonstrations(
  composition: Composition,
  options: { scale: number; only?: string; say(text: string): void },
): Promise<DemonstrationReport[]> {
  const { services } = composition;
  const chosen = composition.applications.filter(
    (application) => application.demonstration && (options.only === undefined || application.id === options.only),
  );
  const allLogins = chosen.flatMap((application) => application.demonstration?.users.map((user) => user.login) ?? []);
  const credentials = demoCredentials(services.dataDir, services.config.demoPassword, allLogins);
  const reports: DemonstrationReport[] = [];
  for (const application of chosen) {
    reports.push(await loadDemonstration(composition, application, credentials, options));
  }
  return reports;
}

async function loadDemonstration(
  composition: Composition,
  application: Application,
  credentials: ReturnType<typeof demoCredentials>,
  options: { scale: number; say(text: string): void },
): Promise<DemonstrationReport> {
  const { services } = composition;
  const demonstration = application.demonstration;
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
  credentials.keep();

  const current = await services.warehouse.tenant(tenantId).current();
  const whole = current !== null && ((await demonstration.complete?.(services, tenantId)) ?? true);
  if (!whole) {
    await demonstration.load(services, tenantId, {
      scale: options.scale,
      onProgress: (text) => options.say(`${application.name.fr}: ${text}`),
    });
  }
  return {
    application: application.id,
    tenant: tenant.slug,
    logins: users.map((user) => user.login),
    password,
    loaded: !whole,
  };
}
