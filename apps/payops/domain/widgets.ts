import { z } from 'zod';
import { WINDOWS } from './business-time.ts';
import { METRIC_NAMES } from './metrics.ts';

export const WIDGET_KINDS = ['chart_line', 'chart_bar', 'gauge', 'table', 'list', 'map', 'alert_list'] as const;
export type WidgetKind = (typeof WIDGET_KINDS)[number];

const window = z.enum(WINDOWS).default('today');
const limit = z.int().min(1).max(50).default(8);

/** What each kind may be told. */
export const WIDGET_CONFIG = {
  chart_line: z.strictObject({ metric: z.enum(METRIC_NAMES), window }),
  chart_bar: z.strictObject({ by: z.enum(['entity', 'region', 'country']).default('region'), window, limit }),
  /** A figure with its limit: below it is bad when the metric should go up. */
  gauge: z.strictObject({ metric: z.enum(METRIC_NAMES), window, threshold: z.number() }),
  table: z.strictObject({ by: z.enum(['entity', 'region', 'country']).default('entity'), window, limit }),
  list: z.strictObject({ kind: z.string().max(40).optional(), limit }),
  map: z.strictObject({ region: z.string().max(80).optional() }),
  alert_list: z.strictObject({ limit }),
} as const satisfies Record<WidgetKind, z.ZodType>;

export interface Widget {
  id: string;
  kind: WidgetKind;
  title: { fr: string; en: string };
  config: Record<string, unknown>;
  place: { x: number; y: number; w: number; h: number };
}

const shipped = (
  n: number,
  kind: WidgetKind,
  fr: string,
  en: string,
  place: Widget['place'],
  config: object,
): Widget => ({
  id: `00000000-0000-7000-8000-00000000000${n}`,
  ...{ kind, title: { fr, en }, place },
  config: { ...WIDGET_CONFIG[kind].parse(config) },
});

/** What a platform sees until it arranges its own. */
export const DEFAULT_WIDGETS: readonly Widget[] = [
  shipped(
    1,
    'chart_line',
    'Volume payé',
    'Payment volume',
    { x: 0, y: 0, w: 8, h: 4 },
    { metric: 'gmv', window: '7d' },
  ),
  shipped(
    2,
    'gauge',
    'Taux de réussite',
    'Conversion',
    { x: 8, y: 0, w: 4, h: 4 },
    { metric: 'conversion', window: 'today', threshold: 85 },
  ),
  shipped(
    3,
    'chart_bar',
    'Volume par région',
    'Volume by region',
    { x: 0, y: 4, w: 6, h: 4 },
    { by: 'region', window: 'today' },
  ),
  shipped(4, 'alert_list', 'Alertes', 'Alerts', { x: 6, y: 4, w: 6, h: 4 }, {}),
  shipped(5, 'map', 'Agents', 'Agents', { x: 0, y: 8, w: 6, h: 5 }, {}),
  shipped(6, 'list', 'Dernières fraudes', 'Latest frauds', { x: 6, y: 8, w: 6, h: 5 }, { kind: 'fraud.flagged' }),
];
