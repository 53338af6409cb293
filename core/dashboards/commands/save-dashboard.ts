import type { Actor, Identity } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import type { DashboardSpec } from '../spec/dashboard-spec.ts';
import { findDashboard, insertDashboard, updateDashboard } from '../store/rows.ts';

interface Saving {
  identity: Pick<Identity, 'audit'>;
  actor: Actor;
  id: string;
  spec: DashboardSpec;
  now: Date;
  ip: string;
}

/** Keeps a new dashboard of the actor. `dashboards.unknown_application` when the tenant has not enabled its application. */
export async function createDashboard(tx: Tx, o: Saving): Promise<void> {
  ownApplication(o.actor, o.spec.application);
  await insertDashboard(tx, o);
  await o.identity.audit.record(tx, {
    actor: o.actor,
    action: 'core.dashboard.created',
    subject: { type: 'core.dashboard', id: o.id },
    after: { title: o.spec.title, widgets: o.spec.items.length },
    ip: o.ip,
  });
}

/**
 * Replaces a dashboard that the actor may edit and answers its new version. `dashboards.changed` (conflict; details.version,
 * updatedBy) when somebody saved since `expected` was read: nothing is lost on either side.
 */
export async function saveDashboard(tx: Tx, o: Saving & { expected: number }): Promise<number> {
  ownApplication(o.actor, o.spec.application);
  const before = await findDashboard(tx, o.actor, o.id, 'edit', { forUpdate: true });
  if (before.version !== o.expected) {
    const { version, updatedBy } = before;
    throw new DomainError({ code: 'dashboards.changed', kind: 'conflict', details: { version, updatedBy } });
  }
  const version = await updateDashboard(tx, o);
  await o.identity.audit.record(tx, {
    actor: o.actor,
    action: 'core.dashboard.changed',
    subject: { type: 'core.dashboard', id: o.id },
    before: { title: before.title, widgets: before.spec.items.length, version: before.version },
    after: { title: o.spec.title, widgets: o.spec.items.length, version },
    ip: o.ip,
  });
  return version;
}

function ownApplication(actor: Actor, application: string): void {
  if (actor.applications.includes(application)) return;
  throw new DomainError({ code: 'dashboards.unknown_application', kind: 'invalid', details: { application } });
}
