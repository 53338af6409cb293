import { type Column, DataTable, useFormat, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import type { Answer, AnswerColumn, Value } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';

type Keyed = { key: string; cells: Value[] };

export const figureOf = (value: Value | undefined): string | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'number' && !Number.isInteger(value)
      ? value.toFixed(6)
      : String(value);

export const unitOf = (column: AnswerColumn | undefined) =>
  column?.kind === 'share' || column?.name.endsWith('__change_pct') ? 'percent' : (column?.unit ?? 'count');

export const nameOf = (value: Value | undefined): string =>
  value === null || value === undefined ? '–' : String(value).replaceAll('_', ' ');

export function useSaying(): Saying {
  const format = useFormat();
  const t = useMessages(assistantMessages);
  return useMemo(() => ({ quarter: t('quarter'), month: format.month, day: format.day }), [format, t]);
}

/** The rows of an answer, as any table: sorted, searched, exported. */
export function AnswerRows({ answer, title }: { answer: Answer; title: string }) {
  const t = useMessages(assistantMessages);
  const say = useSaying();
  const rows = useMemo(() => answer.rows.map((cells, at): Keyed => ({ key: String(at), cells })), [answer.rows]);
  const columns = useMemo(
    () =>
      answer.columns.map((column, at): Column<Keyed> => {
        const base = { id: column.name, heading: column.label, onPhone: at < 3 };
        if (column.kind !== 'dimension')
          return { ...base, kind: 'figure', unit: unitOf(column), value: ({ cells }) => figureOf(cells[at]) };
        const grain = column.grain;
        if (grain === 'day' || grain === 'week')
          return { ...base, kind: 'day', value: ({ cells }) => String(cells[at] ?? '') };
        return {
          ...base,
          kind: 'text',
          value: ({ cells }) => (grain ? String(cells[at] ?? '') : nameOf(cells[at])),
          ...(grain ? { text: ({ cells }: Keyed) => bucketOf(String(cells[at] ?? ''), grain, say) } : {}),
          ...(grain ? { render: ({ cells }: Keyed) => bucketOf(String(cells[at] ?? ''), grain, say) } : {}),
        };
      }),
    [answer.columns, say],
  );
  return (
    <>
      <DataTable
        title={title}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.key}
        maxHeight="24rem"
        plain={rows.length <= 12}
      />
      {answer.truncated && (
        <p className="px-1 pt-1 text-xs text-ink-faint">{t('truncated', { count: answer.rows.length })}</p>
      )}
    </>
  );
}

/** How the reader's language says the first day of a time bucket. */
export interface Saying {
  quarter: string;
  month: (day: string) => string;
  day: (day: string) => string;
}

/** `2025`, `T3 2025`, `octobre 2025`, `27/10/2025`. */
export function bucketOf(day: string, grain: string, say: Saying): string {
  if (day === '') return '–';
  if (grain === 'year') return day.slice(0, 4);
  if (grain === 'quarter') return `${say.quarter}${Math.ceil(Number(day.slice(5, 7)) / 3)} ${day.slice(0, 4)}`;
  return grain === 'month' ? say.month(day) : say.day(day);
}
