import { Readable } from 'node:stream';
import type { Platform } from '@griot/application';
import { defineDownload, defineEndpoint, type Endpoint, reply } from '@griot/http';
import { newId } from '@griot/kernel';
import { readCheckedYaml, writeStableYaml } from '@griot/widgets';
import { z } from 'zod';
import { createDashboard, saveDashboard } from '../commands/save-dashboard.ts';
import { asDashboard, readDashboard } from '../queries/read-dashboard.ts';
import type { Shipped } from '../queries/shipped.ts';
import { dashboardSpec } from '../spec/dashboard-spec.ts';
import { deleteDashboard, findDashboard, listDashboards } from '../store/rows.ts';
import { dashboard, dashboardId, dashboardList, saved } from './contract.ts';

const TAGS = ['dashboards'];
export const READ = 'core.metrics.read';

/** The tenant's dashboards: list, read, keep, copy, remove, as YAML. */
export function dashboardEndpoints(platform: Platform, shipped: Shipped): Endpoint[] {
  const { store, identity, clock } = platform;
  const source = { store, shipped };

  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboards',
      summary: 'Dashboards of one’s own, shared ones, and those that the applications ship',
      tags: TAGS,
      permission: READ,
      data: dashboardList,
      handler: async ({ actor, language }) => {
        const found = await store.withTenant(actor.tenantId, (tx) => listDashboards(tx, actor), { readOnly: true });
        const ours = [...(await shipped(language)).values()].filter(({ spec }) =>
          actor.applications.includes(spec.application),
        );
        return { items: found, shipped: ours.map(asDashboard) };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboards',
      summary: 'Keep a new dashboard',
      tags: TAGS,
      permission: READ,
      body: dashboardSpec,
      data: saved,
      idempotent: true,
      handler: async (ctx) => {
        const id = newId(clock.now().getTime());
        const answer = { id, version: 1 };
        await store.withTenant(ctx.actor.tenantId, async (tx) => {
          await createDashboard(tx, { identity, actor: ctx.actor, id, spec: ctx.body, now: clock.now(), ip: ctx.ip });
          await ctx.remember(tx, answer, 201);
        });
        return reply(answer, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboards/import',
      summary: 'Keep a dashboard written in YAML; all faults are told at once, with their lines',
      tags: TAGS,
      permission: READ,
      body: z.object({ yaml: z.string().max(500_000), file: z.string().max(200).default('YAML') }),
      data: saved,
      idempotent: true,
      handler: async (ctx) => {
        const spec = readCheckedYaml(ctx.body.yaml, dashboardSpec, ctx.body.file);
        const id = newId(clock.now().getTime());
        const answer = { id, version: 1 };
        await store.withTenant(ctx.actor.tenantId, async (tx) => {
          await createDashboard(tx, { identity, actor: ctx.actor, id, spec, now: clock.now(), ip: ctx.ip });
          await ctx.remember(tx, answer, 201);
        });
        return reply(answer, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboards/:id',
      summary: 'One dashboard; `application:name` is one that an application ships',
      tags: TAGS,
      permission: READ,
      params: dashboardId,
      data: dashboard,
      handler: ({ actor, params, language }) => readDashboard(source, actor, params.id, language),
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/dashboards/:id',
      summary: 'Save a dashboard; `version` is the one that was read',
      tags: TAGS,
      permission: READ,
      params: dashboardId,
      body: z.object({ version: z.int().min(1), spec: dashboardSpec }),
      data: saved,
      handler: async ({ actor, params: { id }, body, ip }) => {
        const saving = { identity, actor, id, spec: body.spec, expected: body.version, now: clock.now(), ip };
        return { id, version: await store.withTenant(actor.tenantId, (tx) => saveDashboard(tx, saving)) };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboards/:id/copy',
      summary: 'Copy a dashboard that one may see into one’s own',
      tags: TAGS,
      permission: READ,
      params: dashboardId,
      body: z.object({ title: z.string().trim().min(1).max(120) }),
      data: saved,
      idempotent: true,
      handler: async (ctx) => {
        const { actor, ip } = ctx;
        const { spec } = await readDashboard(source, actor, ctx.params.id, ctx.language);
        const id = newId(clock.now().getTime());
        const answer = { id, version: 1 };
        await store.withTenant(actor.tenantId, async (tx) => {
          const copy = { ...spec, title: ctx.body.title };
          await createDashboard(tx, { identity, actor, id, spec: copy, now: clock.now(), ip });
          await ctx.remember(tx, answer, 201);
        });
        return reply(answer, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/dashboards/:id',
      summary: 'Remove a dashboard of one’s own',
      tags: TAGS,
      permission: READ,
      params: dashboardId,
      data: z.object({ id: z.string() }),
      handler: ({ actor, params: { id }, ip }) =>
        store.withTenant(actor.tenantId, async (tx) => {
          const { title } = await findDashboard(tx, actor, id, 'own', { forUpdate: true });
          await deleteDashboard(tx, actor, id);
          const subject = { type: 'core.dashboard', id };
          await identity.audit.record(tx, { actor, action: 'core.dashboard.removed', subject, before: { title }, ip });
          return { id };
        }),
    }),
    defineDownload({
      method: 'GET',
      path: '/api/dashboards/:id/yaml',
      summary: 'A dashboard as YAML, to keep in a repository and to import',
      tags: TAGS,
      permission: READ,
      params: dashboardId,
      produces: ['application/yaml'],
      handler: async ({ actor, params, language }) => {
        const { spec, title } = await readDashboard(source, actor, params.id, language);
        const content = writeStableYaml(spec);
        return {
          contentType: 'application/yaml; charset=utf-8',
          filename: `${title}.yml`,
          stream: Readable.from([content]),
        };
      },
    }),
  ];
}
