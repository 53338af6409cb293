import { Card, type Column, DataTable, useFormat, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { figureOf, textOf, unitOf } from './figures.ts';
import type { WidgetViewProps } from './widget-props.ts';

type Row = WidgetViewProps<'table'>['data']['rows'][number];

export function TableWidget({ data, title, note }: WidgetViewProps<'table'>) {
  const t = useMessages(dashboardsMessages);
  const format = useFormat();
  const keyed = useMemo(() => data.rows.map((cells, at) => ({ key: String(at), cells })), [data.rows]);
  const columns = useMemo(
    () =>
      data.columns.map((column, at): Column<{ key: string; cells: Row }> => {
        const base = { id: column.name, heading: column.label, onPhone: at < 3 };
        if (column.kind === 'dimension') {
          const whole = column.grain === 'month' || column.grain === 'quarter' || column.grain === 'year';
          return {
            ...base,
            kind: column.grain === undefined || whole ? 'text' : 'day',
            value: ({ cells }) => textOf(cells[at], ''),
            ...(whole ? { text: ({ cells }) => format.month(String(cells[at])) } : {}),
          };
        }
        const percent = column.name.endsWith('__change_pct') || column.kind === 'share';
        return {
          ...base,
          kind: 'figure',
          unit: percent ? 'percent' : unitOf(column),
          value: ({ cells }) => figureOf(cells[at]),
        };
      }),
    [data.columns, format],
  );
  return (
    <Card padded={false} className="h-full overflow-auto">
      {(note || data.hasMore) && (
        <p className="px-4 pt-2 text-xs text-ink-faint">
          {[note, data.hasMore ? t('moreRows', { count: data.rows.length }) : ''].filter(Boolean).join(' · ')}
        </p>
      )}
      <DataTable title={title} columns={columns} rows={keyed} rowKey={(row) => row.key} />
      {data.totals && (
        <dl className="figures flex flex-wrap gap-x-6 gap-y-1 border-t border-line px-4 py-2 text-sm">
          <dt className="font-semibold">{t('wholeTotal')}</dt>
          {data.columns
            .filter((column) => column.kind === 'metric')
            .map((column) => (
              <dd key={column.name}>
                <span className="text-ink-faint">{column.label} : </span>
                {format.figure(figureOf(data.totals?.[column.name]), unitOf(column), column.currency)}
              </dd>
            ))}
        </dl>
      )}
    </Card>
  );
}
