import { DomainError } from '@griot/kernel';
import { notify, type Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { appendChecked } from '../log/append.ts';
import { EVENTS_CHANNEL } from '../log/channel.ts';
import { checkEvents } from '../log/check-events.ts';
import type { NewEvent } from '../log/event.ts';
import type { EventTypes } from '../registry/event-type.ts';
import { type DeadLetter, type DeadLetterState, readDeadLetter } from './list-dead-letters.ts';

export interface ResolveInput {
  tenantId: string;
  id: string;
  /** Name of who does it. */
  by: string;
  note?: string | undefined;
}

/** What may be changed before an event is sent again. Its id stays, or it would count twice. */
export interface Mending {
  type?: string | undefined;
  version?: number | undefined;
  key?: string | undefined;
  payload?: Record<string, unknown> | undefined;
}

/**
 * Sends a letter's event again, mended or not. One that was refused at the door is appended; one that a group could not
 * handle goes to that group alone, whose next round handles it in a transaction with the letter's end. Throws
 * `events.invalid` (details.issues) and leaves the letter as it was when it still breaks its schema.
 */
export async function resendDeadLetter(
  tx: Tx,
  types: EventTypes,
  o: ResolveInput & { mending?: Mending | undefined; now: string },
): Promise<DeadLetter> {
  const letter = await openLetter(tx, o);
  const mended = { ...letter.event, ...definedOf(o.mending ?? {}) };
  const changed = JSON.stringify(mended) !== JSON.stringify(letter.event);
  if (letter.group !== null && o.mending?.key !== undefined && o.mending.key !== letter.key) {
    throw new DomainError({ code: 'events.key_fixed', kind: 'invalid', details: { key: letter.key } });
  }
  const { good, bad } = checkEvents(types, [mended as unknown as NewEvent], o.now);
  const [checked] = good;
  if (!checked) {
    const [refused] = bad;
    const details = { issues: refused?.issues ?? [], id: letter.eventId };
    throw new DomainError({ code: refused?.code ?? 'events.invalid', kind: 'invalid', details });
  }
  const state = letter.group === null ? 'resent' : 'queued';
  if (letter.group === null) await appendChecked(tx, [checked]);
  else await notify(tx, EVENTS_CHANNEL, o.tenantId);
  await tx.execute(sql`
    UPDATE event_dead_letters
       SET state = ${state}, updated_at = now(), resolved_by = ${o.by}, note = ${o.note ?? null},
           original = CASE WHEN ${changed} THEN coalesce(original, event) ELSE original END,
           event = ${JSON.stringify({ ...mended, payload: checked.payload })}::jsonb, type = ${checked.type}, key = ${checked.key}
     WHERE tenant_id = ${o.tenantId} AND id = ${o.id}`);
  return readDeadLetter(tx, o.tenantId, o.id);
}

/** It stays readable, and is never sent again. */
export async function discardDeadLetter(tx: Tx, o: ResolveInput): Promise<DeadLetter> {
  await openLetter(tx, o);
  await tx.execute(sql`
    UPDATE event_dead_letters SET state = 'discarded', updated_at = now(), resolved_by = ${o.by}, note = ${o.note ?? null}
     WHERE tenant_id = ${o.tenantId} AND id = ${o.id}`);
  return readDeadLetter(tx, o.tenantId, o.id);
}

async function openLetter(tx: Tx, o: ResolveInput): Promise<DeadLetter> {
  const letter = await readDeadLetter(tx, o.tenantId, o.id, true);
  const state: DeadLetterState = letter.state;
  if (state !== 'open') throw new DomainError({ code: 'events.letter_closed', kind: 'conflict', details: { state } });
  return letter;
}

function definedOf(mending: Mending): Record<string, unknown> {
  return Object.fromEntries(Object.entries(mending).filter(([, value]) => value !== undefined));
}
