import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { findDashboard } from '../store/rows.ts';
import { readShares, replaceShares, type Share } from '../store/shares.ts';
import { dashboardId, share, sharing } from './contract.ts';
import { READ } from './dashboard-endpoints.ts';

const TAGS = ['dashboards'];
/** Colleagues offered to share with, by name. */
const PEOPLE = 500;

/** With whom a dashboard is shared. What readers then see of the figures stays what THEIR scopes and permissions allow. */
export function sharingEndpoints({ store, identity }: Platform): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboards/:id/shares',
      summary: 'With whom a dashboard of one’s own is shared, and with whom it could be',
      tags: TAGS,
      permission: READ,
      params: dashboardId,
      data: sharing,
      handler: async ({ actor, params: { id } }) => {
        const shares = await store.withTenant(actor.tenantId, async (tx) => {
          await findDashboard(tx, actor, id, 'own');
          return readShares(tx, actor.tenantId, id);
        });
        const members = await identity.members(actor.tenantId, { limit: PEOPLE });
        const people = members.filter(({ active, userId }) => active && userId !== actor.userId);
        return {
          shares,
          roles: (await identity.roles(actor)).map(({ name, label }) => ({ name, label })),
          people: people.map(({ userId, name }) => ({ id: userId, name })),
        };
      },
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/dashboards/:id/shares',
      summary: 'Share a dashboard with everybody, roles or persons of the tenant, to view or to edit',
      tags: TAGS,
      permission: READ,
      params: dashboardId,
      body: z.object({ shares: z.array(share).max(200) }),
      data: z.object({ shares: z.array(share) }),
      handler: async ({ actor, params: { id }, body, ip }) => {
        const members = new Set((await identity.members(actor.tenantId, { limit: PEOPLE })).map((one) => one.userId));
        const roles = new Set((await identity.roles(actor)).map((one) => one.name));
        const shares = body.shares.map((one): Share => ({ ...one, grantee: one.kind === 'tenant' ? '' : one.grantee }));
        const known = ({ kind, grantee }: Share) =>
          kind === 'tenant' || (kind === 'user' ? members : roles).has(grantee);
        const stranger = shares.find((one) => !known(one));
        const keys = new Set(shares.map(({ kind, grantee }) => `${kind} ${grantee}`));
        if (stranger || keys.size < shares.length) {
          const grantee = stranger?.grantee ?? '';
          throw new DomainError({ code: 'dashboards.unknown_grantee', kind: 'invalid', details: { grantee } });
        }
        return store.withTenant(actor.tenantId, async (tx) => {
          await findDashboard(tx, actor, id, 'own', { forUpdate: true });
          const before = await readShares(tx, actor.tenantId, id);
          await replaceShares(tx, actor.tenantId, id, shares);
          const subject = { type: 'core.dashboard', id };
          const change = { before: { shares: before }, after: { shares } };
          await identity.audit.record(tx, { actor, action: 'core.dashboard.shared', subject, ...change, ip });
          return { shares };
        });
      },
    }),
  ];
}
