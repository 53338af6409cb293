import { DomainError } from '@griot/kernel';
import type { GenerationInfo } from '../generations/generation-info.ts';
import type { SourceVersion } from '../sources/load-source.ts';
import type { GenerationDocument, LoadDocument, PointerDocument } from './documents.ts';
import { Journal } from './journal.ts';
import { tenantDatabases } from './names.ts';
import type { ClickHouseServer } from './server.ts';
import { withTenantLock } from './tenant-lock.ts';

/** Longer than any change of the bookkeeping takes. */
const CHANGE_MS = 60_000;

/** One tenant's databases on the server, with full rights: for builds and loads, never for what people read. */
export class ClickHouseTenant {
  readonly tenantId: string;
  readonly databases: ReturnType<typeof tenantDatabases>;
  readonly server: ClickHouseServer;
  readonly journal: Journal;
  #ready: Promise<void> | undefined;

  constructor(server: ClickHouseServer, tenantId: string) {
    this.tenantId = tenantId;
    this.server = server;
    this.databases = tenantDatabases(tenantId);
    this.journal = new Journal(server, this.databases.meta);
  }

  /** Makes the databases when the tenant is met first. `grant` gives its reader what it may see. */
  ready(grant: () => Promise<void>): Promise<void> {
    this.#ready ??= (async () => {
      await this.server.run(`CREATE DATABASE IF NOT EXISTS "${this.databases.meta}"`);
      await this.server.run(`CREATE DATABASE IF NOT EXISTS "${this.databases.data}"`);
      await this.journal.prepare();
      await grant();
    })();
    this.#ready.catch(() => {
      this.#ready = undefined;
    });
    return this.#ready;
  }

  /** Changes of the bookkeeping, one at a time among all processes. */
  change<T>(work: () => Promise<T>): Promise<T> {
    const limits = { staleAfterMs: 2 * CHANGE_MS, waitMs: CHANGE_MS };
    return withTenantLock(this.server, this.databases.meta, 'bookkeeping', limits, work);
  }

  async current(): Promise<number | null> {
    return (await this.journal.one<PointerDocument>('pointer', ''))?.generation ?? null;
  }

  async generations(): Promise<GenerationDocument[]> {
    const all = await this.journal.read<GenerationDocument>('generation');
    return [...all.values()].sort((a, b) => b.id - a.id);
  }

  /** Throws `warehouse.generation_unknown`. */
  async generation(id: number): Promise<GenerationDocument> {
    const found = await this.journal.one<GenerationDocument>('generation', String(id));
    if (found !== null) return found;
    throw new DomainError({ code: 'warehouse.generation_unknown', kind: 'not_found', details: { generation: id } });
  }

  /** The newest version of every source, by name. */
  async sources(): Promise<SourceVersion[]> {
    const loads = await this.journal.read<LoadDocument>('load');
    const newest = new Map<string, SourceVersion>();
    for (const { source, relation, loadId, loadedAt, rows } of loads.values()) {
      newest.set(source, { name: source, relation, loadId, loadedAt, rows });
    }
    return [...newest.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** What others see of a generation: without the names that only the bookkeeping needs. */
export function generationInfo(g: GenerationDocument): GenerationInfo {
  const { id, publishedAt, buildId, project, projectHash, tests } = g;
  return {
    ...{ id, publishedAt, buildId, project, projectHash, tests },
    nodes: g.nodes
      .map(({ id: node, project: of, name, relation, kind, rows, status }) => ({
        ...{ id: node, project: of, name, relation, kind, rows, status },
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    sources: g.sources
      .map(({ name, project: of, loadId, loadedAt, rows }) => ({ name, project: of, loadId, loadedAt, rows }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    projects: g.projects ?? [],
  };
}
