import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import type { Window } from '../domain/business-time.ts';
import { METRICS, type MetricName } from '../domain/metrics.ts';
import { maySee } from '../domain/sight.ts';
import { DEFAULT_WIDGETS, WIDGET_CONFIG, WIDGET_KINDS, type Widget } from '../domain/widgets.ts';
import { readAgents } from '../queries/agents.ts';
import { ranking } from '../queries/ranking.ts';
import { computeSnapshot } from '../queries/read-snapshot.ts';
import { readTransactions } from '../queries/transactions.ts';
import { readSettings } from '../store/settings.ts';
import { widget } from './contract.ts';
import { readerOf, wholePlatform } from './sight.ts';

const tags = ['payops: widgets'];
/** What a tenant's board shows, and the figures of each part of it for whoever asks. */
export function widgetEndpoints({ store, clock, identity }: Services): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/widgets',
      summary: 'The widgets of the tenant; six of ours until it has its own',
      tags,
      permission: 'payops.dashboard.read',
      data: z.object({ items: z.array(widget), own: z.boolean() }),
      handler: ({ actor }) =>
        store.withTenant(
          actor.tenantId,
          async (tx) => {
            const own = await ownWidgets(tx, actor.tenantId);
            return { items: own.length > 0 ? own : [...DEFAULT_WIDGETS], own: own.length > 0 };
          },
          { readOnly: true },
        ),
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/dashboard/widgets',
      summary: 'Arrange the tenant’s own widgets; none: ours again',
      tags,
      permission: 'payops.widgets.manage',
      body: z.object({ items: z.array(widget.omit({ id: true })).max(40) }),
      data: z.object({ items: z.array(widget) }),
      handler: async ({ actor, body, ip }) => {
        wholePlatform(actor);
        const { tenantId } = actor;
        const items = body.items.map((one, n): Widget => {
          const config = WIDGET_CONFIG[one.kind].safeParse(one.config);
          const issues = config.success ? [] : config.error.issues;
          if (one.place.x + one.place.w > 12)
            issues.push({ path: ['place'], message: 'x + w must be at most 12' } as never);
          if (issues.length > 0 || !config.success) {
            const told = issues.map(({ path, message }) => ({
              path: ['items', n, 'config', ...path].join('.'),
              message,
            }));
            throw new DomainError({ code: 'http.validation', kind: 'invalid', details: { issues: told } });
          }
          return { ...one, id: newId(clock.now().getTime() + n), config: { ...config.data } };
        });
        await store.withTenant(tenantId, async (tx) => {
          await tx.execute(sql`DELETE FROM dash_widgets WHERE tenant_id = ${tenantId}`);
          for (const { id, kind, title: named, config, place: at } of items) {
            await tx.execute(sql`
              INSERT INTO dash_widgets (tenant_id, id, kind, title, config, x, y, w, h)
              VALUES (${tenantId}, ${id}, ${kind}, ${JSON.stringify(named)}::jsonb, ${JSON.stringify(config)}::jsonb, ${at.x}, ${at.y}, ${at.w}, ${at.h})`);
          }
          const subject = { type: 'payops.widgets', id: tenantId };
          await identity.audit.record(tx, {
            actor,
            action: 'payops.widgets.arranged',
            subject,
            after: { widgets: items.length },
            ip,
          });
        });
        return { items };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/widgets/:id/data',
      summary: 'What a widget shows to this reader',
      tags,
      permission: 'payops.dashboard.read',
      params: z.object({ id: z.uuid() }),
      data: z.object({ kind: z.enum(WIDGET_KINDS), data: z.record(z.string(), z.unknown()) }),
      handler: ({ actor, params: { id } }) =>
        store.withTenant(
          actor.tenantId,
          async (tx) => {
            const own = await ownWidgets(tx, actor.tenantId);
            const found = (own.length > 0 ? own : DEFAULT_WIDGETS).find((one) => one.id === id);
            if (!found) throw new DomainError({ code: 'payops.widget_unknown', kind: 'not_found' });
            return { kind: found.kind, data: await dataOf(tx, actor, found, clock.now()) };
          },
          { readOnly: true },
        ),
    }),
  ];
}

async function ownWidgets(tx: Tx, tenantId: string): Promise<Widget[]> {
  const { rows } = await tx.execute<{
    id: string;
    kind: Widget['kind'];
    title: Widget['title'];
    config: object;
    x: number;
    y: number;
    w: number;
    h: number;
  }>(sql`
    SELECT id, kind, title, config, x, y, w, h FROM dash_widgets WHERE tenant_id = ${tenantId} ORDER BY y, x, id`);
  return rows.map(({ id, kind, title: named, config, x, y, w, h }) => ({
    ...{ id, kind, title: named, config: { ...config }, place: { x, y, w, h } },
  }));
}

/** The reader's sight holds here as everywhere. */
async function dataOf(tx: Tx, actor: Actor, one: Widget, now: Date): Promise<Record<string, unknown>> {
  const reader = readerOf(actor);
  const config = WIDGET_CONFIG[one.kind].parse(one.config) as {
    metric: MetricName;
    window: Window;
    by: 'entity' | 'region' | 'country';
    limit: number;
    threshold: number;
    kind?: string;
    region?: string;
  };
  switch (one.kind) {
    case 'chart_line':
    case 'gauge': {
      const body = await computeSnapshot(tx, { ...reader, selection: {}, window: config.window, now });
      const kpi = body.kpis.find(({ metric }) => metric === config.metric);
      const { unit, good } = METRICS[config.metric];
      return {
        ...kpi,
        unit,
        good,
        grain: body.grain,
        reportingCurrency: body.reportingCurrency,
        threshold: config.threshold ?? null,
      };
    }
    case 'chart_bar':
    case 'table': {
      const { reportingCurrency } = await readSettings(tx, reader.tenantId);
      const { window, by, limit } = config;
      return { items: await ranking(tx, { ...reader, selection: {}, window, by, limit, now }), reportingCurrency };
    }
    case 'list': {
      const rows = await readTransactions(tx, {
        ...reader,
        selection: {},
        kind: config.kind,
        after: null,
        limit: config.limit,
      });
      return { items: rows.slice(0, config.limit) };
    }
    case 'map':
      return { items: await readAgents(tx, { ...reader, near: null, region: config.region, limit: 2000 }) };
    case 'alert_list': {
      const { rows } = await tx.execute<Record<string, string>>(sql`
        SELECT id, category, severity, subject_type, subject_id, subject_name, subject_region, state FROM payops_alerts
         WHERE tenant_id = ${actor.tenantId} AND state <> 'resolved' ORDER BY severity = 'critical' DESC, opened_at DESC LIMIT 500`);
      const seen = rows.filter((row) =>
        maySee(actor, {
          tenantType: row.subject_type ?? '',
          tenantId: row.subject_id ?? '',
          region: row.subject_region ?? '',
        }),
      );
      return {
        items: seen.slice(0, config.limit).map((row) => ({
          id: row.id,
          category: row.category,
          severity: row.severity,
          name: row.subject_name,
          state: row.state,
        })),
      };
    }
  }
}
