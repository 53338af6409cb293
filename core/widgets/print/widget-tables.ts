import type { WorkbookTable } from '@griot/sheets';
import type { WidgetAnswer } from '../run/read-widgets.ts';
import { isMeasuring, type Widget } from '../spec/widget.ts';
import { figureText, plainShape, printWords } from './print-words.ts';

/** The figures of widgets as tables, exact and whole: one for each widget that measures something and could be read. */
export function widgetTables(
  widgets: readonly Widget[],
  answers: readonly WidgetAnswer[],
  locale: 'fr' | 'en',
): WorkbookTable[] {
  const words = printWords(locale);
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return widgets.filter(isMeasuring).flatMap((widget) => {
    const answer = byId.get(widget.id);
    if (!answer || !('data' in answer)) return [];
    const { data } = answer;
    const { metrics } = plainShape(data);
    return {
      name: widget.title ?? metrics.map(({ column }) => column.label).join(', '),
      columns: data.columns.map((column) => ({
        heading:
          words.unit(column) && column.kind === 'metric' ? `${column.label} (${words.unit(column)})` : column.label,
        kind: column.kind !== 'dimension' ? ('number' as const) : column.grain ? ('day' as const) : ('text' as const),
      })),
      rows: data.rows.map((row) =>
        row.map((value, at) => (data.columns[at]?.kind === 'dimension' ? value : figureText(value))),
      ),
    };
  });
}
