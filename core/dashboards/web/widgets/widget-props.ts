import type { ChartSource } from '@griot/ui';
import type { MeasuringWidget, WidgetData } from '../answers.ts';

/** What every measuring widget is drawn from. */
export interface WidgetViewProps<Type extends MeasuringWidget['type']> {
  widget: Extract<MeasuringWidget, { type: Type }>;
  application: string;
  data: WidgetData;
  title: string;
  /** Said under the title: filters that do not apply, rows left out. */
  note: string | undefined;
  source: ChartSource;
  /** A click on a value of a dimension filters the whole dashboard by it, where it offers that filter. */
  onPick: ((dimension: string, value: string) => void) | undefined;
  chosen: string | null;
}
