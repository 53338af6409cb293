import type { ThresholdFilter, ThresholdInput } from '../answers.ts';
import { type Draft, newDraft } from './draft.ts';

/** What an address may say of a new threshold: from a figure's menu, or from an answer of the assistant. */
export interface DraftLink {
  application?: string;
  metric?: string;
  dimension?: string;
  /** JSON of `{dimension, operator, value}`. */
  filters?: string | unknown[];
  operator?: string;
  limit?: string | number;
}

const OPERATORS: readonly string[] = ['<', '<=', '>', '>=', '=', '!='];
const FILTERS: readonly string[] = ['eq', 'ne', 'in', 'not_in', 'contains'];

/** A new threshold as an address begins it; what it says that no threshold has is left out, and the form shows the rest. */
export function linkedDraft(application: string, link: DraftLink): Draft {
  const draft = newDraft(application, link.metric ?? null);
  const limit = link.limit === undefined ? '' : String(link.limit);
  return {
    ...draft,
    dimension: link.dimension ?? null,
    filters: filtersOf(link.filters),
    operator: OPERATORS.includes(link.operator ?? '') ? (link.operator as ThresholdInput['operator']) : draft.operator,
    limit: /^-?\d+(\.\d+)?$/.test(limit) ? limit : draft.limit,
  };
}

function filtersOf(given: DraftLink['filters']): ThresholdFilter[] {
  let list: unknown = given;
  try {
    if (typeof given === 'string') list = JSON.parse(given);
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.slice(0, 8).flatMap((one: unknown): ThresholdFilter[] => {
    const { dimension, operator, value } = (one ?? {}) as Partial<ThresholdFilter>;
    const plain = [value].flat().every((part) => ['string', 'number', 'boolean'].includes(typeof part));
    return typeof dimension === 'string' && FILTERS.includes(operator ?? '') && value !== undefined && plain
      ? [{ dimension, operator: operator as ThresholdFilter['operator'], value }]
      : [];
  });
}
