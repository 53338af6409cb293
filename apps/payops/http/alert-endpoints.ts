import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import { DomainError, newId } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { ALERTS_TOPIC, alertPlace } from '../chain/live-alert.ts';
import { ALERT_CATEGORIES, SEVERITIES } from '../domain/alert-rules.ts';
import { TENANT_TYPES } from '../domain/event-types.ts';
import { maySee } from '../domain/sight.ts';
import { isoText } from '../queries/transactions.ts';
import { ALERT_STATES, alert } from './contract.ts';
import { wholePlatform } from './sight.ts';

const tags = ['payops: alerts'];

type Alert = z.output<typeof alert>;
type Row = Record<string, unknown>;

const toAlert = (row: Row): Alert =>
  ({
    ...{
      id: row.id,
      source: row.source,
      category: row.category,
      severity: row.severity,
      facts: row.facts,
      state: row.state,
    },
    subject: { tenantType: row.subject_type, id: row.subject_id, name: row.subject_name, region: row.subject_region },
    ...{ openedAt: row.opened_at, acknowledgedAt: row.acknowledged_at, acknowledgedBy: row.acknowledged_by },
    ...{ note: row.note, resolvedAt: row.resolved_at },
  }) as Alert;

const columns = sql`id, source, category, severity, subject_type, subject_id, subject_name, subject_region, facts, state, note, acknowledged_by,
  ${isoText('opened_at')} AS opened_at, ${isoText('acknowledged_at')} AS acknowledged_at, ${isoText('resolved_at')} AS resolved_at`;

/** What needs an eye: judged every five minutes, or told by a person. */
export function alertEndpoints({ store, identity, clock, live }: Services): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/alerts',
      summary: 'Alerts of what one may see, worst and newest first',
      tags,
      permission: 'payops.alerts.read',
      query: z.object({
        state: z.enum(ALERT_STATES).optional(),
        category: z.enum(ALERT_CATEGORIES).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(200),
      }),
      data: z.object({ items: z.array(alert) }),
      handler: async ({ actor, query: { state, category, limit } }) => {
        const { rows } = await store.withTenant(
          actor.tenantId,
          (tx) =>
            tx.execute<Row>(sql`
              SELECT ${columns} FROM payops_alerts WHERE tenant_id = ${actor.tenantId}
                 AND ${state === undefined ? sql`state <> 'resolved'` : sql`state = ${state}`}
                 AND ${category === undefined ? sql`true` : sql`category = ${category}`}
               ORDER BY severity = 'critical' DESC, opened_at DESC, id LIMIT 2000`),
          { readOnly: true },
        );
        const items = rows
          .map(toAlert)
          .filter(({ subject }) =>
            maySee(actor, { tenantType: subject.tenantType, tenantId: subject.id, region: subject.region ?? '' }),
          );
        return { items: items.slice(0, limit) };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/alerts',
      summary: 'Raise an alert by hand',
      tags,
      permission: 'payops.alerts.manage',
      body: z.object({
        category: z.enum(ALERT_CATEGORIES),
        severity: z.enum(SEVERITIES).default('warning'),
        tenantType: z.enum(TENANT_TYPES).default('platform'),
        tenantId: z.string().trim().min(1).max(120).default('*'),
        note: z.string().trim().min(3).max(500),
      }),
      data: alert,
      handler: async ({ actor, body, ip }) => {
        wholePlatform(actor);
        const { tenantId } = actor;
        return store.withTenant(tenantId, async (tx) => {
          const now = clock.now();
          const id = newId(now.getTime());
          const { rows } = await tx.execute<Row>(sql`
            INSERT INTO payops_alerts (tenant_id, id, source, category, severity, subject_type, subject_id, subject_name, subject_region,
                                       facts, state, opened_at, seen_at, note)
            SELECT ${tenantId}, ${id}, 'manual', ${body.category}, ${body.severity}, ${body.tenantType}, ${body.tenantId},
                   coalesce(max(e.name), ${body.tenantId}), coalesce(max(e.region), (SELECT max(c.region) FROM payops_cells c
                     WHERE c.tenant_id = ${tenantId} AND c.tenant_type = ${body.tenantType} AND c.entity_id = ${body.tenantId})), ${JSON.stringify({ by: actor.name })}::jsonb, 'open',
                   ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz, ${body.note}
              FROM payops_entities e
             WHERE e.tenant_id = ${tenantId} AND e.tenant_type = ${body.tenantType} AND e.entity_id = ${body.tenantId}
            ON CONFLICT DO NOTHING RETURNING ${columns}`);
          const row = rows[0];
          if (!row) throw new DomainError({ code: 'payops.alert_open_already', kind: 'conflict' });
          await live.publishIn(tx, tenantId, ALERTS_TOPIC, alertPlace(row));
          const subject = { type: 'payops.alert', id };
          await identity.audit.record(tx, { actor, action: 'payops.alert.raised', subject, after: body, ip });
          return reply(toAlert(row), { status: 201 });
        });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/alerts/:id/acknowledge',
      summary: 'Somebody takes care of it',
      tags,
      permission: 'payops.alerts.manage',
      params: z.object({ id: z.uuid() }),
      body: z.object({ note: z.string().trim().max(500).optional() }),
      data: alert,
      handler: async ({ actor, params: { id }, body: { note }, ip }) => {
        wholePlatform(actor);
        return store.withTenant(actor.tenantId, async (tx) => {
          const { rows } = await tx.execute<Row>(sql`
            UPDATE payops_alerts SET state = 'acknowledged', acknowledged_at = ${clock.now().toISOString()}::timestamptz,
                   acknowledged_by = ${actor.name}, note = coalesce(${note ?? null}, note)
             WHERE tenant_id = ${actor.tenantId} AND id = ${id} AND state = 'open' RETURNING ${columns}`);
          const row = rows[0];
          if (!row) throw new DomainError({ code: 'payops.alert_not_open', kind: 'conflict' });
          await live.publishIn(tx, actor.tenantId, ALERTS_TOPIC, alertPlace(row));
          const subject = { type: 'payops.alert', id };
          await identity.audit.record(tx, {
            actor,
            action: 'payops.alert.acknowledged',
            subject,
            after: { note: note ?? null },
            ip,
          });
          return toAlert(row);
        });
      },
    }),
  ];
}
