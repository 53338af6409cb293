import type { Application } from '@griot/application';
import type { Actor } from '@griot/identity';
import { loadProject } from '@griot/warehouse';

/** Names of the warehouse projects of the applications that the caller's tenant has enabled. */
export type ProjectNames = (actor: Actor) => Promise<ReadonlySet<string>>;

/** Projects are part of the installation, not of a tenant: each is read once. */
export function projectNames(applications: readonly Pick<Application, 'id' | 'warehouseProject'>[]): ProjectNames {
  const names = new Map<string, Promise<string>>();
  const nameOf = (id: string, folder: string): Promise<string> => {
    const known = names.get(id);
    if (known) return known;
    const name = loadProject(folder).then((project) => project.name);
    name.catch(() => names.delete(id));
    names.set(id, name);
    return name;
  };
  return async (actor) => {
    const mine = applications.filter(({ id }) => actor.applications.includes(id));
    const found = mine.flatMap(({ id, warehouseProject }) => (warehouseProject ? [nameOf(id, warehouseProject)] : []));
    return new Set(await Promise.all(found));
  };
}
