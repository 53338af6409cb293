import type { Application } from '@griot/application';
import type { Actor } from '@griot/identity';

/** The dimension values that a scoped member may see alerts of; null: everything. */
export function sightOf(
  applications: readonly Application[],
  actor: Actor,
): { dimension: string; value: string }[] | null {
  if (actor.scopes.length === 0) return null;
  return applications.flatMap(({ scopeDimensions }) =>
    actor.scopes.flatMap(({ kind, id }) => {
      const dimension = scopeDimensions?.[kind];
      return dimension === undefined ? [] : [{ dimension, value: id }];
    }),
  );
}

/** Whether an alert of this dimension value is for them; of the whole figure it is for members who see everything. */
export function maySee(
  applications: readonly Application[],
  actor: Actor,
  alert: { dimension?: string | null; value?: string } | null,
): boolean {
  const sight = sightOf(applications, actor);
  return sight === null || sight.some((one) => one.dimension === alert?.dimension && one.value === alert?.value);
}
