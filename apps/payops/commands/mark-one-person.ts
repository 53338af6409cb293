import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';

/** Which accounts were marked as one person's: each group two accounts or more. */
export async function markedPersons({ store }: Pick<Services, 'store'>, tenantId: string): Promise<string[][]> {
  const { rows } = await store.withTenant(
    tenantId,
    (tx) =>
      tx.execute<{ accounts: string[] }>(sql`
        SELECT array_agg(user_id::text ORDER BY user_id) AS accounts FROM payops_same_person
         WHERE tenant_id = ${tenantId} GROUP BY person ORDER BY min(user_id::text)`),
    { readOnly: true },
  );
  return rows.map(({ accounts }) => accounts);
}

/**
 * Says which accounts are one person's, all groups at once. Whoever says it may add to their own accounts, never part them: the
 * second account would sign what the first one asks for.
 */
export async function markOnePerson(
  services: Pick<Services, 'store' | 'identity'>,
  actor: Actor,
  o: { groups: readonly (readonly string[])[]; ip?: string | undefined },
): Promise<void> {
  const { store, identity } = services;
  const { tenantId, userId } = actor;
  const named = o.groups.flat();
  const members = new Set((await identity.members(tenantId)).map((member) => member.userId));
  const stranger = named.find((id) => !members.has(id));
  if (stranger !== undefined)
    throw new DomainError({ code: 'payops.entity_unknown', kind: 'not_found', details: { id: stranger } });
  if (new Set(named).size !== named.length) throw new DomainError({ code: 'payops.named_twice', kind: 'invalid' });
  await store.withTenant(tenantId, async (tx) => {
    // Two who mark at once do it one after the other.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenantId} payops persons`}, 0))`);
    const { rows } = await tx.execute<{ user_id: string }>(sql`
      SELECT o.user_id FROM payops_same_person mine JOIN payops_same_person o ON o.tenant_id = mine.tenant_id AND o.person = mine.person
       WHERE mine.tenant_id = ${tenantId} AND mine.user_id = ${userId}::uuid`);
    const own = o.groups.find((group) => group.includes(userId)) ?? [];
    if (rows.some(({ user_id }) => !own.includes(user_id)))
      throw new DomainError({ code: 'payops.own_accounts', kind: 'forbidden' });
    await tx.execute(sql`DELETE FROM payops_same_person WHERE tenant_id = ${tenantId}`);
    for (const group of o.groups) {
      const person = [...group].sort()[0] ?? '';
      await tx.execute(sql`
        INSERT INTO payops_same_person (tenant_id, user_id, person)
        SELECT ${tenantId}::uuid, account::uuid, ${person} FROM unnest(${sql.param([...group])}::text[]) AS account`);
    }
    const subject = { type: 'payops.persons', id: tenantId };
    const after = { groups: o.groups };
    await identity.audit.record(tx, { actor, action: 'payops.persons.marked', subject, after, ip: o.ip });
  });
}
