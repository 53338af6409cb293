import { capabilities } from './capabilities.ts';
import type { Composition } from './compose.ts';

/**
 * Gives every active tenant the schedules of its applications' and of all capabilities' flows, in its own time zone. Safe at every
 * start, and for a tenant that is made while the server runs: its scheduler reads them from the database.
 */
export async function ensureSchedules({ services, flowDefinitions }: Composition): Promise<void> {
  const active = (await services.identity.tenants()).filter((tenant) => tenant.active);
  const ensured = active.map((tenant) => {
    const owners = [...tenant.applications, ...capabilities.map((capability) => capability.id)];
    const flows = flowDefinitions.map((flow) => flow.name).filter((name) => owners.includes(name.split('.')[0] ?? ''));
    return services.flows.ensureSchedules(tenant.id, { timeZone: tenant.timeZone, flows });
  });
  await Promise.all(ensured);
}
