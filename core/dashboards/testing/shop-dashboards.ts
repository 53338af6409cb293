import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Application, Platform } from '@griot/application';
import { type TestServer, testServer } from '@griot/http/testing';
import { manualClock, silentLogger } from '@griot/kernel';
import { createMetrics } from '@griot/metrics';
import { openShop, type Shop } from '@griot/metrics/testing';
import { dashboards } from '../index.ts';

export interface ShopDashboards extends TestServer {
  shop: Shop;
}

const label = { fr: 'Boutiques', en: 'Shops' };

/** The capability on a real store and the figures of the small shops, for an application that ships one dashboard. */
export async function shopDashboards(t: Pick<TestContext, 'after'>, shipped: string): Promise<ShopDashboards> {
  const shop = await openShop();
  t.after(() => shop.close());
  const folder = await mkdtemp(join(tmpdir(), 'griot-dashboards-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'ventes.yml'), shipped);
  const clock = manualClock('2024-05-02T08:00:00Z');
  const metrics = createMetrics({
    warehouse: shop.warehouse,
    manifest: () => shop.manifest,
    clock,
    log: silentLogger,
    scopeDimensions: { 'shops.shop': 'shop' },
    generationTtlMs: 0,
  });
  const access = {
    permissions: [{ name: 'shops.sales.read', label }],
    roles: [{ name: 'lecteur', label, permissions: ['shops.sales.read', 'core.metrics.read'] }],
  };
  const application: Application = {
    id: 'shops',
    name: label,
    ...access,
    warehouseProject: '.',
    dashboardsFolder: folder,
    mapLayers: [
      {
        id: 'villes',
        label,
        dimension: 'shop__city',
        areas: async (_services, actor) => [
          { key: 'Abidjan', name: actor.tenantName, polygon: { type: 'Polygon', coordinates: [[[0, 0]]] } },
        ],
      },
    ],
    endpoints: () => [],
    flows: () => [],
  };
  const server = await testServer(t, {
    clock,
    applications: [application, dashboards],
    migrations: dashboards.migrations ? [dashboards.migrations] : [],
    messages: dashboards.messages ? [dashboards.messages] : [],
    // What this capability uses of the platform.
    endpoints: ({ store, identity }) =>
      dashboards.endpoints({ store, identity, metrics, clock, applications: [application] } as unknown as Platform),
  });
  return { ...server, shop };
}
