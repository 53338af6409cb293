import type { WidgetResult } from '../answers.ts';

type Fault = NonNullable<WidgetResult['error']>;
type FaultKey = 'faultScope' | 'faultMetric' | 'faultDimension' | 'faultRows' | 'faultOther';

const KEYS: Record<string, FaultKey> = {
  'metrics.outside_scope': 'faultScope',
  'metrics.unknown_metric': 'faultMetric',
  'metrics.unknown_dimension': 'faultDimension',
  'metrics.too_many_rows': 'faultRows',
};

/** Why a widget has no figure, in words; the server gives the code, for one answer holds many widgets. */
export function widgetFault(
  { code, details }: Fault,
  t: (key: FaultKey, values: Record<string, string>) => string,
): string {
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : '…');
  return t(KEYS[code] ?? 'faultOther', { metric: text('metric'), dimension: text('dimension'), code });
}
