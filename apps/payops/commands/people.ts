import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Machine } from '../domain/actions/action-state.ts';
import { GROUPS, type Group } from '../domain/actions/action-types.ts';
import { type Action, machineOf } from '../store/actions.ts';

export const groupPermission = (group: Group): string => `payops.approvals.${group}`;

/** What somebody may sign for, by their rights now. */
export const groupsOf = (actor: Pick<Actor, 'permissions'>): Group[] =>
  GROUPS.filter((group) => actor.permissions.has(groupPermission(group)));

/**
 * Who is behind each account: accounts that were marked as one person's, and accounts with one e-mail address, are one. What
 * follows a `+` in an address is not another person.
 */
export async function personsOf(
  { identity }: Pick<Services, 'identity'>,
  tx: Tx,
  tenantId: string,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await tx.execute<{ user_id: string; person: string }>(sql`
    SELECT user_id, person FROM payops_same_person
     WHERE tenant_id = ${tenantId} AND user_id = ANY (${sql.param([...userIds])}::uuid[])`);
  const marked = new Map(rows.map(({ user_id, person }) => [user_id, person]));
  const members = marked.size < new Set(userIds).size ? await identity.members(tenantId) : [];
  const persons = new Map<string, string>();
  for (const userId of userIds) {
    const email = members.find((member) => member.userId === userId)?.email;
    persons.set(userId, marked.get(userId) ?? (email ? personOfAddress(email) : userId));
  }
  return persons;
}

export async function personOf(
  services: Pick<Services, 'identity'>,
  tx: Tx,
  tenantId: string,
  userId: string,
): Promise<string> {
  return (await personsOf(services, tx, tenantId, [userId])).get(userId) ?? userId;
}

function personOfAddress(email: string): string {
  const [name = '', domain = ''] = email.toLowerCase().split('@');
  return `${name.split('+')[0]}@${domain}`;
}

/**
 * The action with the people behind its accounts as they are known now: two accounts that turned out to be one person's in
 * between count once, and the asker's second account signs for nobody.
 */
export async function machineNow(services: Services, tx: Tx, tenantId: string, action: Action): Promise<Machine> {
  const accounts = [action.requestedBy, ...action.signatures.map(({ userId }) => userId)];
  const persons = await personsOf(services, tx, tenantId, accounts);
  const of = (userId: string) => persons.get(userId) ?? userId;
  const machine = machineOf(action);
  return {
    ...machine,
    requesterPerson: of(action.requestedBy),
    approvals: machine.approvals.map((one) => ({ ...one, person: of(one.userId) })),
  };
}
