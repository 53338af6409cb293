import type { SemanticManifest } from '../manifest/model.ts';
import { parseCall } from '../query/parse-call.ts';
import { type ItemReference, parseName } from '../query/references.ts';
import type { Filter, QueryRequest } from '../query/request.ts';
import { grainKnown, type Item, type ItemContext, resolveItem } from './items.ts';
import { templatePredicate } from './predicates.ts';

export function unique(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.name, item])).values()];
}

export function readChoice(
  choice: NonNullable<QueryRequest['groupBy']>[number],
  manifest: SemanticManifest,
): ItemReference {
  const known = grainKnown(manifest);
  if (typeof choice === 'string')
    return choice.includes('(') ? parseCall(choice, known).reference : parseName(choice, known);
  const reference = parseName(choice.name, known);
  return {
    ...reference,
    grain: choice.grain?.toLowerCase() ?? reference.grain,
    datePart: choice.datePart ?? reference.datePart,
  };
}

/** Without metrics an item may be found from any model; the first that reaches it says what it is. */
export function resolveAnywhere(reference: ItemReference, context: ItemContext): Item {
  let failure: unknown;
  const direct = reference.links.at(-1);
  const ordered = [...context.bases].sort((a, b) => distance(a.model, direct) - distance(b.model, direct));
  for (const base of ordered) {
    try {
      return resolveItem(reference, { ...context, bases: [base] });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

const distance = (
  model: { entities: readonly { name: string; type: string }[]; primaryEntity: string | null },
  link: string | undefined,
): number =>
  model.primaryEntity === link || model.entities.some((one) => one.name === link && one.type !== 'foreign') ? 0 : 1;

/** For filters without metrics: the models from which every name of the filters can be read. */
export function anywhere(
  context: ItemContext,
  filters: readonly Filter[],
  where: readonly string[],
): ItemContext['bases'] {
  if (filters.length + where.length === 0) return context.bases;
  const able = context.bases.filter((base) => {
    try {
      const own = { ...context, bases: [base] };
      for (const one of where) templatePredicate(one, 'query', own);
      for (const one of filters) resolveItem(parseName(one.dimension, grainKnown(context.manifest)), own);
      return true;
    } catch {
      return false;
    }
  });
  return able.length > 0 ? able.slice(0, 1) : context.bases;
}
