import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import { isMeasuring } from '@griot/widgets';
import { z } from 'zod';
import type { FoundTemplate, Templates } from '../queries/templates.ts';
import { type ReportTemplate, reportTemplate } from '../spec/report-template.ts';
import { insertTemplate, removeTemplate, updateTemplate } from '../store/templates.ts';
import { catalogue, savedTemplate, templateDetails, templateId, templateList, values } from './contract.ts';
import { SEND, TAGS } from './report-endpoints.ts';

const PEOPLE = 500;

/** Templates: those of the applications, and those that people of the tenant make from them. */
export function templateEndpoints(platform: Platform, templates: Templates): Endpoint[] {
  const { identity, metrics, clock, store } = platform;

  /** Every metric exists: a template that could never be made is refused when it is saved, not on Monday at seven. */
  const checked = async (actor: Actor, spec: ReportTemplate): Promise<ReportTemplate> => {
    if (!actor.applications.includes(spec.application))
      throw new DomainError({ code: 'reports.unknown_template', kind: 'not_found', details: { id: spec.application } });
    const known = new Set((await metrics.catalogue(spec.application, 'fr')).metrics.map(({ name }) => name));
    const names = spec.widgets.filter(isMeasuring).flatMap(({ query }) => query.metrics);
    const stranger = names.find((name) => !known.has(name));
    if (stranger !== undefined)
      throw new DomainError({ code: 'reports.unknown_metric', kind: 'invalid', details: { name: stranger } });
    return spec;
  };

  const presented = async ({ id, spec, own }: FoundTemplate, language: 'fr' | 'en') => {
    const { widgets, parameters, ...rest } = spec;
    const { dimensions } = await metrics.catalogue(spec.application, language);
    const labelOf = (name: string) => dimensions.find((one) => one.name === name)?.label ?? name;
    return {
      ...{ id, ...rest, widgets: widgets.length, own: own !== null },
      ...{ updatedAt: own?.updatedAt ?? null, updatedBy: own?.updatedBy ?? null },
      parameters: parameters.map((dimension) => ({ dimension, label: labelOf(dimension) })),
    };
  };

  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/reports/templates',
      summary: 'Report templates of the open applications, and to whom they can be sent',
      tags: TAGS,
      permission: SEND,
      data: templateList,
      handler: async ({ actor, language }) => {
        const open = await templates.all(actor);
        const people = (await identity.members(actor.tenantId, { limit: PEOPLE })).filter(({ active }) => active);
        return {
          items: await Promise.all(open.map((one) => presented(one, language))),
          people: people.map(({ userId, name, email }) => ({ id: userId, name, email })),
          me: actor.userId,
          mailConfigured: platform.mail.configured,
        };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/reports/templates/:id',
      summary: 'One template, whole',
      tags: TAGS,
      permission: SEND,
      params: templateId,
      data: templateDetails,
      handler: async ({ actor, params }) => {
        const { id, spec, own } = await templates.one(params.id, actor);
        return { id, spec, version: own?.version ?? 0 };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/reports/templates',
      summary: 'Keep a new template',
      tags: TAGS,
      permission: SEND,
      body: z.object({ spec: reportTemplate }),
      data: savedTemplate,
      idempotent: true,
      handler: async (ctx) => {
        const { actor, body, ip } = ctx;
        const spec = await checked(actor, body.spec);
        const now = clock.now();
        const saved = { id: newId(now.getTime()), version: 1 };
        await store.withTenant(actor.tenantId, async (tx) => {
          await insertTemplate(tx, { tenantId: actor.tenantId, id: saved.id, spec, by: actor.name, now });
          const subject = { type: 'core.report_template', id: saved.id };
          await identity.audit.record(tx, { actor, action: 'core.report_template.created', subject, after: spec, ip });
          await ctx.remember(tx, saved, 201);
        });
        return reply(saved, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/reports/templates/:id',
      summary: 'Change a template of the tenant; `version` is the one that was read',
      tags: TAGS,
      permission: SEND,
      params: templateId,
      body: z.object({ spec: reportTemplate, version: z.int().min(0) }),
      data: savedTemplate,
      handler: async ({ actor, params: { id }, body, ip }) => {
        const before = await ownTemplate(templates, actor, id);
        const spec = await checked(actor, { ...body.spec, application: before.spec.application });
        const version = await store.withTenant(actor.tenantId, async (tx) => {
          const { tenantId, name: by } = actor;
          const next = await updateTemplate(tx, { tenantId, id, spec, version: body.version, by, now: clock.now() });
          const subject = { type: 'core.report_template', id };
          const change = { before: before.spec, after: spec };
          await identity.audit.record(tx, { actor, action: 'core.report_template.changed', subject, ...change, ip });
          return next;
        });
        return { id, version };
      },
    }),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/reports/templates/:id',
      summary: 'Remove a template of the tenant; what was sent stays in the history',
      tags: TAGS,
      permission: SEND,
      params: templateId,
      data: z.object({ id: z.string() }),
      handler: async ({ actor, params: { id }, ip }) => {
        const before = await ownTemplate(templates, actor, id);
        await store.withTenant(actor.tenantId, async (tx) => {
          await removeTemplate(tx, id);
          const subject = { type: 'core.report_template', id };
          const action = 'core.report_template.removed';
          await identity.audit.record(tx, { actor, action, subject, before: before.spec, ip });
        });
        return { id };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/reports/catalogue/:application',
      summary: 'Metrics and dimensions that blocks of a template can show',
      tags: TAGS,
      permission: SEND,
      params: z.object({ application: z.string().max(64) }),
      data: catalogue,
      handler: async ({ actor, params, language }) => {
        openApplication(actor, params.application);
        const found = await metrics.catalogue(params.application, language);
        return {
          metrics: found.metrics.map(({ name, label, dimensions }) => ({ name, label, dimensions: [...dimensions] })),
          dimensions: found.dimensions.map(({ name, label, kind }) => ({ name, label, kind })),
        };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/reports/values/:application',
      summary: 'Values of a dimension that the caller sees, to narrow a recipient’s copy',
      tags: TAGS,
      permission: SEND,
      params: z.object({ application: z.string().max(64) }),
      query: z.object({ dimension: z.string().min(1).max(200) }),
      data: values,
      handler: async ({ actor, params: { application }, query: { dimension }, language }) => {
        openApplication(actor, application);
        const { tenantId, scopes, currency, timeZone } = actor;
        const context = { tenantId, application, scopes, currency, timeZone, locale: language };
        // A metric anchors the dimension, so that the caller's scopes narrow its values too.
        const anchor = (await metrics.catalogue(application, language)).metrics.find(({ dimensions }) =>
          dimensions.includes(dimension),
        );
        const asked = { dimension, limit: 500, ...(anchor ? { metric: anchor.name } : {}) };
        const found = await metrics.dimensionValues(context, asked);
        return { items: found.filter((one) => one !== null).map(String) };
      },
    }),
  ];
}

async function ownTemplate(templates: Templates, actor: Actor, id: string): Promise<FoundTemplate> {
  const found = await templates.one(id, actor);
  if (found.own === null) throw new DomainError({ code: 'reports.shipped', kind: 'conflict' });
  return found;
}

function openApplication(actor: Actor, application: string): void {
  if (actor.applications.includes(application)) return;
  throw new DomainError({ code: 'reports.unknown_template', kind: 'not_found', details: { id: application } });
}
