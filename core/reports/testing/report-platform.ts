import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Application, Platform } from '@griot/application';
import { createFiles, filesMigrations } from '@griot/files';
import { createFlows, type FlowDefinition, flowsMigrations } from '@griot/flows';
import type { Identity } from '@griot/identity';
import { type Clock, silentLogger } from '@griot/kernel';
import { createMail, mailMigrations } from '@griot/mail';
import { createMetrics } from '@griot/metrics';
import type { Shop } from '@griot/metrics/testing';
import type { MigrationSet, Store } from '@griot/store';
import { reports } from '../index.ts';

const TEMPLATE = `title: Ventes
application: shops
area: Boutiques
period: last_quarter
parameters: [shop__city]
widgets:
  - { id: total, type: kpi, query: { metrics: [revenue] }, display: { trend: none } }
  - { id: villes, type: chart_bar, title: Villes, query: { metrics: [revenue], dimensions: [shop__city] } }
`;
const label = { fr: 'Boutiques', en: 'Shops' };

export const reportMigrations: MigrationSet[] = [
  ...[filesMigrations, flowsMigrations, mailMigrations],
  ...(reports.migrations ? [reports.migrations] : []),
];

/** An application with one report template about the shops of core/metrics, its files below `folder`. */
export async function shopsApplication(folder: string): Promise<Application> {
  const reportsFolder = join(folder, 'templates');
  await mkdir(reportsFolder, { recursive: true });
  await writeFile(join(reportsFolder, 'ventes.yml'), TEMPLATE);
  return {
    id: 'shops',
    name: label,
    permissions: [{ name: 'shops.sales.read', label }],
    roles: [{ name: 'lecteur', label, permissions: ['core.metrics.read'] }],
    reportsFolder,
    warehouseProject: '.',
    endpoints: () => [],
    flows: () => [],
  };
}

export interface ReportPlatform {
  platform: Platform;
  flows: readonly FlowDefinition[];
}

/** The platform's parts that reports need, on a store that is there: in the test's process, or in one that it kills. */
export function reportPlatform(o: {
  shop: Shop;
  store: Store;
  identity: Identity;
  application: Application;
  folder: string;
  clock: Clock;
  smtpUrl?: string;
  mailLeaseMs?: number;
}): ReportPlatform {
  const { store, identity, clock, application, shop } = o;
  const log = silentLogger;
  const files = createFiles({ store, dataDir: join(o.folder, 'files'), log, clock });
  const lease = o.mailLeaseMs === undefined ? {} : { leaseMs: o.mailLeaseMs };
  const mail = createMail({ store, files, clock, log, smtpUrl: o.smtpUrl, ...lease });
  const metrics = createMetrics({
    warehouse: shop.warehouse,
    manifest: () => shop.manifest,
    scopeDimensions: { 'shops.shop': 'shop' },
    ...{ clock, log },
  });
  const flows = createFlows({ store, log, clock });
  // What reports use of the platform; nothing else is asked for.
  const parts = { store, identity, files, mail, metrics, flows, clock, log, applications: [application] };
  const platform = parts as unknown as Platform;
  const definitions = reports.flows?.(platform) ?? [];
  flows.register(definitions);
  return { platform, flows: definitions };
}
