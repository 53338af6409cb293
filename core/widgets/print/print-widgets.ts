import type { DocumentBlock, DocumentFigure } from '@griot/documents';
import { DomainError, formatBare, formatDay, formatFigureShort, formatPercent, parseNote } from '@griot/kernel';
import type { WidgetAnswer, WidgetData } from '../run/read-widgets.ts';
import { isMeasuring, type MeasuringWidget, type Widget } from '../spec/widget.ts';
import { printedChart } from './print-charts.ts';
import { figureText, type PrintWords, plainShape, printWords, unitOf } from './print-words.ts';

const MOST_ROWS = 500;

/**
 * Widgets as the blocks of a document. Strict (a report that is sent): a widget whose figures failed throws
 * `widgets.print_failed`, a chart with nothing in it `widgets.print_empty`: a blank is never sent. Otherwise the fault
 * stands in the widget's place.
 */
export function printWidgets(
  widgets: readonly Widget[],
  answers: readonly WidgetAnswer[],
  o: { locale: 'fr' | 'en'; strict: boolean },
): DocumentBlock[] {
  const words = printWords(o.locale);
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const blocks: DocumentBlock[] = [];
  for (const widget of widgets) {
    if (widget.type === 'text') {
      blocks.push(...parseNote(widget.display.text));
      continue;
    }
    if (!isMeasuring(widget)) continue;
    const answer = byId.get(widget.id);
    if (!answer || 'error' in answer) {
      const code = answer && 'error' in answer ? answer.error.code : 'unread';
      if (o.strict) throw fault('widgets.print_failed', widget, code);
      const spans = [{ text: `${widget.title ?? widget.id} : ${code}`, strong: false }];
      blocks.push({ kind: 'paragraph', spans });
      continue;
    }
    if (o.strict && isBlank(answer.data)) throw fault('widgets.print_empty', widget, 'no rows');
    const last = blocks.at(-1);
    if (widget.type === 'kpi') {
      const figure = printedFigure(widget, answer.data, words);
      if (last?.kind === 'figures') last.items.push(figure);
      else blocks.push({ kind: 'figures', items: [figure] });
    } else blocks.push(printedBlock(widget, answer.data, words));
  }
  return blocks;
}

/** True when there is no figure at all: no row, or rows that hold nothing. */
export function isBlank(data: WidgetData): boolean {
  const { metrics } = plainShape(data);
  return data.rows.every((row) => metrics.every(({ at }) => figureText(row[at]) === null));
}

function fault(code: string, widget: MeasuringWidget, reason: string): DomainError {
  const title = widget.title ?? widget.id;
  return new DomainError({
    code,
    kind: 'conflict',
    details: { widget: title, reason },
    message: `${title}: ${reason}`,
  });
}

function printedFigure(widget: MeasuringWidget, data: WidgetData, words: PrintWords): DocumentFigure {
  const { locale } = words;
  const { metrics } = plainShape(data);
  const metric = metrics[0];
  const row = data.rows[0] ?? [];
  const value = metric ? figureText(row[metric.at]) : null;
  const changeAt = data.columns.findIndex((column) => column.name === `${metric?.column.name}__change_pct`);
  const change = changeAt < 0 ? null : figureText(row[changeAt]);
  const direction = metric?.column.direction ?? 'none';
  const rising = Number(change ?? 0) > 0;
  const flat = change === null || Number(change) === 0 || direction === 'none';
  const against = data.previousPeriod
    ? `vs ${formatDay(data.previousPeriod.from)} – ${formatDay(data.previousPeriod.to)}`
    : '';
  return {
    label: widget.title ?? metric?.column.label ?? '',
    value: metric ? formatFigureShort(value, unitOf(metric.column), locale, metric.column.currency) : '–',
    change: change === null ? '' : `${rising ? '▲ +' : '▼ '}${formatPercent(change, locale)}`,
    against: [change === null ? '' : against, words.leftOut(data)].filter(Boolean).join(' · '),
    mood: flat ? 'neutral' : rising === (direction === 'up') ? 'good' : 'bad',
  };
}

function printedBlock(widget: MeasuringWidget, data: WidgetData, words: PrintWords): DocumentBlock {
  const { metrics } = plainShape(data);
  const title = widget.title ?? metrics.map(({ column }) => column.label).join(', ');
  const svg = printedChart(widget, data, words);
  return svg ? { kind: 'chart', title, note: words.leftOut(data), svg } : printedTable(title, data, words);
}

function printedTable(title: string, data: WidgetData, words: PrintWords): DocumentBlock {
  const { locale } = words;
  const cut = data.hasMore || data.rows.length > MOST_ROWS;
  const count = Math.min(data.rows.length, MOST_ROWS);
  const cell = (value: WidgetData['rows'][number][number] | undefined, at: number): string => {
    const column = data.columns[at];
    if (!column || column.kind === 'dimension') return words.label(column, value);
    if (column.kind === 'share' || column.name.endsWith('__change_pct'))
      return formatPercent(figureText(value), locale);
    return formatBare(figureText(value), unitOf(column), locale, column.currency);
  };
  const { totals } = data;
  return {
    kind: 'table',
    title,
    note: [cut ? (locale === 'fr' ? `${count} premières lignes` : `first ${count} rows`) : '', words.leftOut(data)]
      .filter(Boolean)
      .join(' · '),
    columns: data.columns.map((column) => ({
      label: column.label,
      unit: column.kind === 'metric' ? words.unit(column) : '',
      right: column.kind !== 'dimension',
    })),
    rows: data.rows.slice(0, MOST_ROWS).map((row) => row.map(cell)),
    total: totals
      ? data.columns.map((column, at) => {
          if (column.kind === 'dimension') return at === 0 ? 'Total' : '';
          return formatBare(figureText(totals[column.name]), unitOf(column), locale, column.currency);
        })
      : [],
  };
}
