import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { cx } from '../basics/class-names.ts';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { headingUnit } from './cell.tsx';
import type { Column, ColumnFilterValue } from './column.ts';
import { ColumnFilter } from './column-filter.tsx';
import { tableMessages } from './table.messages.ts';

export interface HeadingCellProps<Row> {
  column: Column<Row>;
  first: boolean;
  sort: { descending: boolean } | null;
  onSort: () => void;
  filter: ColumnFilterValue | undefined;
  onFilter: (value: ColumnFilterValue | undefined) => void;
  choices: () => string[];
  filterable: boolean;
}

export function HeadingCell<Row>(props: HeadingCellProps<Row>) {
  const t = useMessages(tableMessages);
  const format = useFormat();
  const { column, sort } = props;
  const unit = headingUnit(column, format);
  const right = column.kind === 'figure';
  const Arrow = sort ? (sort.descending ? ArrowDown : ArrowUp) : ChevronsUpDown;
  const text = (
    <>
      {column.heading}
      {unit && <span className="font-normal text-ink-faint"> ({unit})</span>}
    </>
  );
  return (
    <th
      scope="col"
      aria-sort={sort ? (sort.descending ? 'descending' : 'ascending') : undefined}
      style={column.width ? { width: column.width } : undefined}
      className={cx(
        'group/th h-10 border-b border-line-strong bg-surface px-2.5 text-sm font-medium whitespace-nowrap text-ink-soft',
        props.first && 'sticky left-0 z-[1] pl-4',
        right ? 'text-right' : 'text-left',
      )}
    >
      <span className={cx('relative flex items-center gap-0.5', right && 'flex-row-reverse')}>
        {column.sortable === false ? (
          <span>{text}</span>
        ) : (
          <button
            type="button"
            onClick={props.onSort}
            title={t('sortBy', { column: column.heading })}
            className={cx(
              'inline-flex h-8 items-center gap-1 rounded-sm hover:text-ink',
              right && 'flex-row-reverse',
              sort && 'text-ink',
            )}
          >
            <span>{text}</span>
            <Arrow
              aria-hidden
              className={cx('size-3.5', sort ? 'text-accent' : 'opacity-0 group-hover/th:opacity-60')}
              strokeWidth={2}
            />
          </button>
        )}
        {props.filterable && (
          <ColumnFilter column={column} value={props.filter} choices={props.choices} onChange={props.onFilter} />
        )}
      </span>
    </th>
  );
}
