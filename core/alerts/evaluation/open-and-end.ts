import type { Platform } from '@griot/application';
import type { Tenant } from '@griot/identity';
import type { CatalogueMetric } from '@griot/metrics';
import type { Tx } from '@griot/store';
import { tell } from '../delivery/notices.ts';
import { delivery } from '../domain/delivery.ts';
import { lockAlert, openAlert, resolveOpen } from '../store/alerts.ts';
import type { Due } from '../store/thresholds.ts';
import type { Cause } from './causes.ts';
import { describe } from './describe.ts';

export interface Change {
  due: Due;
  tenant: Tenant;
  /** Of its dimension; '' is the whole figure. */
  value: string;
  label: string;
  actual: number | null;
  metric: CatalogueMetric | undefined;
  /** In which the figure is, where it is an amount. */
  currency: string;
  cause: Cause;
  /** When the figures were built. */
  builtAt: string | null;
  now: Date;
}

type Live = Pick<Platform, 'live'>;

/** In the transaction of the evaluation: the alert, what has to be told of it, and the push to pages. */
export async function opened(o: Live, tx: Tx, c: Change): Promise<void> {
  const { tenantId, threshold: t } = c.due;
  const { title, message, cause } = describe(t, { ...c, locale: c.tenant.locale });
  const id = await openAlert(tx, {
    ...{ tenantId, source: t.id, type: t.kind, severity: t.severity, title, message },
    ...{ dimension: t.dimension, value: c.value, valueLabel: c.label === c.value ? '' : c.label },
    context: {
      ...{ application: t.application, metric: t.metric, metricLabel: c.metric?.label ?? t.metric, name: t.name },
      ...{
        unit: c.metric?.unit ?? null,
        currency: c.currency,
        operator: t.operator,
        windowDays: t.windowDays,
        instructions: t.instructions,
      },
      ...{ cause, contribution: c.cause.contribution, upstream: c.cause.upstream, builtAt: c.builtAt },
    },
    ...{ thresholdValue: t.kind === 'no_data' ? null : t.limit, actualValue: c.actual, by: 'Griot', now: c.now },
    delivery: delivery.parse(t),
  });
  if (id === null) return;
  const row = await lockAlert(tx, id);
  if (row) await tell(tx, row, { what: 'opened', timeZone: c.tenant.timeZone, now: c.now });
  const told = { id, what: 'opened', title, severity: t.severity, dimension: t.dimension, value: c.value };
  await o.live.publishIn(tx, tenantId, 'alerts.changed', told);
}

export async function ended(o: Live, tx: Tx, c: Change): Promise<void> {
  const { tenantId, threshold: t } = c.due;
  const row = await resolveOpen(tx, { tenantId, source: t.id, value: c.value, actual: c.actual, now: c.now });
  if (row === null) return;
  await tell(tx, row, { what: 'resolved', timeZone: c.tenant.timeZone, now: c.now });
  const told = { id: row.id, what: 'resolved', title: row.title, severity: row.severity };
  await o.live.publishIn(tx, tenantId, 'alerts.changed', { ...told, dimension: t.dimension, value: c.value });
}
