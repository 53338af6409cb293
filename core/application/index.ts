import type { EventConsumer, Events, EventType } from '@griot/events';
import type { Files } from '@griot/files';
import type { FlowDefinition, Flows } from '@griot/flows';
import type { Endpoint, LiveHub, MessageSet } from '@griot/http';
import type { AccessDeclaration, Actor, Identity, Scope } from '@griot/identity';
import type { Clock, Config, Logger } from '@griot/kernel';
import type { Mail } from '@griot/mail';
import type { Metrics } from '@griot/metrics';
import type { MigrationSet, Store } from '@griot/store';
import type { Figure } from '@griot/telemetry';
import type { Warehouse } from '@griot/warehouse';

/** A text in both languages of the interface. */
export interface Text {
  fr: string;
  en: string;
}

/** What the composition root hands to an application: the core, wired. */
export interface Services {
  config: Config;
  clock: Clock;
  log: Logger;
  store: Store;
  identity: Identity;
  files: Files;
  mail: Mail;
  events: Events;
  warehouse: Warehouse;
  metrics: Metrics;
  flows: Flows;
  live: LiveHub;
  /** Absolute path of the platform's data folder. */
  dataDir: string;
}

/** One demonstration tenant, made from generated source files through the application's ordinary import. */
export interface Demonstration {
  tenant: { slug: string; name: string; currency: string; timeZone: string; locale: 'fr' | 'en' };
  /** With scopes: who sees a part only. */
  users: { login: string; name: string; roles: string[]; scopes?: Scope[] }[];
  /**
   * Writes the source files and starts what imports them. Called again after a crash: it must go on, not double.
   * Resolves when readers see the demonstration's figures.
   */
  load(services: Services, tenantId: string, options: { scale: number; onProgress(text: string): void }): Promise<void>;
  /** Whether all of it was loaded once. Without it: as soon as anything is published. */
  complete?(services: Services, tenantId: string): Promise<boolean>;
}

/** What an application or a capability says about events: the types it produces or takes in, and who handles which. */
export interface EventDeclaration {
  types?: readonly EventType[];
  consumers?: readonly EventConsumer[];
}

/** What a capability sees besides the wired core: what the installed applications declare. */
export interface Platform extends Services {
  readonly applications: readonly Application[];
}

/** Something that reads metrics for people: a dashboard, a threshold, a report. The warehouse shows it behind its metrics. */
export interface MetricConsumer {
  /** Unique in its capability. */
  id: string;
  kind: Text;
  title: string;
  /** Whose metrics, and which of them by name. */
  application: string;
  metrics: readonly string[];
  /** Where it is opened; null when it has no page of its own. */
  href: string | null;
}

/**
 * A part of the platform that people meet in every application (floor 5: alerts, dashboards, reports, assistant). It speaks
 * metrics and knows no application. Its permissions begin with `core.`, its flows with its id, and every tenant has it.
 */
export interface Capability extends AccessDeclaration {
  id: string;
  migrations?: MigrationSet;
  messages?: MessageSet;
  endpoints(platform: Platform): Endpoint[];
  flows?(platform: Platform): FlowDefinition[];
  events?(platform: Platform): EventDeclaration;
  /** What of this capability reads metrics, as far as this reader may know of it. */
  metricConsumers?(platform: Platform, actor: Actor): Promise<MetricConsumer[]>;
  /** What it tells those who watch the installation, read at each scrape of `/metrics`; names begin with `griot_`. */
  figures?(platform: Platform): Promise<readonly Figure[]>;
  /** Forgets what is older than the settings say; asked once a day, by several servers at once too. */
  prune?(platform: Platform): Promise<unknown>;
  /** Starts what runs beside requests in the server's process; resolves with how to stop it. */
  start?(platform: Platform): Promise<() => Promise<void>>;
}

/** Outlines of the things that a dimension names, for maps. */
export interface MapLayer {
  /** Unique in its application. */
  id: string;
  label: Text;
  /** The dimension of the metrics whose values are the areas' keys. */
  dimension: string;
  /** The areas that this reader may see: their scopes hold here as everywhere. */
  areas(services: Services, actor: Actor): Promise<MapLayerArea[]>;
}

export interface MapLayerArea {
  /** The dimension's value. */
  key: string;
  name: string;
  /** GeoJSON, longitude before latitude. */
  polygon: { type: 'Polygon'; coordinates: [number, number][][] };
}

/** What an application takes in from files of the drive: it says what a file is, the platform asks people and shows how it goes. */
export interface FileImport {
  /** Unique in its application. */
  id: string;
  label: Text;
  /** Who may run it. */
  permission: string;
  tables: readonly {
    name: string;
    label: Text;
    columns: readonly { name: string; required: boolean }[];
  }[];
  /** Looks at a file's content, never at what somebody claims; `table` when a person said what it is. */
  inspect(
    services: Services,
    actor: Actor,
    file: { path: string; name: string },
    table?: string,
  ): Promise<FileInspection>;
  start(
    services: Services,
    actor: Actor,
    o: {
      file: { path: string; name: string };
      table: string;
      titles: string[];
      /** Column of the table to title of the file; remembered for files with the same titles. */
      columns: Record<string, string>;
      mode: 'replace' | 'upsert';
      ip: string;
    },
  ): Promise<{ importId: string; runId: string }>;
  progress(services: Services, actor: Actor, importId: string): Promise<FileImportProgress>;
}

export type FileInspection =
  | { refused: string; remedy: string }
  | {
      kind: string;
      encoding: string;
      table: string | null;
      titles: string[];
      columns: Record<string, string>;
      sample: string[][];
      remembered: boolean;
    };

export interface FileImportProgress {
  /** `running`, `failed`, or how it ended. */
  state: string;
  percent: number | null;
  doing: string;
  rowsRead: number;
  rowsAccepted: number;
  rowsSetAside: number;
  findings: {
    severity: string;
    file: string;
    sheet: string | null;
    line: number | null;
    column: string | null;
    value: string | null;
    reason: string;
    remedy: string | null;
  }[];
  /** Where the rows set aside can be fetched. */
  rejects: { table: string; url: string }[];
  runId: string | null;
}

/** An application folder's manifest (`apps/<id>/app.ts`). Removing the folder removes the application. */
export interface Application extends AccessDeclaration {
  id: string;
  name: Text;
  migrations?: MigrationSet;
  /** Sentences for the application's own error codes. */
  messages?: MessageSet;
  /** For each kind of scope that its members may have, the entity or dimension of its metrics that holds the ids. */
  scopeDimensions?: Readonly<Record<string, string>>;
  /** Folder of the dbt-layout warehouse project, absolute. */
  warehouseProject?: string;
  /** Folder of the dashboards it ships, one YAML file each, absolute. */
  dashboardsFolder?: string;
  /** Folder of the report templates it ships, one YAML file each, absolute. */
  reportsFolder?: string;
  mapLayers?: readonly MapLayer[];
  fileImports?: readonly FileImport[];
  endpoints(services: Services): Endpoint[];
  flows(services: Services): FlowDefinition[];
  /** Types begin with the application's id. */
  events?(services: Services): EventDeclaration;
  /** As a capability's. */
  figures?(services: Services): Promise<readonly Figure[]>;
  /** As a capability's: what runs beside requests in the server's process. */
  start?(services: Services): Promise<() => Promise<void>>;
  demonstration?: Demonstration;
}
