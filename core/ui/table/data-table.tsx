import { dayInZone } from '@griot/kernel';
import {
  type ColumnFiltersState,
  type ColumnVisibilityState,
  type SortingState,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { EmptyState } from '../basics/empty-state.tsx';
import { fileName, saveFile } from '../basics/save-file.ts';
import { statesMessages } from '../basics/states.messages.ts';
import { toCsv } from '../formats/csv.ts';
import { useFormat } from '../formats/use-format.ts';
import { useLocale, useMessages } from '../i18n/locale-provider.tsx';
import { headingUnit } from './cell.tsx';
import type { Column, ColumnFilterValue } from './column.ts';
import { GroupedGrid } from './grouped-grid.tsx';
import { RowCards } from './row-cards.tsx';
import { tableMessages } from './table.messages.ts';
import { features, toDefinition } from './table-features.ts';
import { TableGrid } from './table-grid.tsx';
import { TableToolbar } from './table-toolbar.tsx';
import { cellText, matchesSearch } from './table-values.ts';

export interface DataTableProps<Row extends object> {
  title: string;
  /** Must be stable between renders. */
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Where a row leads. */
  rowHref?: (row: Row) => string | undefined;
  defaultSort?: { column: string; descending: boolean };
  /** Rows that exist, when not all are here yet; sorting is then the server's (`onSort`). */
  total?: number;
  onSort?: (sort: { column: string; descending: boolean } | null) => void;
  onReachEnd?: () => void;
  /** Why there is nothing, and what fills it. */
  empty?: string;
  emptyAction?: ReactNode;
  actions?: ReactNode;
  /** Hides title and search, for short lists inside a card. */
  plain?: boolean;
  maxHeight?: string;
  /** All rows as a file from the server: also those that are not here, with the page's filters. */
  serverExport?: ((format: 'csv' | 'xlsx') => void) | undefined;
}

/** Rows of anything: sorted, filtered, chosen, totalled and exported by whoever reads them. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const t = useMessages(tableMessages);
  const states = useMessages(statesMessages);
  const format = useFormat();
  const { locale, timeZone } = useLocale();
  const { columns, rows, defaultSort } = props;
  const [search, setSearch] = useState('');
  const [sorting, setSorting] = useState<SortingState>(
    defaultSort ? [{ id: defaultSort.column, desc: defaultSort.descending }] : [],
  );
  const [columnFilters, setColumnFilters] = useState<ColumnFiltersState>([]);
  const [columnVisibility, setColumnVisibility] = useState<ColumnVisibilityState>(() =>
    Object.fromEntries(columns.filter((column) => column.hidden).map((column) => [column.id, false])),
  );
  const [group, setGroup] = useState<string | null>(null);
  const query = useDeferredValue(search);
  const data = useMemo(() => rows.filter((row) => matchesSearch(columns, row, query)), [rows, columns, query]);
  const definitions = useMemo(() => columns.map((column) => toDefinition(column)), [columns]);
  const partial = props.total !== undefined && props.total > rows.length;
  const table = useTable({
    features,
    data,
    columns: definitions,
    getRowId: props.rowKey,
    state: { sorting, columnFilters, columnVisibility },
    enableMultiSort: false,
    manualSorting: partial,
    onSortingChange: (updater) => {
      const next = typeof updater === 'function' ? updater(sorting) : updater;
      setSorting(next);
      const first = next[0];
      props.onSort?.(first ? { column: first.id, descending: first.desc } : null);
    },
    onColumnFiltersChange: setColumnFilters,
    onColumnVisibilityChange: setColumnVisibility,
  });

  const model = table.getRowModel().rows;
  const shownRows = useMemo(() => model.map((row) => row.original), [model]);
  const shownColumns = useMemo(
    () => columns.filter((column) => columnVisibility[column.id] !== false),
    [columns, columnVisibility],
  );
  const filtered = columnFilters.length > 0 || query.trim() !== '';
  const count = partial
    ? t('loadedOf', { shown: format.count(rows.length), total: format.count(props.total ?? 0) })
    : filtered
      ? t('rowsOf', { shown: format.count(shownRows.length), total: format.count(rows.length) })
      : t('rows', { count: rows.length, shown: format.count(rows.length) });

  const exportRows = (what: 'shown' | 'all') => {
    const picked = what === 'shown' ? shownColumns : columns;
    const source = what === 'shown' ? shownRows : rows;
    const headings = picked.map((column) => {
      const unit = headingUnit(column, format);
      return unit ? `${column.heading} (${unit})` : column.heading;
    });
    const lines = source.map((row) =>
      picked.map((column) => (column.kind === 'text' ? cellText(column, row) : column.value(row))),
    );
    saveFile(fileName(props.title, dayInZone(new Date(), timeZone), 'csv'), toCsv(headings, lines, locale));
  };
  const grouping = partial ? undefined : columns.find((column) => column.id === group);
  const filterOf = (id: string) =>
    columnFilters.find((filter) => filter.id === id)?.value as ColumnFilterValue | undefined;
  const clearFilters = () => {
    setColumnFilters([]);
    setSearch('');
  };

  return (
    <div className="flex min-w-0 flex-col">
      {!props.plain && (
        <TableToolbar
          title={props.title}
          count={count}
          search={search}
          onSearch={setSearch}
          filtered={filtered}
          onClearFilters={clearFilters}
          onExport={exportRows}
          onServerExport={props.serverExport}
          groups={partial ? [] : columns.filter((column) => column.options)}
          group={group}
          onGroup={setGroup}
          actions={props.actions}
          columns={columns.slice(1).map((column) => ({
            id: column.id,
            heading: column.heading,
            shown: columnVisibility[column.id] !== false,
            toggle: () => table.getColumn(column.id)?.toggleVisibility(),
          }))}
        />
      )}
      {grouping ? (
        <GroupedGrid
          title={props.title}
          by={grouping}
          columns={shownColumns}
          rows={shownRows}
          onOpen={(text) => {
            table.getColumn(grouping.id)?.setFilterValue({ kind: 'options', chosen: [text] });
            setGroup(null);
          }}
        />
      ) : rows.length === 0 ? (
        <EmptyState sentence={props.empty ?? states('noData')} action={props.emptyAction} small />
      ) : (
        <>
          <TableGrid
            title={props.title}
            columns={shownColumns}
            rows={shownRows}
            rowKey={props.rowKey}
            rowHref={props.rowHref}
            sort={sorting[0] ? { column: sorting[0].id, descending: sorting[0].desc } : null}
            onSort={(id) => table.getColumn(id)?.toggleSorting()}
            filterOf={filterOf}
            onFilter={(id, value) => table.getColumn(id)?.setFilterValue(value)}
            allRows={rows}
            filtered={filtered}
            partial={partial}
            onReachEnd={props.onReachEnd}
            maxHeight={props.maxHeight}
          />
          <RowCards rows={shownRows} columns={shownColumns} rowKey={props.rowKey} rowHref={props.rowHref} />
          {shownRows.length === 0 && <p className="px-4 py-6 text-center text-ink-soft">{t('noMatch')}</p>}
        </>
      )}
    </div>
  );
}
