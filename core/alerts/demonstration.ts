import type { Platform } from '@griot/application';
import { newId } from '@griot/kernel';
import { insertThreshold, listThresholds, type ThresholdInput, thresholdInput } from './store/thresholds.ts';

/**
 * Thresholds for demonstration tenants that have none, on any application's metrics: chosen by their unit and good direction,
 * so that no application is known here.
 */
export async function ensureDemonstration({ applications, identity, metrics, store, clock }: Platform): Promise<void> {
  for (const application of applications) {
    const slug = application.demonstration?.tenant.slug;
    const tenant = slug === undefined || !application.warehouseProject ? null : await identity.findTenant({ slug });
    if (!tenant) continue;
    const { metrics: declared } = await metrics.catalogue(application.id, tenant.locale);
    // What members may be scoped to is what a business is watched by: a few zones, not thousands of invoices.
    const watched = Object.values(application.scopeDimensions ?? {});
    const rates = declared.filter((one) => one.unit === 'percent' && one.direction !== 'none').slice(0, 4);
    const inputs: ThresholdInput[] = rates.map((one) => {
      const down = one.direction === 'down';
      return thresholdInput.parse({
        name: `${one.label} ${down ? 'élevé' : 'faible'}`,
        application: application.id,
        metric: one.name,
        dimension: watched.find((name) => one.dimensions.includes(name)) ?? null,
        operator: down ? '>' : '<',
        limit: down ? 15 : 85,
        hysteresis: 2,
        windowDays: 365,
        severity: down ? 'critical' : 'warning',
      });
    });
    const first = declared[0];
    if (first)
      inputs.push(
        thresholdInput.parse({
          name: 'Données en retard',
          application: application.id,
          metric: first.name,
          kind: 'freshness',
          operator: '>',
          limit: 24,
          severity: 'warning',
        }),
      );
    await store.withTenant(tenant.id, async (tx) => {
      if ((await listThresholds(tx)).length > 0) return;
      for (const input of inputs)
        await insertThreshold(tx, { tenantId: tenant.id, id: newId(), by: 'Griot', now: clock.now(), input });
    });
  }
}
