import type { Label, SemanticManifest } from '../manifest/model.ts';
import { VALUE } from '../plan/detail.ts';
import type { Item } from '../resolve/items.ts';
import { locate } from '../resolve/joins.ts';
import type { AnswerColumn } from './plan-answer.ts';
import type { Answer } from './ports.ts';
import type { MetricColumn, MetricContext, Value } from './types.ts';

/** A name as words: the label when none is declared. */
const humanized = (name: string): string => {
  const words = (name.split('__').at(-1) ?? name).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export function labelText(label: Label, locale: 'fr' | 'en', name: string): string {
  return label[locale] ?? label.fr ?? label.en ?? humanized(name);
}

const TIME_LABEL: Label = { fr: 'Période', en: 'Period' };

/** Label of a dimension, found wherever it is declared. */
function itemLabel(manifest: SemanticManifest, item: Item, locale: 'fr' | 'en'): string {
  if (item.role === 'metric_time') return labelText(TIME_LABEL, locale, item.base);
  for (const model of manifest.models.values()) {
    const found = locate(manifest, model, item.links, item.element, { strict: false });
    if (!found) continue;
    const label =
      found.target.kind === 'dimension' ? found.target.dimension.presentation.label : found.target.entity.label;
    return labelText(label, locale, item.element);
  }
  return humanized(item.element);
}

const SUFFIX = {
  target: { fr: 'objectif', en: 'target' },
  previous: { fr: 'période précédente', en: 'previous period' },
  change_pct: { fr: 'évolution', en: 'change' },
  share: { fr: 'part du total', en: 'share of total' },
} as const;

export function presentColumn(manifest: SemanticManifest, column: AnswerColumn, context: MetricContext): MetricColumn {
  const locale = context.locale ?? 'fr';
  const { name, kind, item, metric, what } = column;
  if (item || metric === null)
    return {
      name,
      kind,
      label: item ? itemLabel(manifest, item, locale) : name,
      ...(item?.grain ? { grain: item.grain } : {}),
      ...(item?.custom ? { grain: item.custom.name } : {}),
      ...(item?.datePart ? { datePart: item.datePart } : {}),
    };
  const presentation = manifest.metrics.get(metric)?.presentation;
  const label = labelText(presentation?.label ?? {}, locale, metric);
  const ratio = what === 'change_pct' || what === 'share';
  const unit = ratio ? 'percent' : (presentation?.unit ?? null);
  return {
    name,
    kind,
    label: what === 'metric' || what === 'dimension' ? label : `${label} (${SUFFIX[what][locale]})`,
    metric,
    direction: presentation?.direction ?? 'none',
    ...(unit === null ? {} : { unit }),
    ...(unit === 'currency' && context.currency !== undefined ? { currency: context.currency } : {}),
    ...(presentation?.format && !ratio ? { format: presentation.format } : {}),
  };
}

/** A column of the rows behind a figure: a dimension of the query, one of the rows' own, or the measured value. */
export function presentDetail(
  manifest: SemanticManifest,
  name: string,
  item: Item | null,
  metric: string,
  context: MetricContext,
): MetricColumn {
  if (name === VALUE)
    return {
      ...presentColumn(manifest, { name: metric, kind: 'metric', item: null, metric, what: 'metric' }, context),
      name,
    };
  if (item) return presentColumn(manifest, { name, kind: 'dimension', item, metric: null, what: 'dimension' }, context);
  const words = name.split('__');
  const plain = { links: words.slice(0, -1), element: words.at(-1) ?? name };
  const found = {
    ...plain,
    name,
    base: name,
    role: 'categorical',
    grain: null,
    custom: null,
    datePart: null,
    groupBy: [],
  } as const;
  return { name, kind: 'dimension', label: itemLabel(manifest, found, context.locale ?? 'fr') };
}

const WHOLE = new Set(['BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT']);

/** Wide integers that JavaScript holds exactly become numbers; decimals stay exact texts. */
export function presentRows(answer: Answer): Value[][] {
  const whole = answer.columns.map((column) => WHOLE.has(column.type));
  return answer.rows.map((row) =>
    row.map((value, index): Value => {
      if (whole[index] && typeof value === 'string') {
        const number = Number(value);
        return Number.isSafeInteger(number) ? number : value;
      }
      if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        return value;
      return value === undefined ? null : JSON.stringify(value);
    }),
  );
}
