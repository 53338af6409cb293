import { type Column, DataTable } from '@griot/ui';
import { useMemo } from 'react';

interface ResultRow {
  at: number;
  cells: unknown[];
}

const NUMBER = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL)/;

export interface ResultTableProps {
  title: string;
  columns: readonly { name: string; type: string }[];
  rows: readonly unknown[][];
  /** With title, search, choice of columns and export (formulas made harmless). */
  full?: boolean;
  maxHeight?: string;
  note?: React.ReactNode;
}

/** Rows as the engine gave them: numbers are sorted as numbers and shown digit by digit, what is null is a dash. */
export function ResultTable({ title, columns, rows, full, maxHeight, note }: ResultTableProps) {
  const shown = useMemo<ResultRow[]>(() => rows.map((cells, at) => ({ at, cells })), [rows]);
  const definitions = useMemo<Column<ResultRow>[]>(
    () =>
      columns.map(({ name, type }, at) => {
        const figure = NUMBER.test(type) && !type.endsWith('[]');
        const text = (row: ResultRow) => cellText(row.cells[at]);
        return {
          id: `c${at}`,
          heading: name,
          kind: figure ? 'figure' : 'text',
          ...(figure ? { unit: 'count' as const } : {}),
          value: text,
          render: (row) => {
            const value = text(row);
            return value === null ? (
              <span className="text-ink-faint">–</span>
            ) : (
              <span className={figure ? 'figures' : 'whitespace-pre'}>{value}</span>
            );
          },
          text: (row) => text(row) ?? '',
          onPhone: at > 0 && at < 3,
        };
      }),
    [columns],
  );
  return (
    <DataTable
      title={title}
      columns={definitions}
      rows={shown}
      rowKey={(row) => String(row.at)}
      plain={!full}
      actions={note}
      {...(maxHeight === undefined ? {} : { maxHeight })}
    />
  );
}

function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
