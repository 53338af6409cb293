import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import type { Answers } from '../queries/answers.ts';
import { readAgeing } from '../queries/finance.ts';
import { readComparison, readFinanceOfZone } from '../queries/finance-compared.ts';
import { readInvoices } from '../queries/invoices.ts';
import { readSummary } from '../queries/summaries.ts';
import { answered } from './answer.ts';
import {
  comparison,
  filtersQuery,
  financeOfZone,
  invoiceList,
  invoicesQuery,
  overdueAgeing,
  summary,
  summaryQuery,
} from './contract.ts';

const HEAD = { tags: ['zones: financier'], permission: 'zones.finance.read', cache: 'generation' } as const;
const zoneParams = z.object({ zone: z.string().max(200) });

/** What is not a plain list; lists are `financeTables`. */
export function financeEndpoints(services: Services, answers: Answers): Endpoint[] {
  return [
    defineEndpoint({
      ...HEAD,
      method: 'GET',
      tags: [...HEAD.tags],
      path: '/api/financier/summary',
      summary: 'Six financial KPI of a period, beside the period before or the year before',
      query: summaryQuery,
      data: summary,
      handler: (ctx) =>
        answered(answers, ctx, 'financier.summary', (reader) => readSummary(services, reader, 'financier', ctx.query)),
    }),
    defineEndpoint({
      ...HEAD,
      method: 'GET',
      tags: [...HEAD.tags],
      path: '/api/financier/by_zone/:zone',
      summary: 'One zone: its KPI, months and sectors',
      params: zoneParams,
      query: filtersQuery.omit({ zone: true, region: true }),
      data: financeOfZone,
      handler: (ctx) =>
        answered(answers, ctx, 'financier.by_zone', (reader) =>
          readFinanceOfZone(services, reader, { ...ctx.query, zone: ctx.params.zone }),
        ),
    }),
    defineEndpoint({
      ...HEAD,
      method: 'GET',
      tags: [...HEAD.tags],
      path: '/api/financier/comparaison',
      summary: 'The six figures beside the period before and the same one a year earlier',
      query: filtersQuery,
      data: comparison,
      handler: (ctx) =>
        answered(answers, ctx, 'financier.comparaison', (reader) => readComparison(services, reader, ctx.query)),
    }),
    defineEndpoint({
      ...HEAD,
      method: 'GET',
      tags: [...HEAD.tags],
      path: '/api/financier/impayes',
      summary: 'Overdue money by age',
      query: filtersQuery,
      data: overdueAgeing,
      handler: (ctx) => answered(answers, ctx, 'financier.impayes', (reader) => readAgeing(reader, ctx.query)),
    }),
    defineEndpoint({
      ...HEAD,
      method: 'GET',
      tags: [...HEAD.tags],
      path: '/api/financier/factures',
      summary: 'Invoices of a period, as they stand',
      query: invoicesQuery,
      data: invoiceList,
      handler: (ctx) => answered(answers, ctx, 'financier.factures', (reader) => readInvoices(reader, ctx.query)),
    }),
  ];
}
