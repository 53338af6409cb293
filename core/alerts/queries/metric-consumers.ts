import type { MetricConsumer, Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { READ } from '../http/permissions.ts';
import { listThresholds } from '../store/thresholds.ts';

const KIND = { fr: 'Seuil d’alerte', en: 'Alert threshold' };

/** The thresholds of the tenant, for who may see alerts. */
export async function thresholdConsumers({ store }: Pick<Services, 'store'>, actor: Actor): Promise<MetricConsumer[]> {
  if (!actor.permissions.has(READ)) return [];
  const thresholds = await store.withTenant(actor.tenantId, listThresholds);
  return thresholds
    .filter(({ application }) => actor.applications.includes(application))
    .map(({ id, name, application, metric }) => ({
      id,
      kind: KIND,
      title: name,
      application,
      metrics: [metric],
      href: `/alerts/thresholds/${id}`,
    }));
}
