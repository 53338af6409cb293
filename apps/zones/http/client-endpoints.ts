import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import type { Answers } from '../queries/answers.ts';
import { readClientDetails } from '../queries/client-details.ts';
import { readClients } from '../queries/clients.ts';
import { readFilterOptions } from '../queries/filter-options.ts';
import { readSummary } from '../queries/summaries.ts';
import { answered } from './answer.ts';
import { clientDetails, clientList, clientsQuery, filterOptions, summary, summaryQuery } from './contract.ts';

const TAGS = ['zones: clients'];
const PERMISSION = 'zones.clients.read';
const READS = [PERMISSION, 'zones.finance.read', 'zones.occupation.read', 'zones.operations.read'];

export function clientEndpoints(services: Services, answers: Answers): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/clients/summary',
      summary: 'Five KPI of the portfolio',
      tags: TAGS,
      permission: PERMISSION,
      query: summaryQuery,
      data: summary,
      cache: 'generation',
      handler: (ctx) =>
        answered(answers, ctx, 'clients.summary', (reader) => readSummary(services, reader, 'clients', ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/clients',
      summary: 'The portfolio',
      tags: TAGS,
      permission: PERMISSION,
      query: clientsQuery,
      data: clientList,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'clients.list', (reader) => readClients(reader, ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/clients/:id/details',
      summary: 'One client: card, risk, invoices, payments, plots',
      tags: TAGS,
      permission: PERMISSION,
      params: z.object({ id: z.string().max(64) }),
      data: clientDetails,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'clients.details', (reader) => readClientDetails(reader, ctx.params.id)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/operationnel/summary',
      summary: 'Eight operational KPI',
      tags: ['zones: opérationnel'],
      permission: 'zones.operations.read',
      query: summaryQuery,
      data: summary,
      cache: 'generation',
      handler: (ctx) =>
        answered(answers, ctx, 'operationnel.summary', (reader) =>
          readSummary(services, reader, 'operationnel', ctx.query),
        ),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/zones/filters',
      summary: 'Values of the filter bar',
      tags: ['zones'],
      data: filterOptions,
      cache: 'generation',
      handler: (ctx) => {
        // Of use on every page: whoever may read one of them may read it.
        if (!READS.some((permission) => ctx.actor.permissions.has(permission)))
          services.identity.require(ctx.actor, PERMISSION);
        return answered(answers, ctx, 'zones.filters', readFilterOptions);
      },
    }),
  ];
}
