import type { Platform } from '@griot/application';
import type { Actor } from '@griot/identity';
import { newId } from '@griot/kernel';
import { tell } from '../delivery/notices.ts';
import { packDue } from '../delivery/pack.ts';
import { type Alert, lockAlert, openAlert } from '../store/alerts.ts';
import { readDefaults } from '../store/defaults.ts';

/** An alert that a person or a program raises for the whole tenant; told as the tenant's defaults say. */
export async function raiseAlert(
  o: Pick<Platform, 'store' | 'identity' | 'live' | 'mail' | 'config' | 'clock'>,
  actor: Actor,
  input: { title: string; message: string; severity: Alert['severity'] },
): Promise<string> {
  const { tenantId } = actor;
  const now = o.clock.now();
  const tenant = await o.identity.findTenant({ id: tenantId });
  return o.store.withTenant(tenantId, async (tx) => {
    const source = `manual:${newId(now.getTime())}`;
    const id = await openAlert(tx, {
      ...{ ...input, tenantId, source, type: 'manual', dimension: null, value: '', valueLabel: '' },
      ...{ context: { name: input.title }, thresholdValue: null, actualValue: null, by: actor.name, now },
      delivery: (await readDefaults(tx, tenantId)).delivery,
    });
    const alert = id === null ? null : await lockAlert(tx, id);
    if (alert && tenant) {
      await tell(tx, alert, { what: 'opened', timeZone: tenant.timeZone, now });
      await packDue(o, tx, { tenant, now, source });
    }
    const { title, severity } = input;
    await o.live.publishIn(tx, tenantId, 'alerts.changed', {
      id,
      what: 'opened',
      title,
      severity,
      dimension: null,
      value: '',
    });
    return id ?? '';
  });
}
