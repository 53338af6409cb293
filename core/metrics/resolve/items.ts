import { invalidQuery, unknownDimension } from '../errors.ts';
import {
  type DatePart,
  type Dimension,
  finest,
  grainRank,
  isStandardGrain,
  type SemanticManifest,
  type SemanticModel,
  type StandardGrain,
  type TimeSpine,
} from '../manifest/model.ts';
import { baseName, type ItemReference } from '../query/references.ts';
import { type Located, locate } from './joins.ts';

export const METRIC_TIME = 'metric_time';

/** A granularity declared on a time spine: its values stand in a column beside the spine's days. */
export interface CustomGrainSource {
  readonly name: string;
  readonly column: string;
  readonly spine: TimeSpine;
}

/** Something a query groups or filters by, known to exist. `name` is its output column. */
export interface Item {
  readonly name: string;
  /** Without grain or date part. */
  readonly base: string;
  readonly role: 'metric_time' | 'time' | 'categorical' | 'entity' | 'metric';
  readonly links: readonly string[];
  readonly element: string;
  readonly grain: StandardGrain | null;
  readonly custom: CustomGrainSource | null;
  readonly datePart: DatePart | null;
  /** Role `metric`: entities by which the metric is grouped before it is joined. */
  readonly groupBy: readonly string[];
}

/** A place from which items are reached: the model of an aggregation and its time dimension. */
export interface Base {
  readonly model: SemanticModel;
  readonly time: Dimension | null;
  /** Whose metric it is, for messages. */
  readonly metric: string | null;
}

export function customGrain(manifest: SemanticManifest, name: string): CustomGrainSource | null {
  for (const spine of manifest.timeSpines) {
    const found = spine.customGrains.find((one) => one.name.toLowerCase() === name);
    if (found) return { name: found.name.toLowerCase(), column: found.column, spine };
  }
  return null;
}

export const grainKnown =
  (manifest: SemanticManifest) =>
  (word: string): boolean =>
    isStandardGrain(word) || customGrain(manifest, word) !== null;

export interface ItemContext {
  readonly manifest: SemanticManifest;
  readonly bases: readonly Base[];
  /** Grain of `metric_time` when none is asked for. */
  readonly defaultGrain: StandardGrain;
  /** Finest grain that every base's time dimension can give. */
  readonly floorGrain: StandardGrain;
  /** Joins must not multiply rows. */
  readonly strict: boolean;
}

/** Resolves a reference against every base at once; throws `metrics.unknown_dimension` when one cannot reach it. */
export function resolveItem(reference: ItemReference, context: ItemContext): Item {
  const base = baseName(reference);
  const plain = { base, links: reference.links, element: reference.element, groupBy: reference.groupBy };
  if (reference.kind === 'metric') {
    const entity = reference.groupBy[0];
    if (entity === undefined || reference.groupBy.length !== 1)
      throw invalidQuery(`Metric('${base}') needs exactly one entity to group by`);
    const name = `${entity}__${reference.element}`;
    return { ...plain, name, role: 'metric', grain: null, custom: null, datePart: null };
  }
  if (base === METRIC_TIME) return timeItem(reference, plain, METRIC_TIME, context.floorGrain, context);
  const found = context.bases.map((from) => find(reference, from, context));
  const first = found[0];
  if (!first) throw unknownDimension(base, null);
  const { located, reference: read } = first;
  const own = { ...plain, base: baseName(read), links: read.links, element: read.element };
  if (located.target.kind === 'entity')
    return { ...own, name: own.base, role: 'entity', grain: null, custom: null, datePart: null };
  const dimension = located.target.dimension;
  if (dimension.kind === 'categorical') {
    if (read.grain !== null || read.datePart !== null)
      throw invalidQuery(`"${own.base}" is not a time dimension: it has no grain`);
    return { ...own, name: own.base, role: 'categorical', grain: null, custom: null, datePart: null };
  }
  return timeItem(read, own, 'time', dimension.grain ?? 'day', context);
}

/** When a name ends in a grain but is itself a dimension (`booking__day`), the dimension wins. */
function find(
  reference: ItemReference,
  from: Base,
  context: ItemContext,
): { located: Located; reference: ItemReference } {
  const options = { strict: context.strict };
  const located = locate(context.manifest, from.model, reference.links, reference.element, options);
  if (located) return { located, reference };
  if (reference.grain !== null && reference.kind !== 'time') {
    const links = [...reference.links, reference.element];
    const whole = locate(context.manifest, from.model, links, reference.grain, options);
    if (whole) return { located: whole, reference: { ...reference, links, element: reference.grain, grain: null } };
  }
  throw unknownDimension(baseName(reference), from.metric);
}

type Plain = Pick<Item, 'base' | 'links' | 'element' | 'groupBy'>;

function timeItem(
  reference: ItemReference,
  plain: Plain,
  role: 'metric_time' | 'time',
  floor: StandardGrain,
  context: ItemContext,
): Item {
  const item = { ...plain, role, custom: null };
  if (reference.datePart !== null) {
    const name = `${plain.base}__extract_${reference.datePart}`;
    return { ...item, name, grain: null, datePart: reference.datePart };
  }
  const asked = reference.grain ?? (role === 'metric_time' ? context.defaultGrain : floor);
  if (isStandardGrain(asked)) {
    // A grain finer than the stored values cannot be given: the stored one is.
    const grain = grainRank(asked) < grainRank(floor) ? floor : asked;
    return { ...item, name: `${plain.base}__${grain}`, grain, datePart: null };
  }
  const custom = customGrain(context.manifest, asked);
  if (!custom) throw invalidQuery(`grain "${asked}" is unknown`);
  return { ...item, name: `${plain.base}__${custom.name}`, grain: null, datePart: null, custom };
}

/** True when the item is the aggregation's own time axis: `metric_time`, or its time dimension by name. */
export function isAxis(item: Item, base: Base, manifest: SemanticManifest): boolean {
  if (item.role === 'metric_time') return true;
  if (item.role !== 'time' || base.time === null) return false;
  const located = locate(manifest, base.model, item.links, item.element, { strict: false });
  return (
    located !== null &&
    located.hops.length === 0 &&
    located.target.kind === 'dimension' &&
    located.target.dimension.name === base.time.name
  );
}

/** The finest standard grain needed to compute the items (custom grains and date parts need their spine's or a day). */
export function neededGrain(items: readonly Item[]): StandardGrain | undefined {
  return finest(
    items.flatMap((item) => {
      if (item.grain !== null) return [item.grain];
      if (item.custom !== null) return [item.custom.spine.grain];
      return item.datePart === null ? [] : ['day' as const];
    }),
  );
}
