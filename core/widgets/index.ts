export { widgetsMessages } from './messages.ts';
export { isBlank, printWidgets } from './print/print-widgets.ts';
export { widgetTables } from './print/widget-tables.ts';
export { readWidgets, type WidgetAnswer, type WidgetAnswers, type WidgetData } from './run/read-widgets.ts';
export type { Reading } from './run/reading.ts';
export { englishWords, withTitles } from './spec/english-words.ts';
export {
  dayRange,
  filter,
  isTimeDimension,
  type MetricSelection,
  period,
  type WidgetFilter,
  type WidgetPeriod,
} from './spec/metric-selection.ts';
export {
  isMeasuring,
  type MeasuringWidget,
  WIDGET_TYPES,
  type Widget,
  type WidgetInput,
  type WidgetType,
  widget,
} from './spec/widget.ts';
export { readCheckedYaml, type YamlFault } from './yaml/read-checked-yaml.ts';
export { writeStableYaml } from './yaml/write-stable-yaml.ts';
