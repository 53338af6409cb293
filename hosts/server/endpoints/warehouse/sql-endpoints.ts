import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, isDomainError } from '@griot/kernel';
import type { QueryResult } from '@griot/warehouse';
import { z } from 'zod';
import type { InstalledProjects } from '../../installed-projects.ts';
import { placeOf } from './error-place.ts';

/** Rows and time of one answer; the warehouse process bounds the memory. */
const MOST_ROWS = 5000;
const TIMEOUT_MS = 15_000;
const STOPPED = new Set(['warehouse.timeout', 'warehouse.cancelled', 'warehouse.out_of_memory']);
const REFUSED = new Set(['warehouse.sql_refused', 'warehouse.not_a_select', 'warehouse.forbidden']);
const ASKED = 'core.warehouse.queried';

const head = { tags: ['warehouse'], permission: 'core.warehouse.query' as const };
const outcome = z.enum(['answered', 'refused', 'stopped', 'failed']);

/** One SELECT of a person's own over published models. Who leaves the request ends the query in the engine. */
export function sqlEndpoints(
  services: Pick<Services, 'store' | 'identity' | 'warehouse'>,
  projects: InstalledProjects,
): Endpoint[] {
  const { store, identity, warehouse } = services;

  /** Each question is in the audit: raw rows were shown, or somebody tried. */
  const record = (actor: Actor, ip: string, after: Record<string, unknown>): Promise<unknown> =>
    store.withTenant(actor.tenantId, (tx) =>
      identity.audit.record(tx, { actor, action: ASKED, subject: { type: 'core.warehouse', id: 'sql' }, after, ip }),
    );

  return [
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/warehouse/sql',
      summary: 'Ask in SQL: one SELECT over the published models of the applications that are open to you',
      body: z.object({
        sql: z.string().trim().min(1).max(100_000),
        generation: z.number().int().positive().nullish().describe('as of a generation that is kept'),
        limit: z.number().int().min(1).max(MOST_ROWS).default(1000),
      }),
      data: z.object({
        columns: z.array(z.object({ name: z.string(), type: z.string() })),
        rows: z.array(z.array(z.unknown())),
        truncated: z.boolean(),
        generation: z.number().nullable(),
        ms: z.number(),
      }),
      timeoutMs: TIMEOUT_MS + 5000,
      rateLimit: { max: 60, windowMs: 60_000 },
      handler: async ({ actor, body, signal, ip }) => {
        refuseScoped(actor);
        const { sql, limit, generation } = body;
        const tenant = warehouse.tenant(actor.tenantId);
        const started = performance.now();
        const taken = () => Math.round(performance.now() - started);
        let answer: QueryResult;
        try {
          const own = new Set((await projects.of(actor.applications)).map(({ project }) => project.name));
          const kept = await tenant.generations();
          const wanted = generation ?? (await tenant.current())?.id;
          const nodes = kept.find((one) => one.id === wanted)?.nodes ?? [];
          answer = await tenant.sandbox(sql, [], {
            tables: nodes.filter((node) => own.has(node.project)).map((node) => node.name),
            maxRows: limit,
            timeoutMs: TIMEOUT_MS,
            signal,
            ...(generation ? { generation } : {}),
          });
        } catch (error) {
          const code = isDomainError(error) ? error.code : 'internal';
          const how = REFUSED.has(code) ? 'refused' : STOPPED.has(code) ? 'stopped' : 'failed';
          await record(actor, ip, { sql, outcome: how, reason: code, ms: taken() });
          throw withPlace(error, sql);
        }
        const { columns, rows, truncated } = answer;
        const ms = taken();
        const shown = { sql, outcome: 'answered', rows: rows.length, generation: answer.generation, ms };
        await record(actor, ip, shown);
        return { columns, rows, truncated, generation: answer.generation, ms };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/warehouse/sql/history',
      summary: 'Your own last questions, newest first',
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      data: z.object({
        items: z.array(
          z.object({
            at: z.string(),
            sql: z.string(),
            outcome,
            reason: z.string().optional(),
            rows: z.number().optional(),
            generation: z.number().nullish(),
            ms: z.number(),
          }),
        ),
      }),
      handler: async ({ actor, query }) => {
        const filters = { actorId: actor.userId, action: ASKED };
        const entries = await identity.audit.search(actor.tenantId, filters, { limit: query.limit });
        return { items: entries.map((entry) => ({ at: entry.at, ...asked.parse(entry.after) })) };
      },
    }),
  ];
}

const asked = z.object({
  sql: z.string(),
  outcome,
  reason: z.string().optional(),
  rows: z.number().optional(),
  generation: z.number().nullish(),
  ms: z.number(),
});

/** Where in the person's own text the engine stumbled, beside what it said. */
function withPlace(error: unknown, sql: string): unknown {
  if (!isDomainError(error)) return error;
  const place = placeOf(sql, error.details);
  if (place === null) return error;
  const { code, kind, message, details } = error;
  return new DomainError({ code, kind, message, details: { ...details, ...place }, cause: error });
}

/** Rows of a model know nothing of scopes, which metrics apply: who sees a part only is refused, never shown too much. */
function refuseScoped(actor: Actor): void {
  if (actor.scopes.length > 0) throw new DomainError({ code: 'warehouse.scoped', kind: 'forbidden' });
}
