import { join } from 'node:path';
import type { Application, Platform, Services } from '@griot/application';
import { connectKafka, createEvents, eventsMigrations, type Kafka } from '@griot/events';
import { createFiles, filesMigrations, loadS3Bucket, scanWithClamd } from '@griot/files';
import { createFlows, type FlowDefinition, flowsMigrations } from '@griot/flows';
import { createLiveHub, httpMigrations } from '@griot/http';
import { createIdentity, identityMigrations } from '@griot/identity';
import type { Config, Logger } from '@griot/kernel';
import { createMail, mailMigrations } from '@griot/mail';
import { clickhouse, connectSharedAnswers, createMetrics, duckdb, watchMetrics } from '@griot/metrics';
import { type MigrationSet, openStore } from '@griot/store';
import { createFigures, type Figures } from '@griot/telemetry';
import { connectClickHouse, connectWarehouse } from '@griot/warehouse';
import { loadApplications } from './applications.ts';
import { capabilities } from './capabilities.ts';
import { coreEventTypes } from './core-events.ts';
import { countQueries } from './figures/count-queries.ts';
import { readFigures } from './figures/read-figures.ts';
import { flowTriggers } from './flow-triggers.ts';
import { type InstalledProjects, installedProjects } from './installed-projects.ts';
import { type Connections, hostClock } from './runtime.ts';
import { hostMigrations } from './store/host-migrations.ts';

export interface Composition {
  applications: Application[];
  services: Services;
  /** What capabilities are given. */
  platform: Platform;
  flowDefinitions: FlowDefinition[];
  projects: InstalledProjects;
  migrations: MigrationSet[];
  /** With `KAFKA_URL`; the server starts it. */
  kafka: Kafka | undefined;
  /** What this process tells those who watch it. */
  figures: Figures;
  close(): Promise<void>;
}

/**
 * Wires config -> core -> applications. Every process of ours (server, task slot, command line) composes the same
 * services from the same connections, so a flow's task sees exactly what a request sees.
 */
export async function compose(options: {
  config: Config;
  connections: Connections;
  log: Logger;
  poolSize?: number;
}): Promise<Composition> {
  const { config, connections, log } = options;
  const { dataDir, secret } = connections;
  const clock = hostClock;
  const applications = await loadApplications(connections.appsDir);
  const store = await openStore({
    databaseUrl: connections.databaseUrl,
    secret,
    log,
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
  });
  const figures = createFigures();
  const { onRead, onQuery } = countQueries(figures);
  const warehouse =
    config.warehouseUrl === undefined
      ? connectWarehouse({ socketPath: connections.warehouseSocket, log, onRead })
      : await connectClickHouse({ url: config.warehouseUrl, dataDir, log, onRead });
  const identity = createIdentity({
    store,
    secret,
    clock,
    log,
    applications: [...applications, ...capabilities],
  });
  const bucket = config.s3Url === undefined ? undefined : await loadS3Bucket(config.s3Url);
  const files = createFiles({
    ...{ store, dataDir: join(dataDir, 'files'), log, clock },
    ...(bucket && { storage: bucket }),
    ...(config.clamdUrl && { scan: scanWithClamd(config.clamdUrl) }),
  });
  const mail = createMail({ store, files, clock, log, smtpUrl: config.smtpUrl });
  const live = createLiveHub({ store, log });
  const projects = installedProjects(applications, warehouse.engine);
  const answers = config.redisUrl ? await connectSharedAnswers({ url: config.redisUrl, log }) : undefined;
  const computed = createMetrics({
    shared: answers,
    warehouse,
    dialect: config.warehouseUrl === undefined ? duckdb : clickhouse,
    clock,
    log,
    manifest: async (application) => (await projects.one(application)).manifest,
    scopeDimensions: Object.assign({}, ...applications.map((application) => application.scopeDimensions)),
  });

  const metrics = watchMetrics(computed, onQuery);
  const flows = createFlows({ store, log, clock });
  const events = createEvents({ store, clock, log });
  const services: Services = {
    ...{ config, clock, log, store, identity, files, mail, events, warehouse, metrics, flows, live, dataDir },
  };
  const platform: Platform = { ...services, applications };
  const flowDefinitions = [
    ...applications.flatMap((application) => application.flows(services)),
    ...capabilities.flatMap((capability) => capability.flows?.(platform) ?? []),
  ];
  flows.register(flowDefinitions);
  const isTenant = async (id: string) => (await identity.findTenant({ id })) !== null;
  const kafka = config.kafkaUrl ? await connectKafka({ url: config.kafkaUrl, log, events, isTenant }) : undefined;
  events.declare({ types: coreEventTypes, consumers: kafka ? [kafka.outbound] : [] });
  for (const application of applications) events.declare(application.events?.(services) ?? {});
  for (const capability of capabilities) events.declare(capability.events?.(platform) ?? {});

  const triggers = flowTriggers(flows, identity);
  if (triggers) events.declare({ consumers: [triggers] });

  readFigures(figures, platform, capabilities);
  return {
    applications,
    services,
    figures,
    platform,
    flowDefinitions,
    projects,
    kafka,
    migrations: [
      identityMigrations,
      filesMigrations,
      mailMigrations,
      flowsMigrations,
      eventsMigrations,
      httpMigrations,
      hostMigrations,
      ...[...capabilities, ...applications].flatMap(({ migrations }) => (migrations ? [migrations] : [])),
    ],
    async close() {
      mail.close();
      await kafka?.close();
      await live.close();
      await answers?.close();
      warehouse.close();
      bucket?.close();
      await store.close();
    },
  };
}
