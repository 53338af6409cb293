import type { Application } from '@griot/application';
import { loadSemanticModels, type SemanticManifest } from '@griot/metrics';
import { loadProject, type Project } from '@griot/warehouse';

/** The warehouse project of an application and the metrics declared in it. */
export interface InstalledProject {
  application: string;
  project: Project;
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
): InstalledProjects {
  const known = new Map<string, Promise<InstalledProject>>();
  const read = (id: string, folder: string): Promise<InstalledProject> => {
    const before = known.get(id);
    if (before) return before;
    const reading = readProject(id, folder);
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

async function readProject(application: string, folder: string): Promise<InstalledProject> {
  const project = await loadProject(folder);
  return { application, project, manifest: loadSemanticModels(project.documents) };
}
