import type { Hierarchy, Label, Presentation, Unit } from './model.ts';

export interface Described {
  readonly label?: string | null;
  readonly meta?: Record<string, unknown> | null;
  readonly config?: { meta?: Record<string, unknown> | null } | null;
}

const UNITS: readonly Unit[] = ['currency', 'percent', 'days', 'count', 'hectares', 'score'];
const DIRECTIONS = ['up', 'down', 'none'] as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** `config.meta` overrides `meta`; inside, the keys under `griot` override bare ones. */
export function griotMeta(node: Described): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...node.meta, ...node.config?.meta };
  return isRecord(merged.griot) ? { ...merged, ...merged.griot } : merged;
}

function labelOf(meta: Record<string, unknown>, fallback: string | null): Label {
  if (isRecord(meta.label)) return { fr: textOf(meta.label.fr) ?? undefined, en: textOf(meta.label.en) ?? undefined };
  const plain = textOf(meta.label) ?? fallback;
  return plain === null ? {} : { fr: plain, en: plain };
}

/** Reads our additions; `complain` receives what is not one of the known words. */
export function presentationOf(node: Described, complain: (message: string) => void): Presentation {
  const meta = griotMeta(node);
  const unit = textOf(meta.unit);
  const direction = textOf(meta.direction);
  if (unit !== null && !UNITS.some((one) => one === unit)) complain(`unit "${unit}" is not one of ${UNITS.join(', ')}`);
  if (direction !== null && !DIRECTIONS.some((one) => one === direction))
    complain(`direction "${direction}" is not one of ${DIRECTIONS.join(', ')}`);
  return {
    label: labelOf(meta, node.label ?? null),
    description: isRecord(meta.description) ? labelOf({ label: meta.description }, null) : {},
    unit: UNITS.find((one) => one === unit) ?? null,
    direction: DIRECTIONS.find((one) => one === direction) ?? 'none',
    format: textOf(meta.format),
    synonyms: listOf(meta.synonyms),
    owner: isRecord(meta.owner) ? textOf(meta.owner.name) : textOf(meta.owner),
  };
}

/** `names: nom_zone` of an entity: the dimension that people read instead of the key. */
export const namesOf = (node: Described): string | null => textOf(griotMeta(node).names);

/** `hierarchies: [{name, label, levels}]` of a semantic model; several dimensions from fine to coarse or back. */
export function hierarchiesOf(node: Described): Hierarchy[] {
  const declared = griotMeta(node).hierarchies;
  if (!Array.isArray(declared)) return [];
  return declared.filter(isRecord).map((one) => ({
    name: textOf(one.name) ?? listOf(one.levels).join(' > '),
    label: labelOf(one, null),
    levels: listOf(one.levels),
  }));
}
