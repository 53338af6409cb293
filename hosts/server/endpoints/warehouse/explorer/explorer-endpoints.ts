import type { Capability, Platform } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import type { InstalledProjects } from '../../../installed-projects.ts';
import { describeResource } from './describe-resource.ts';
import { Explorer } from './explore.ts';
import * as shapes from './explorer-shapes.ts';

const head = { tags: ['warehouse'], permission: 'core.warehouse.read' as const };
const expression = z.string().trim().max(2000).default('');
const words = (text: string): string[] => (text === '' ? [] : [text]);

/** What the warehouse is made of: the projects of the applications that are open to the reader, and how their last builds went. */
export function explorerEndpoints(
  platform: Platform,
  projects: InstalledProjects,
  capabilities: readonly Capability[],
): Endpoint[] {
  const explorer = new Explorer(platform, projects, capabilities);
  return [
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/warehouse/explorer',
      summary: 'Sources, models, tests, metrics and who reads them, with the state of their last build',
      data: shapes.explorer,
      handler: async ({ actor, language }) => {
        const { current, projects: explored } = await explorer.explore(actor, language);
        return {
          generation: current && { id: current.id, publishedAt: current.publishedAt },
          projects: explored.map(({ application, project, runs }) => {
            const last = runs.reports[0];
            return { name: project.name, application, lastBuild: last ?? null };
          }),
          items: explored.flatMap(({ resources }) => resources),
        };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/warehouse/explorer/selection',
      summary: 'What a selection in dbt’s words names: `+mart_x`, `tag:marts`, `state:modified`, `result:error`',
      query: z.object({ select: expression, exclude: expression }),
      data: z.object({ ids: z.array(z.string()) }),
      handler: async ({ actor, query }) => {
        const tenant = platform.warehouse.tenant(actor.tenantId);
        const input = { select: words(query.select), exclude: words(query.exclude) };
        const chosen = await Promise.all(
          (await explorer.installed(actor)).map(({ shown }) => tenant.select(shown, input)),
        );
        const ids = chosen.flatMap(({ nodes, tests, unitTests, sources, exposures }) => [
          ...[...sources, ...nodes, ...tests, ...unitTests, ...exposures],
        ]);
        return { ids };
      },
    }),
    defineEndpoint({
      ...head,
      permission: 'core.warehouse.query',
      method: 'GET',
      path: '/api/warehouse/explorer/tables',
      summary: 'What SQL of one’s own may read now: published models with their columns',
      data: z.object({ tables: z.array(shapes.sqlTable) }),
      handler: async ({ actor }) => ({ tables: await explorer.tables(actor) }),
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/warehouse/explorer/resource',
      summary: 'One of them: columns and where each comes from, SQL, tests with failing rows, last runs, readers',
      query: z.object({ id: z.string().min(1).max(500) }),
      data: shapes.resourceDetail,
      handler: async ({ actor, language, query }) =>
        describeResource(explorer, await explorer.explore(actor, language), actor, query.id),
    }),
  ];
}
