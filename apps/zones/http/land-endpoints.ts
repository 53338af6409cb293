import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import type { Answers } from '../queries/answers.ts';
import { readZones, readZonesMap } from '../queries/occupation.ts';
import { readSummary } from '../queries/summaries.ts';
import { readZoneDetails } from '../queries/zone-details.ts';
import { answered } from './answer.ts';
import { filtersQuery, listQuery, summary, summaryQuery, zoneDetails, zoneList, zonesMap } from './contract.ts';

const TAGS = ['zones: occupation'];
const PERMISSION = 'zones.occupation.read';

export function landEndpoints(services: Services, answers: Answers): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/occupation/summary',
      summary: 'Five KPI of the plots on the last day of a period',
      tags: TAGS,
      permission: PERMISSION,
      query: summaryQuery,
      data: summary,
      cache: 'generation',
      handler: (ctx) =>
        answered(answers, ctx, 'occupation.summary', (reader) =>
          readSummary(services, reader, 'occupation', ctx.query),
        ),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/occupation',
      summary: 'Zones with their plots',
      tags: TAGS,
      permission: PERMISSION,
      query: listQuery,
      data: zoneList,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'occupation.list', (reader) => readZones(reader, ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/occupation/zones_map',
      summary: 'Zones as GeoJSON, with their occupancy',
      tags: TAGS,
      permission: PERMISSION,
      query: filtersQuery,
      data: zonesMap,
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, 'occupation.map', (reader) => readZonesMap(reader, ctx.query)),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/occupation/:zone_id',
      summary: 'One zone: KPI, outline, plots, history',
      tags: TAGS,
      permission: PERMISSION,
      params: z.object({ zone_id: z.string().max(200) }),
      query: summaryQuery,
      data: zoneDetails,
      cache: 'generation',
      handler: (ctx) =>
        answered(answers, ctx, 'occupation.zone', (reader) =>
          readZoneDetails(services, reader, ctx.params.zone_id, ctx.query),
        ),
    }),
  ];
}
