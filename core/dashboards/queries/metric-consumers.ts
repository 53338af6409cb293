import type { MetricConsumer, Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { isMeasuring } from '@griot/widgets';
import type { DashboardSpec } from '../spec/dashboard-spec.ts';
import { listSpecs } from '../store/rows.ts';
import type { Shipped } from './shipped.ts';

const KIND = { fr: 'Tableau de bord', en: 'Dashboard' };

/** The dashboards that this person may see, each with the metrics that its widgets measure. */
export async function dashboardConsumers(
  { store }: Pick<Services, 'store'>,
  shipped: Shipped,
  actor: Actor,
): Promise<MetricConsumer[]> {
  const own = await store.withTenant(actor.tenantId, (tx) => listSpecs(tx, actor));
  const all = [
    ...own,
    ...[...(await shipped(actor.locale)).values()].map(({ id, spec }) => ({ id, title: spec.title, spec })),
  ];
  return all
    .filter(({ spec }) => actor.applications.includes(spec.application))
    .map(({ id, title, spec }) => ({
      id,
      kind: KIND,
      title,
      application: spec.application,
      metrics: metricsOf(spec),
      href: `/dashboards/${encodeURIComponent(id)}`,
    }));
}

function metricsOf({ items }: DashboardSpec): string[] {
  return [...new Set(items.flatMap(({ widget }) => (isMeasuring(widget) ? widget.query.metrics : [])))];
}
