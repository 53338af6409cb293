import type { TestContext } from 'node:test';
import type { Application, Platform } from '@griot/application';
import type { EndedRunView } from '@griot/flows';
import { createLiveHub } from '@griot/http';
import { testServer } from '@griot/http/testing';
import { manualClock, readConfig, silentLogger } from '@griot/kernel';
import { createMail, mailMigrations } from '@griot/mail';
import { createMetrics } from '@griot/metrics';
import { openShop } from '@griot/metrics/testing';
import type { BuildReport, BuildSummary } from '@griot/warehouse';
import { alerts } from '../index.ts';

const label = { fr: 'Boutiques', en: 'Shops' };

export const shopsApplication: Application = {
  ...{ id: 'shops', name: label, permissions: [{ name: 'shops.sales.read', label }], roles: [] },
  ...{ warehouseProject: '.', endpoints: () => [], flows: () => [] },
  scopeDimensions: { 'shops.shop': 'shop__city' },
};

export interface TestBuilds {
  /** The newest build of the project, as the warehouse would tell it. */
  last: BuildSummary | null;
  report: BuildReport | null;
}

/**
 * The whole of the alerts on a real PostgreSQL, on figures that a real DuckDB computes from the shops' rows. Runs of flows and
 * builds are what a test says. The clock of alerts is the test's; the server keeps one of its own, so that sign-ins last.
 */
export async function testAlerts(t: TestContext, o: { smtpUrl?: string; webhookPrivate?: boolean; at?: string } = {}) {
  const shop = await openShop();
  t.after(() => shop.close());
  const clock = manualClock(o.at ?? '2024-03-31T08:00:00Z');
  const metrics = createMetrics({
    ...{ warehouse: shop.warehouse, manifest: () => shop.manifest, clock, log: silentLogger },
    ...{ generationTtlMs: 0, cacheTtlMs: 0 },
  });
  const ended: EndedRunView[] = [];
  /** Newest first, none of them mended since. */
  const failedRuns: { id: string; flow: string; createdAt: string; task: string; message: string }[] = [];
  const builds: TestBuilds = { last: null, report: null };
  let platform = {} as Platform;
  const server = await testServer(t, {
    applications: [shopsApplication, alerts],
    migrations: [mailMigrations, ...(alerts.migrations ? [alerts.migrations] : [])],
    messages: alerts.messages ? [alerts.messages] : [],
    endpoints: ({ store, identity }) => {
      const files = { open: () => Promise.reject(new Error('no file')) };
      const mail = createMail({ store, files, clock, log: silentLogger, smtpUrl: o.smtpUrl });
      t.after(() => mail.close());
      const live = createLiveHub({ store, log: silentLogger });
      t.after(() => live.close());
      const flows = {
        endedSince: async (since: Date) => ended.filter((run) => run.finishedAt >= since.toISOString()),
        runs: async (_tenantId: string, { states }: { states: string[] }) => ({
          items: states.includes('failed') ? failedRuns.map(({ task: _task, message: _message, ...run }) => run) : [],
        }),
        run: async (_tenantId: string, id: string) => {
          const run = failedRuns.find((one) => one.id === id);
          return { taskList: [{ name: run?.task, state: 'failed', error: { message: run?.message } }] };
        },
        catalogue: () => [],
      };
      const tenantWarehouse = {
        builds: async () => (builds.last ? [builds.last] : []),
        current: async () => ({ buildId: 'b1' }),
        buildReport: async () => builds.report,
      };
      const config = readConfig(o.webhookPrivate ? { GRIOT_WEBHOOK_PRIVATE: '1' } : {});
      const warehouse = { tenant: () => tenantWarehouse };
      const parts = { store, identity, metrics, mail, live, clock, flows, config, warehouse, log: silentLogger };
      platform = { ...parts, applications: [shopsApplication] } as unknown as Platform;
      return alerts.endpoints(platform);
    },
  });
  let generation = 1;
  return {
    ...server,
    shop,
    clock,
    platform,
    ended,
    failedRuns,
    builds,
    /** What the warehouse holds has changed: readers see another generation. */
    publish(facts: Partial<typeof shop.warehouse.generation> = {}) {
      generation += 1;
      shop.warehouse.generation = { ...shop.warehouse.generation, ...facts, id: generation };
    },
  };
}

export type TestAlerts = Awaited<ReturnType<typeof testAlerts>>;
