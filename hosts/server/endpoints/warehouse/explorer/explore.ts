import type { Capability, Platform } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { GenerationInfo, TenantWarehouse } from '@griot/warehouse';
import type { InstalledProject, InstalledProjects } from '../../../installed-projects.ts';
import { BuildReports, type ProjectRuns } from './build-reports.ts';
import { ColumnTraces } from './column-traces.ts';
import type { Resource } from './explorer-shapes.ts';
import { exposureNodes } from './exposures.ts';
import { resourcesOf } from './resources.ts';

export interface ExploredProject extends InstalledProject {
  runs: ProjectRuns;
  resources: Resource[];
}

export interface Explored {
  tenant: TenantWarehouse;
  current: GenerationInfo | null;
  projects: ExploredProject[];
}

/** Reads all that a person may know of the warehouse's projects; what it read of the past is kept for the next. */
export class Explorer {
  readonly #platform: Platform;
  readonly #projects: InstalledProjects;
  readonly #capabilities: readonly Capability[];
  readonly #reports = new BuildReports();
  readonly traces = new ColumnTraces();

  constructor(platform: Platform, projects: InstalledProjects, capabilities: readonly Capability[]) {
    this.#platform = platform;
    this.#projects = projects;
    this.#capabilities = capabilities;
  }

  installed(actor: Actor): Promise<InstalledProject[]> {
    return this.#projects.of(actor.applications);
  }

  /** The published models of the applications that are open to the reader, by name. */
  async tables(actor: Actor): Promise<{ name: string; columns: { name: string; type: string | null }[] }[]> {
    const tenant = this.#platform.warehouse.tenant(actor.tenantId);
    const current = await tenant.current();
    const own = await Promise.all(
      (await this.installed(actor)).map(async (one) => {
        const traces = await this.traces.of(tenant, one, current?.id ?? null);
        const published = (current?.nodes ?? []).filter((node) => node.project === one.project.name);
        return published.map(({ id, name }) => ({ name, columns: traces.node(id)?.columns ?? [] }));
      }),
    );
    return own.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async explore(actor: Actor, language: Actor['locale']): Promise<Explored> {
    const tenant = this.#platform.warehouse.tenant(actor.tenantId);
    const installed = await this.installed(actor);
    const [current, exposures, runs] = await Promise.all([
      tenant.current(),
      exposureNodes(this.#platform, this.#capabilities, installed, actor),
      Promise.all(installed.map(({ project }) => this.#reports.last(tenant, project.name))),
    ]);
    const projects = installed.map((one, at): ExploredProject => {
      const own = runs[at] as ProjectRuns;
      return { ...one, runs: own, resources: resourcesOf(one, own, current, exposures, language) };
    });
    return { tenant, current, projects };
  }
}

/** Throws `warehouse.node_unknown`, also for what belongs to an application that is not open to the reader. */
export function findResource({ projects }: Explored, id: string): { project: ExploredProject; item: Resource } {
  for (const project of projects) {
    const item = project.resources.find((one) => one.id === id);
    if (item !== undefined) return { project, item };
  }
  throw new DomainError({ code: 'warehouse.node_unknown', kind: 'not_found', details: { id } });
}
