import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { Parameters } from '../../domain/actions/action-types.ts';
import type { ControlName } from '../../store/controls.ts';
import type { Effect, EffectContext } from './effect.ts';

interface Kept {
  value: Record<string, unknown>;
  action_id: string | null;
  since: string;
}

async function read(c: EffectContext, control: ControlName, target: string): Promise<Kept | null> {
  const { rows } = await c.tx.execute<{ value: Record<string, unknown>; action_id: string | null; since: string }>(sql`
    SELECT value, action_id, since FROM payops_controls
     WHERE tenant_id = ${c.tenantId} AND control = ${control} AND target = ${target} FOR UPDATE`);
  const row = rows[0];
  return row ? { ...row } : null;
}

async function write(c: EffectContext, control: ControlName, target: string, to: Kept | null): Promise<void> {
  if (to === null) {
    await c.tx.execute(sql`
      DELETE FROM payops_controls WHERE tenant_id = ${c.tenantId} AND control = ${control} AND target = ${target}`);
    return;
  }
  await c.tx.execute(sql`
    INSERT INTO payops_controls (tenant_id, control, target, value, action_id, since)
    VALUES (${c.tenantId}, ${control}, ${target}, ${JSON.stringify(to.value)}::jsonb, ${to.action_id}::uuid, ${to.since}::timestamptz)
    ON CONFLICT (tenant_id, control, target) DO UPDATE SET value = excluded.value, action_id = excluded.action_id, since = excluded.since`);
}

async function mustExist(c: EffectContext, tenantType: string, id: string): Promise<void> {
  if (id === '*') return;
  const { rows } = await c.tx.execute(sql`
    SELECT 1 FROM payops_entities WHERE tenant_id = ${c.tenantId} AND tenant_type = ${tenantType} AND entity_id = ${id}
    UNION ALL
    -- Events made it known, whether somebody has registered it or not.
    SELECT 1 FROM payops_cells WHERE tenant_id = ${c.tenantId} AND tenant_type = ${tenantType} AND entity_id = ${id} LIMIT 1`);
  if (rows.length === 0) {
    throw new DomainError({ code: 'payops.entity_unknown', kind: 'not_found', details: { tenantType, id } });
  }
}

interface ControlEffect {
  control: ControlName;
  targetOf(p: Parameters): string;
  /** Null: the control is taken away. */
  valueOf(p: Parameters): Record<string, unknown> | null;
  /** An entity that must be known. */
  entity?: 'merchant';
}

/** An action that sets or lifts one control. */
export function controlEffect(e: ControlEffect): Effect {
  return {
    async check(c, p) {
      const target = e.targetOf(p);
      if (e.entity) await mustExist(c, e.entity, target);
      if (p.route !== undefined) await mustExist(c, 'bank', String(p.route));
      const there = await read(c, e.control, target);
      const wanted = e.valueOf(p);
      if (wanted === null && there === null) throw already(e.control, target, 'not_set');
      if (wanted !== null && there !== null && JSON.stringify(there.value) === JSON.stringify(wanted)) {
        throw already(e.control, target, 'set');
      }
      return {
        control: e.control,
        target,
        set: there !== null,
        value: there?.value ?? null,
        since: there?.since ?? null,
      };
    },
    async apply(c, p) {
      const target = e.targetOf(p);
      const before = await read(c, e.control, target);
      const value = e.valueOf(p);
      await write(c, e.control, target, value && { value, action_id: c.actionId, since: c.now });
      return { before };
    },
    async revert(c, p, original) {
      const target = e.targetOf(p);
      const there = await read(c, e.control, target);
      const lifted = e.valueOf(p) === null;
      // Ours must still be what is there: somebody else's later act is not ours to take back.
      const untouched = lifted ? there === null : there?.action_id === original.id;
      if (!untouched) throw new DomainError({ code: 'payops.changed_since', kind: 'conflict', details: { target } });
      await write(c, e.control, target, (original.result.before as Kept | null) ?? null);
      return { restored: original.result.before ?? null };
    },
  };
}

const already = (control: string, target: string, state: string): DomainError =>
  new DomainError({ code: `payops.already_${state}`, kind: 'conflict', details: { control, target } });
