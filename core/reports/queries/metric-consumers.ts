import type { MetricConsumer } from '@griot/application';
import type { Actor } from '@griot/identity';
import { isMeasuring } from '@griot/widgets';
import type { Templates } from './templates.ts';

const KIND = { fr: 'Rapport', en: 'Report' };

/** The report templates of the tenant's applications, each with the metrics that it measures. */
export async function reportConsumers(templates: Templates, actor: Actor): Promise<MetricConsumer[]> {
  return (await templates.all(actor)).map(({ id, spec: { title, application, widgets } }) => ({
    id,
    kind: KIND,
    title,
    application,
    metrics: [...new Set(widgets.flatMap((widget) => (isMeasuring(widget) ? widget.query.metrics : [])))],
    href: `/reports/prepare?modele=${encodeURIComponent(id)}`,
  }));
}
