import { minorDigits } from '@griot/kernel';
import type { MetricColumn } from '@griot/metrics';
import type { WorkbookTable } from '@griot/sheets';
import type { WidgetAnswer } from '../run/read-widgets.ts';
import { isMeasuring, type Widget } from '../spec/widget.ts';
import { figureText, type PrintWords, plainShape, printWords } from './print-words.ts';

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
      columns: data.columns.map((column) => sheetColumn(column, words, words.leftOut(data))),
      rows: data.rows.map((row) =>
        row.map((value, at) => (data.columns[at]?.kind === 'dimension' ? value : figureText(value))),
      ),
    };
  });
}

function sheetColumn(column: MetricColumn, words: PrintWords, leftOut: string): WorkbookTable['columns'][number] {
  const { label, kind, grain, unit, currency } = column;
  if (kind === 'dimension') return { heading: label, kind: grain ? 'day' : 'text' };
  if (kind !== 'metric') return { heading: label, kind: 'number' };
  const said = [words.unit(column), unit === 'currency' ? leftOut : ''].filter(Boolean).join(', ');
  const heading = said === '' ? label : `${label} (${said})`;
  if (unit !== 'currency' || currency === undefined) return { heading, kind: 'number' };
  return { heading, kind: 'money', decimals: minorDigits(currency) };
}
