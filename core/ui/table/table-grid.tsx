import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { cx } from '../basics/class-names.ts';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import type { Column, ColumnFilterValue } from './column.ts';
import { GridRow } from './grid-row.tsx';
import { HeadingCell } from './heading-cell.tsx';
import { tableMessages } from './table.messages.ts';
import { columnTotal, distinctTexts } from './table-values.ts';

export interface TableGridProps<Row> {
  title: string;
  columns: Column<Row>[];
  rows: Row[];
  allRows: Row[];
  rowKey: (row: Row) => string;
  rowHref?: ((row: Row) => string | undefined) | undefined;
  sort: { column: string; descending: boolean } | null;
  onSort: (column: string) => void;
  filterOf: (column: string) => ColumnFilterValue | undefined;
  onFilter: (column: string, value: ColumnFilterValue | undefined) => void;
  filtered: boolean;
  partial: boolean;
  onReachEnd?: (() => void) | undefined;
  maxHeight?: string | undefined;
}

const ROW_HEIGHT = { comfortable: 44, compact: 34 };

/** Heading, virtual rows and totals of a wide screen: only the rows in sight are in the page. */
export function TableGrid<Row>(props: TableGridProps<Row>) {
  const t = useMessages(tableMessages);
  const format = useFormat();
  const { preferences } = usePreferences();
  const { rows, columns, onReachEnd } = props;
  const box = useRef<HTMLDivElement>(null);
  const height = ROW_HEIGHT[preferences.density];
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const measured = useRef(height);
  useEffect(() => {
    if (measured.current === height) return;
    measured.current = height;
    virtualizer.measure();
  }, [virtualizer, height]);
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const before = first?.start ?? 0;
  const after = last ? virtualizer.getTotalSize() - last.end : 0;

  const atEnd = last !== undefined && last.index >= rows.length - 20;
  useEffect(() => {
    if (atEnd && props.partial) onReachEnd?.();
  }, [atEnd, props.partial, onReachEnd]);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-index]');
    if (!row || event.target !== row) return;
    const index = Number(row.dataset.index);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const target =
      event.key === 'Home' ? 0 : event.key === 'End' ? rows.length - 1 : index + (steps[event.key] ?? Number.NaN);
    if (event.key === 'Enter') row.querySelector<HTMLElement>('a')?.click();
    if (Number.isNaN(target)) return;
    event.preventDefault();
    const next = Math.min(rows.length - 1, Math.max(0, target));
    virtualizer.scrollToIndex(next);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`tr[data-index="${next}"]`)?.focus());
  };

  // Scrolling draws this again for each step; sums over all rows are made once for the rows that they are of.
  const totals = useMemo(
    () => new Map(columns.filter((column) => column.total).map((column) => [column.id, columnTotal(column, rows)])),
    [columns, rows],
  );
  const totalled = totals.size > 0;
  const totalLabel = t(props.partial ? 'totalOfLoaded' : props.filtered ? 'totalOfFiltered' : 'totalOf', {
    count: rows.length,
    shown: format.count(rows.length),
  });
  return (
    <div
      ref={box}
      className="relative overflow-auto border-t border-line max-md:hidden"
      style={{ maxHeight: props.maxHeight ?? 'min(70dvh, 44rem)' }}
    >
      <table
        aria-label={props.title}
        aria-rowcount={rows.length + 1}
        className="w-full border-separate border-spacing-0"
      >
        <thead className="sticky top-0 z-10">
          <tr>
            {columns.map((column, index) => (
              <HeadingCell
                key={column.id}
                column={column}
                first={index === 0}
                sort={props.sort?.column === column.id ? props.sort : null}
                onSort={() => props.onSort(column.id)}
                filter={props.filterOf(column.id)}
                onFilter={(value) => props.onFilter(column.id, value)}
                choices={() => distinctTexts(column, props.allRows)}
                filterable={!props.partial}
              />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {before > 0 && (
            <tr aria-hidden>
              <td colSpan={columns.length} style={{ height: before }} />
            </tr>
          )}
          {items.map((item) => {
            const row = rows[item.index] as Row;
            return (
              <GridRow
                key={props.rowKey(row)}
                row={row}
                index={item.index}
                columns={columns as Column<never>[]}
                height={height}
                reached={item.index === (first?.index ?? 0)}
                rowHref={props.rowHref as ((row: never) => string | undefined) | undefined}
              />
            );
          })}
          {after > 0 && (
            <tr aria-hidden>
              <td colSpan={columns.length} style={{ height: after }} />
            </tr>
          )}
        </tbody>
        {totalled && rows.length > 0 && (
          <tfoot className="sticky bottom-0 z-10">
            <tr>
              {columns.map((column, index) => (
                <td
                  key={column.id}
                  className={cx(
                    'h-10 border-t border-line-strong bg-sunken px-2.5 font-semibold whitespace-nowrap',
                    index === 0 && 'sticky left-0 z-[1] pl-4 text-sm font-medium text-ink-soft',
                    column.kind === 'figure' && 'figures text-right',
                  )}
                >
                  {index === 0
                    ? totalLabel
                    : column.total
                      ? format.bare(totals.get(column.id) ?? null, column.unit ?? 'count')
                      : null}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
