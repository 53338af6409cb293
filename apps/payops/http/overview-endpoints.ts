import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { WINDOWS } from '../domain/business-time.ts';
import { METRIC_NAMES, METRICS, type MetricName } from '../domain/metrics.ts';
import { readRanking } from '../queries/kept-rankings.ts';
import { computeSnapshot, figureOf } from '../queries/read-snapshot.ts';
import { readSums } from '../queries/read-sums.ts';
import { readUsers } from '../queries/read-users.ts';
import { singleFlight } from '../queries/single-flight.ts';
import { freshEnough, keptSnapshot, noteRead, readyFor, refreshSnapshot, type Snapshot } from '../queries/snapshots.ts';
import { readSettings } from '../store/settings.ts';
import { decimal, ranked, snapshot } from './contract.ts';
import { readerOf, selectionFrom, selectionQuery } from './sight.ts';

const tags = ['payops: dashboard'];

/** The picture: ready answers by window, series of any metric, who counts most. */
export function overviewEndpoints(services: Services): Endpoint[] {
  const { store, clock } = services;
  const once = singleFlight();
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/overview',
      summary: 'KPIs of a window with what they were before and how they went; says how old it is',
      tags,
      permission: 'payops.dashboard.read',
      query: z.object({
        window: z.enum(WINDOWS).default('today'),
        refresh: z.stringbool().default(false),
        ...selectionQuery,
      }),
      data: snapshot,
      handler: async ({ actor, query }) => {
        const reader = readerOf(actor);
        const { tenantId } = reader;
        const selection = selectionFrom(query);
        const entity = readyFor(reader.sight, selection);
        const now = clock.now();
        const at = { tenantId, window: query.window, now };
        if (entity === null) {
          const compute = () =>
            store.withTenant(tenantId, (tx) => computeSnapshot(tx, { ...at, sight: reader.sight, selection }));
          const body = query.refresh
            ? await compute()
            : await once(['overview', reader, selection, query.window], compute);
          return shown({ ...body, computedAt: now.toISOString(), ageSeconds: 0 });
        }
        const ready = { ...at, entity };
        const note = () => store.withTenant(tenantId, (tx) => noteRead(tx, ready));
        if (!query.refresh) {
          const kept = await store.withTenant(tenantId, (tx) => keptSnapshot(tx, ready), { readOnly: true });
          if (kept && freshEnough(kept.snapshot.ageSeconds)) {
            if (kept.unnoted) await note();
            return shown(kept.snapshot);
          }
        }
        const refresh = () => store.withTenant(tenantId, (tx) => refreshSnapshot(tx, ready));
        const made = query.refresh ? await refresh() : await once(['ready', tenantId, entity, query.window], refresh);
        await note();
        return shown(made);
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/metrics/:metric/timeseries',
      summary: 'A metric over time, by hour or business day; money in the reporting currency and in each one',
      tags,
      permission: 'payops.dashboard.read',
      params: z.object({ metric: z.enum(METRIC_NAMES) }),
      query: z.object({
        from: z.iso.datetime({ offset: true }),
        to: z.iso.datetime({ offset: true }),
        grain: z.enum(['hour', 'day']).default('hour'),
        ...selectionQuery,
      }),
      data: z.object({
        ...{ metric: z.enum(METRIC_NAMES), grain: z.string(), timeZone: z.string(), reportingCurrency: z.string() },
        points: z.array(z.object({ at: z.string(), value: decimal, byCurrency: z.record(z.string(), z.string()) })),
      }),
      handler: async ({ actor, params: { metric }, query }) => {
        const reader = readerOf(actor);
        const compute = () =>
          store.withTenant(
            reader.tenantId,
            async (tx) => {
              const { timeZone, reportingCurrency } = await readSettings(tx, reader.tenantId);
              const q = {
                ...{
                  ...reader,
                  selection: selectionFrom(query),
                  timeZone,
                  reportingCurrency,
                  grain: query.grain,
                  only: metric,
                },
                from: Date.parse(query.from),
                to: Date.parse(query.to),
              };
              const users = metric === 'active_users' ? await readUsers(tx, q) : new Map<string, number>();
              const sums = await readSums(tx, q);
              const points = sums.map((one) => ({
                at: one.at,
                value: figureOf(metric, { sums: one, users: users.get(one.at) ?? 0 }),
                byCurrency: moneyOf(metric, one.money),
              }));
              return { metric, grain: query.grain, timeZone, reportingCurrency, points };
            },
            { readOnly: true },
          );
        return once(['series', reader, metric, query], compute);
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/ranking',
      summary: 'Who counts most in a window: entities, regions or countries by payment volume',
      tags,
      permission: 'payops.dashboard.read',
      query: z.object({
        window: z.enum(WINDOWS).default('today'),
        by: z.enum(['entity', 'region', 'country']).default('entity'),
        limit: z.coerce.number().int().min(1).max(100).default(10),
        ...selectionQuery,
      }),
      data: z.object({ items: z.array(ranked) }),
      handler: async ({ actor, query: { window, by, limit, ...rest } }) => {
        const reader = readerOf(actor);
        const items = await once(['ranking', reader, rest, window, by, limit], () =>
          store.withTenant(reader.tenantId, (tx) =>
            readRanking(tx, { ...reader, selection: selectionFrom(rest), window, by, limit, now: clock.now() }),
          ),
        );
        return { items };
      },
    }),
  ];
}

const moneyOf = (metric: MetricName, money: object): Record<string, string> =>
  metric in money ? ((money as Record<string, Record<string, string>>)[metric] ?? {}) : {};

const shown = (one: Snapshot) => ({
  ...one,
  kpis: one.kpis.map((each) => ({ ...each, ...METRICS[each.metric] })),
});
