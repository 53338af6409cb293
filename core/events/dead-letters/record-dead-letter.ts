import { errorMessage, isDomainError, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { RefusedEvent } from '../log/check-events.ts';
import type { StoredEvent } from '../log/event.ts';

interface NotHandled {
  group: string;
  event: StoredEvent;
  attempts: number;
  error: unknown;
}

const reasonOf = (error: unknown) => ({
  code: isDomainError(error) ? error.code : 'events.handler_failed',
  reason: errorMessage(error).replaceAll('\0', '�').slice(0, 4000),
});

/** An event that a group could not handle. In the transaction in which the group goes past it. */
export async function recordDeadLetter(tx: Tx, tenantId: string, o: NotHandled): Promise<string> {
  const { group, event, attempts, error } = o;
  const id = newId();
  const { code, reason } = reasonOf(error);
  await tx.execute(sql`
    INSERT INTO event_dead_letters (tenant_id, id, group_name, event_id, type, key, event, reason_code, reason, attempts)
    VALUES (${tenantId}, ${id}, ${group}, ${event.id}, ${event.type}, ${event.key}, ${JSON.stringify(event)}::jsonb,
            ${code}, ${reason}, ${attempts})`);
  return id;
}

/** One that could be handled and no longer can: the letter by which it was sent again is open again, else it becomes one. */
export async function putAsideAgain(tx: Tx, tenantId: string, o: NotHandled): Promise<void> {
  const { code, reason } = reasonOf(o.error);
  const { rowCount } = await tx.execute(sql`
    UPDATE event_dead_letters SET state = 'open', attempts = attempts + 1, updated_at = now(), reason_code = ${code}, reason = ${reason}
     WHERE tenant_id = ${tenantId} AND group_name = ${o.group} AND event_id = ${o.event.id} AND state = 'resent'`);
  if (rowCount === 0) await recordDeadLetter(tx, tenantId, o);
}

/** Events that were refused at the door. The same refusal of the same event again is one letter with one attempt more. */
export async function recordRefused(tx: Tx, tenantId: string, refused: readonly RefusedEvent[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { event, code, issues } of refused) {
    const text = JSON.stringify(event ?? null).replaceAll('\\u0000', '\\ufffd');
    const head = (name: string) => {
      const value: unknown = event !== null && typeof event === 'object' ? Reflect.get(event, name) : undefined;
      return (typeof value === 'string' ? value : '').replaceAll('\0', '�').slice(0, 200);
    };
    const reason = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
    const again = await tx.execute<{ id: string }>(sql`
      UPDATE event_dead_letters SET attempts = attempts + 1, updated_at = now()
       WHERE tenant_id = ${tenantId} AND state = 'open' AND group_name IS NULL AND event_id = ${head('id')}
         AND coalesce(original, event) = ${text}::jsonb RETURNING id`);
    if (again.rows[0]) {
      ids.push(again.rows[0].id);
      continue;
    }
    const id = newId();
    await tx.execute(sql`
      INSERT INTO event_dead_letters (tenant_id, id, event_id, type, key, event, reason_code, reason, issues, attempts)
      VALUES (${tenantId}, ${id}, ${head('id')}, ${head('type')}, ${head('key')}, ${text}::jsonb, ${code},
              ${reason.slice(0, 4000)}, ${JSON.stringify(issues)}::jsonb, 1)`);
    ids.push(id);
  }
  return ids;
}
