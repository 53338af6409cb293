import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Application } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { loadSemanticModels, type SemanticManifest } from '@griot/metrics';
import { type EngineType, loadProject, type Project } from '@griot/warehouse';

/** The warehouse project of an application and the metrics declared in it. */
export interface InstalledProject {
  application: string;
  project: Project;
  /** The same for the engine that runs it, where that is not DuckDB: its macros may say things differently. */
  shown: Project;
  engine: EngineType;
  manifest: SemanticManifest;
}

/** Projects are part of the installation, not of a tenant: each is read once. */
export interface InstalledProjects {
  /** Those of the given applications, in the order of installation. */
  of(applications: readonly string[]): Promise<InstalledProject[]>;
  one(application: string): Promise<InstalledProject>;
}

export function installedProjects(
  applications: readonly Pick<Application, 'id' | 'warehouseProject'>[],
  engine: EngineType = 'duckdb',
): InstalledProjects {
  const known = new Map<string, Promise<InstalledProject>>();
  let named: Promise<void> | undefined;
  const read = (id: string, folder: string): Promise<InstalledProject> => {
    const before = known.get(id);
    if (before) return before;
    named ??= refuseSharedNames(applications);
    const reading = named.then(() => readProject(id, folder, engine));
    // A project that was mended is read again.
    reading.catch(() => known.delete(id));
    known.set(id, reading);
    return reading;
  };
  return {
    of: (wanted) =>
      Promise.all(
        applications.flatMap(({ id, warehouseProject }) =>
          warehouseProject !== undefined && wanted.includes(id) ? [read(id, warehouseProject)] : [],
        ),
      ),
    async one(application) {
      const folder = applications.find(({ id }) => id === application)?.warehouseProject;
      if (folder === undefined) throw new Error(`Application "${application}" has no warehouse project`);
      return read(application, folder);
    },
  };
}

/**
 * Builds and generations know a project by its name: under one name each of two would take the other's models away. Throws
 * `warehouse.project_name_taken`.
 */
async function refuseSharedNames(applications: readonly Pick<Application, 'id' | 'warehouseProject'>[]): Promise<void> {
  const owners = new Map<string, string>();
  for (const { id, warehouseProject } of applications) {
    if (warehouseProject === undefined) continue;
    // What is no project yet is told of when it is read.
    const settings = await readFile(join(warehouseProject, 'dbt_project.yml'), 'utf8').catch(() => '');
    const name = /^name:\s*["']?(\w+)/m.exec(settings)?.[1];
    if (name === undefined) continue;
    const owner = owners.get(name);
    if (owner !== undefined)
      throw new DomainError({
        code: 'warehouse.project_name_taken',
        kind: 'conflict',
        details: { name, applications: [owner, id] },
        message: `the warehouse projects of "${owner}" and "${id}" are both named "${name}": rename one in dbt_project.yml`,
      });
    owners.set(name, id);
  }
}

async function readProject(application: string, folder: string, engine: EngineType): Promise<InstalledProject> {
  const project = await loadProject(folder);
  const shown = engine === 'duckdb' ? project : await loadProject(folder, { target: { type: engine } });
  return { application, project, shown, engine, manifest: loadSemanticModels(project.documents) };
}
