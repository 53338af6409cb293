import {
  Button,
  type Column,
  DataTable,
  Dialog,
  ErrorState,
  type FigureUnit,
  Skeleton,
  useApi,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { Catalogue, ThresholdFilter } from '../answers.ts';

type Value = string | number | boolean | null;
interface Drilled {
  columns: { name: string; label: string; unit?: string }[];
  rows: Value[][];
  total: number;
  figure: Value;
  /** Which side of a ratio these rows make, and what else can be opened. */
  input: string;
  inputs: { name: string; label: string }[];
}
type Line = { key: string; cells: Value[] };

export interface RowsOf {
  application: string;
  metric: string;
  timeRange: { from: string; to: string };
  filters: ThresholdFilter[];
}

const SHOWN = 500;

/** The rows that make the figure of an alert. */
export function RowsDialog({
  of,
  title,
  unit,
  onClose,
}: {
  of: RowsOf;
  title: string;
  unit: FigureUnit;
  onClose: () => void;
}) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const api = useApi();
  const { application, metric, timeRange, filters } = of;
  const [input, setInput] = useState<string>();
  const query = useQuery({
    queryKey: ['alerts/rows', of, input],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const body = { metric, query: { timeRange, filters }, limit: SHOWN, input };
      return api.send<Drilled>('POST', `/api/metrics/${application}/drill`, body, signal);
    },
  });
  const data = query.data;
  const catalogue = useApiQuery<Catalogue>(`/api/metrics/${application}`).data;
  // Rows of one side of a ratio are measured in that side's unit.
  const side = data && data.inputs.length > 1 ? catalogue?.metrics.find((one) => one.name === data.input) : undefined;
  const shown = ((side ? side.unit : unit) ?? 'count') as FigureUnit;
  const columns = useMemo(
    () =>
      (data?.columns ?? []).map(({ name, label }, at): Column<Line> => {
        const value = (row: Line) => textOf(row.cells[at]);
        if (name === 'value')
          return {
            id: name,
            heading: t('brings'),
            kind: 'figure',
            unit: shown,
            value,
            onPhone: true,
          };
        if (name.includes('date'))
          return { id: name, heading: label, kind: 'day', value: (row) => value(row)?.slice(0, 10) };
        return { id: name, heading: label, kind: 'text', value };
      }),
    [data, shown, t],
  );
  // What each row brings stands beside who it is.
  const ordered = useMemo(() => [...columns.slice(0, 1), ...columns.slice(-1), ...columns.slice(1, -1)], [columns]);
  const rows = useMemo(() => (data?.rows ?? []).map((cells, at): Line => ({ key: String(at), cells })), [data]);
  return (
    <Dialog open wide shape="sheet" title={title} onOpenChange={(open) => !open && onClose()}>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton className="h-72" />}
      {data && (
        <>
          <p className="figures pb-3">
            <span className="text-2xl font-semibold tracking-tight">{format.figure(textOf(data.figure), shown)}</span>
            <span className="ml-2 text-sm text-ink-faint">
              {t('rowsCount', { count: data.total })}
              {data.total > SHOWN && ` (${t('rowsShown', { count: SHOWN })})`} · {format.day(timeRange.from)} –{' '}
              {format.day(timeRange.to)}
            </span>
          </p>
          {data.inputs.length > 1 && (
            <div className="flex flex-wrap gap-2 pb-3">
              {data.inputs.map(({ name, label }) => (
                <Button
                  key={name}
                  size="small"
                  aria-pressed={name === data.input}
                  tone={name === data.input ? 'primary' : 'secondary'}
                  onClick={() => setInput(name)}
                >
                  {label}
                </Button>
              ))}
            </div>
          )}
          <div className="-mx-5">
            <DataTable title={t('rows')} columns={ordered} rows={rows} rowKey={(row) => row.key} maxHeight="60dvh" />
          </div>
        </>
      )}
    </Dialog>
  );
}

const textOf = (value: Value | undefined): string | null =>
  value === null || value === undefined ? null : typeof value === 'boolean' ? (value ? '✓' : '–') : String(value);
