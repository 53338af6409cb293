import { Card, EmptyState, Passport, useFormat, useMessages } from '@griot/ui';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { figureOf, shapeOf, textOf, unitOf } from './figures.ts';
import type { WidgetViewProps } from './widget-props.ts';

/** The first of something, each with its figure and its length against the first. */
export function ListWidget({ data, title, note, widget, onPick, chosen }: WidgetViewProps<'list'>) {
  const t = useMessages(dashboardsMessages);
  const format = useFormat();
  const { dimensions, metrics } = shapeOf(data);
  const [dimension] = dimensions;
  const [metric] = metrics;
  const values = data.rows.map((row) => Math.abs(Number(row[metric?.at ?? 1] ?? 0)));
  const most = Math.max(0, ...values);
  const pickable = onPick && widget.query.dimensions[0];
  return (
    <Card
      title={title}
      note={note ?? (metric && format.unit(unitOf(metric.column), metric.column.currency))}
      className="h-full overflow-y-auto"
      actions={<Passport data={data.passport} />}
    >
      {data.rows.length === 0 && <EmptyState sentence={t('noData')} small />}
      <ol className="figures flex flex-col">
        {data.rows.map((row, at) => {
          const label = textOf(row[dimension?.at ?? 0], t('none'));
          const shown = dimension?.column.grain === 'month' ? format.month(label) : label;
          return (
            <li key={label} className="relative border-b border-line last:border-0">
              <span
                aria-hidden
                className="absolute inset-y-1 left-0 rounded-sm bg-accent-soft"
                style={{ width: most === 0 ? 0 : `${((values[at] ?? 0) / most) * 100}%` }}
              />
              <button
                type="button"
                disabled={!pickable}
                aria-pressed={pickable ? chosen === label : undefined}
                onClick={() => pickable && onPick(pickable, label)}
                className="relative flex min-h-9 w-full items-center gap-3 px-1.5 text-left enabled:hover:text-accent aria-pressed:font-semibold max-md:min-h-12"
              >
                <span className="min-w-0 flex-1 truncate">{shown}</span>
                <span>
                  {format.bare(figureOf(row[metric?.at ?? 1]), unitOf(metric?.column), metric?.column.currency)}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
