import {
  type ColumnDef,
  columnFilteringFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import { type CellValue, type Column, type ColumnFilterValue, isEmptyFilter } from './column.ts';
import { compareCells, passesFilter } from './table-values.ts';

/** The parts of TanStack Table that our tables use. */
export const features = tableFeatures({
  columnFilteringFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

export type Features = typeof features;

type Definition<Row extends object> = ColumnDef<Features, Row, unknown>;

/** Our column as TanStack Table wants it; empty cells sort last whichever way. */
export function toDefinition<Row extends object>(column: Column<Row>): Definition<Row> {
  const filterFn: Definition<Row>['filterFn'] = Object.assign(
    (row: { original: Row }, _id: string, filter: ColumnFilterValue) => passesFilter(column, row.original, filter),
    { autoRemove: (filter: ColumnFilterValue | undefined) => !filter || isEmptyFilter(filter) },
  );
  return {
    id: column.id,
    accessorFn: (row: Row) => {
      const value = column.kind === 'text' && column.text ? column.text(row) : column.value(row);
      return value === null || value === '' ? undefined : value;
    },
    header: column.heading,
    sortFn: (a, b, id) => compareCells(a.getValue<CellValue>(id), b.getValue<CellValue>(id), column.kind),
    sortUndefined: 'last',
    // Largest first is what one wants of figures; alphabetical of texts.
    sortDescFirst: column.kind !== 'text',
    enableSorting: column.sortable !== false,
    filterFn,
  } as Definition<Row>;
}
