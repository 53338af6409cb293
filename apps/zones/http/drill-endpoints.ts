import type { Services } from '@griot/application';
import { defineDownload, defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import type { MetricContext } from '@griot/metrics';
import { XLSX_TYPE } from '@griot/sheets';
import { z } from 'zod';
import type { Answers } from '../queries/answers.ts';
import { drillPermission, readDrill } from '../queries/drill.ts';
import type { ColumnKind, Columns } from '../tables/table.ts';
import { answered } from './answer.ts';
import { drillQuery, drillRows } from './contract.ts';
import { exportFormat, exportRows } from './table-endpoints.ts';

const PATH = '/api/zones/lignes/:metric';
const params = z.object({ metric: z.string().max(100) });
const PAGE = 20_000;

/** The rows behind any figure of the pages, and their file. */
export function drillEndpoints(services: Services, answers: Answers): Endpoint[] {
  const context = (actor: Actor, locale: 'fr' | 'en'): MetricContext => ({
    tenantId: actor.tenantId,
    application: 'zones',
    locale,
    currency: actor.currency,
    timeZone: actor.timeZone,
  });
  return [
    defineEndpoint({
      method: 'GET',
      path: PATH,
      summary: 'The rows that make a figure, and the figure over all of them',
      tags: ['zones'],
      params,
      query: drillQuery,
      data: drillRows,
      cache: 'generation',
      handler: (ctx) => {
        services.identity.require(ctx.actor, drillPermission(ctx.params.metric));
        return answered(answers, ctx, 'zones.lignes', (reader) =>
          readDrill(services, reader, context(ctx.actor, ctx.language), { ...ctx.query, ...ctx.params }),
        );
      },
    }),
    defineDownload({
      method: 'GET',
      path: `${PATH}/export`,
      summary: 'The rows that make a figure, as CSV or XLSX',
      tags: ['zones'],
      params,
      query: drillQuery.omit({ cursor: true, limit: true }).extend({ format: exportFormat }),
      produces: ['text/csv', XLSX_TYPE],
      handler: async (ctx) => {
        services.identity.require(ctx.actor, drillPermission(ctx.params.metric));
        const { format, ...query } = ctx.query;
        const asked = { ...query, ...ctx.params, limit: PAGE };
        const who = context(ctx.actor, ctx.language);
        const reader = await answers.reader({ actor: ctx.actor, locale: ctx.language });
        const { columns: found } = await readDrill(services, reader, who, { ...asked, limit: 1 });
        const columns: Columns = Object.fromEntries(
          found.map(({ name }): [string, ColumnKind] => [name, kindOf(name)]),
        );
        return exportRows(answers, ctx, {
          name: ctx.params.metric,
          columns,
          format,
          // The rows behind a figure come from the metrics, a large page at a time.
          rows: async function* (one) {
            for (let cursor: string | null | undefined; cursor !== null; ) {
              const page = await readDrill(services, one, who, { ...asked, cursor });
              for (const row of page.items)
                yield Object.fromEntries(page.columns.map(({ name }, at) => [name, row[at] ?? null]));
              cursor = page.nextCursor;
            }
          },
        });
      },
    }),
  ];
}

const kindOf = (name: string): ColumnKind => (name === 'value' ? 'number' : name.includes('date_') ? 'day' : 'text');
