import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { GROUPS, type Group } from '../domain/actions/action-types.ts';

export const groupPermission = (group: Group): string => `payops.approvals.${group}`;

/** What somebody may sign for, by their rights now. */
export const groupsOf = (actor: Pick<Actor, 'permissions'>): Group[] =>
  GROUPS.filter((group) => actor.permissions.has(groupPermission(group)));

/**
 * Who is behind an account: accounts that were marked as one person's, and accounts with one e-mail address, are one. What
 * follows a `+` in an address is not another person.
 */
export async function personOf(
  { identity }: Pick<Services, 'identity'>,
  tx: Tx,
  tenantId: string,
  userId: string,
): Promise<string> {
  const { rows } = await tx.execute<{ person: string }>(sql`
    SELECT person FROM payops_same_person WHERE tenant_id = ${tenantId} AND user_id = ${userId}::uuid`);
  if (rows[0]) return rows[0].person;
  const email = (await identity.members(tenantId)).find((member) => member.userId === userId)?.email;
  if (!email) return userId;
  const [name = '', domain = ''] = email.toLowerCase().split('@');
  return `${name.split('+')[0]}@${domain}`;
}
