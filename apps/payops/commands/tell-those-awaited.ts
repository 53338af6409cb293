import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import type { Tx } from '@griot/store';
import type { Action } from '../store/actions.ts';
import { groupsOf } from './people.ts';

/** A mail to each person who may sign and has not, in the transaction of the request: sent when, and only when, it is there. */
export async function tellThoseAwaited(services: Services, tx: Tx, actor: Actor, action: Action): Promise<void> {
  const { identity, mail } = services;
  const { tenantId } = actor;
  for (const member of await identity.members(tenantId)) {
    if (!member.active || member.email === null || member.userId === action.requestedBy || member.scopes.length > 0)
      continue;
    const permissions = identity.permissionsOf(member.roles, actor.applications);
    if (groupsOf({ permissions }).length === 0) continue;
    const what = `${action.type} · ${action.subject.name}`;
    const text = `${action.requesterName} demande : ${what} (risque : ${action.risk}). Votre signature est attendue avant le ${action.expiresAt.slice(0, 16).replace('T', ' ')} UTC.\n\n/paiements/operations?action=${action.id}`;
    await mail.enqueue(tx, {
      tenantId,
      to: [member.email],
      subject: `Signature attendue : ${what}`,
      text,
      html: `<p>${escapeHtml(text)}</p>`,
      dedupKey: `payops/action/${action.id}/${member.userId}`,
    });
  }
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
