import { invalidQuery } from '../errors.ts';
import type { Dimension, Entity, SemanticManifest, SemanticModel } from '../manifest/model.ts';

/** One step of a join path: from an entity of one model to the same entity of another. */
export interface Hop {
  readonly entity: string;
  readonly from: SemanticModel;
  readonly fromEntity: Entity;
  readonly to: SemanticModel;
  readonly toEntity: Entity;
}

export interface Located {
  readonly hops: readonly Hop[];
  readonly model: SemanticModel;
  readonly target:
    | { readonly kind: 'dimension'; readonly dimension: Dimension }
    | { readonly kind: 'entity'; readonly entity: Entity };
}

export interface LocateOptions {
  /** Refuse joins that could multiply rows: into a partitioned model from one without partitions. */
  readonly strict: boolean;
}

const identifies = (entity: Entity): boolean => entity.type !== 'foreign';

/** Names by which a model's own columns are prefixed: `booking__is_instant`. */
export function ownPrefixes(model: SemanticModel): string[] {
  const names = model.entities.filter(identifies).map((one) => one.name);
  if (model.primaryEntity !== null) names.push(model.primaryEntity);
  return names.length > 0 ? names : [model.name];
}

export const validityOf = (model: SemanticModel): { from: Dimension | null; to: Dimension | null } => ({
  from: model.dimensions.find((one) => one.validity === 'from') ?? null,
  to: model.dimensions.find((one) => one.validity === 'to') ?? null,
});

export const hasValidity = (model: SemanticModel): boolean => validityOf(model).from !== null;
export const isPartitioned = (model: SemanticModel): boolean => model.dimensions.some((one) => one.partition);

/**
 * A join is safe when it cannot multiply rows: the right side must identify its rows by the entity (primary or unique),
 * or by the entity and a validity window. Two windows never meet.
 */
function safe(path: readonly SemanticModel[], to: SemanticModel, toEntity: Entity, strict: boolean): boolean {
  if (toEntity.type === 'foreign') return false;
  const windowed = hasValidity(to);
  if (toEntity.type === 'natural' && !windowed) return false;
  if (windowed && path.some(hasValidity)) return false;
  return !strict || !isPartitioned(to) || path.some(isPartitioned);
}

/**
 * Where `links…element` leads from `base`: its own column, or one reached by joins. The shortest path wins; among
 * equals the model declared first. Null when there is none.
 */
export function locate(
  manifest: SemanticManifest,
  base: SemanticModel,
  links: readonly string[],
  element: string,
  options: LocateOptions,
): Located | null {
  const direct = search(manifest, [base], [], links, element, options);
  if (direct || links.length === 0) return direct;
  // The path may be left out where only one leads there: `user__state` from bookings, through their listing.
  for (let depth = 1; depth <= MAX_IMPLIED_HOPS; depth += 1) {
    const found = implied(manifest, [base], [], depth, links, element, options);
    if (found.length > 1) {
      const paths = found.map((one) => [...one.hops.map((hop) => hop.entity), element].join('__'));
      throw invalidQuery(`"${[...links, element].join('__')}" can be reached in several ways: ${paths.join(', ')}`);
    }
    if (found[0]) return found[0];
  }
  return null;
}

const MAX_IMPLIED_HOPS = 2;

function implied(
  manifest: SemanticManifest,
  path: readonly SemanticModel[],
  hops: readonly Hop[],
  depth: number,
  links: readonly string[],
  element: string,
  options: LocateOptions,
): Located[] {
  const model = path.at(-1);
  if (!model) return [];
  if (depth === 0) {
    const found = search(manifest, path, hops, links, element, options);
    return found ? [found] : [];
  }
  return nextHops(manifest, path, model.entities, options).flatMap((hop) =>
    implied(manifest, [...path, hop.to], [...hops, hop], depth - 1, links, element, options),
  );
}

function nextHops(
  manifest: SemanticManifest,
  path: readonly SemanticModel[],
  entities: readonly Entity[],
  options: LocateOptions,
): Hop[] {
  const from = path.at(-1);
  if (!from) return [];
  const hops: Hop[] = [];
  for (const fromEntity of entities)
    for (const to of manifest.models.values()) {
      const toEntity = path.includes(to) ? undefined : to.entities.find((one) => one.name === fromEntity.name);
      if (toEntity && safe(path, to, toEntity, options.strict))
        hops.push({ entity: fromEntity.name, from, fromEntity, to, toEntity });
    }
  return hops;
}

function search(
  manifest: SemanticManifest,
  path: readonly SemanticModel[],
  hops: readonly Hop[],
  links: readonly string[],
  element: string,
  options: LocateOptions,
): Located | null {
  const model = path.at(-1);
  if (!model) return null;
  const [link, ...rest] = links;
  if (link === undefined) return ownColumn(model, hops, element);
  if (hops.length === 0 && ownPrefixes(model).includes(link)) {
    const local = search(manifest, path, hops, rest, element, options);
    if (local && local.hops.length === 0) return local;
  }
  const fromEntity = model.entities.find((one) => one.name === link);
  if (!fromEntity) return null;
  let best: Located | null = null;
  for (const hop of nextHops(manifest, path, [fromEntity], options)) {
    const found = search(manifest, [...path, hop.to], [...hops, hop], rest, element, options);
    if (found && (best === null || found.hops.length < best.hops.length)) best = found;
  }
  return best;
}

function ownColumn(model: SemanticModel, hops: readonly Hop[], element: string): Located | null {
  const dimension = model.dimensions.find((one) => one.name === element);
  if (dimension) return { hops, model, target: { kind: 'dimension', dimension } };
  const entity = model.entities.find((one) => one.name === element);
  return entity ? { hops, model, target: { kind: 'entity', entity } } : null;
}
