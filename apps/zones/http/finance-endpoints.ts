import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Answers } from '../queries/answers.ts';
import { readAgeing, readBySector, readMonthlyTrends, readTopClients, readTopZones } from '../queries/finance.ts';
import { readInvoices } from '../queries/invoices.ts';
import { readSummary } from '../queries/summaries.ts';
import { answered } from './answer.ts';
import {
  bySector,
  filtersQuery,
  invoiceList,
  invoicesQuery,
  monthlyTrends,
  overdueAgeing,
  summary,
  topClients,
  topClientsQuery,
  topZones,
} from './contract.ts';

const TAGS = ['zones: financier'];
const PERMISSION = 'zones.finance.read';

export function financeEndpoints(services: Services, answers: Answers): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/financier/summary',
      summary: 'Six financial KPI of a period, beside the period before',
      tags: TAGS,
      permission: PERMISSION,
      query: filtersQuery,
      data: summary,
      cache: 'generation',
      handler: (ctx) =>
        answered(answers, ctx, 'financier.summary', (reader) => readSummary(services, reader, 'financier', ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/financier/top_zones_performance',
      summary: 'Zones by revenue',
      tags: TAGS,
      permission: PERMISSION,
      query: filtersQuery,
      data: topZones,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'financier.top_zones', (reader) => readTopZones(reader, ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/financier/tendances_mensuelles',
      summary: 'Revenue, debt and rates by month of issue',
      tags: TAGS,
      permission: PERMISSION,
      query: filtersQuery,
      data: monthlyTrends,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'financier.trends', (reader) => readMonthlyTrends(reader, ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/financier/top_clients',
      summary: 'Clients by revenue',
      tags: TAGS,
      permission: PERMISSION,
      query: topClientsQuery,
      data: topClients,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'financier.top_clients', (reader) => readTopClients(reader, ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/financier/by_secteur',
      summary: 'Revenue and debt by sector',
      tags: TAGS,
      permission: PERMISSION,
      query: filtersQuery,
      data: bySector,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'financier.by_secteur', (reader) => readBySector(reader, ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/financier/impayes',
      summary: 'Overdue money by age',
      tags: TAGS,
      permission: PERMISSION,
      query: filtersQuery,
      data: overdueAgeing,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'financier.impayes', (reader) => readAgeing(reader, ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/financier/factures',
      summary: 'Invoices of a period, as they stand',
      tags: TAGS,
      permission: PERMISSION,
      query: invoicesQuery,
      data: invoiceList,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'financier.factures', (reader) => readInvoices(reader, ctx.query)),
    }),
  ];
}
