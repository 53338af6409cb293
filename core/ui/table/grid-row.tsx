import { memo } from 'react';
import { cx } from '../basics/class-names.ts';
import { useFormat } from '../formats/use-format.ts';
import { cellContent, RowLink } from './cell.tsx';
import type { Column } from './column.ts';

interface GridRowProps {
  row: unknown;
  index: number;
  columns: Column<never>[];
  height: number;
  /** The one row that Tab reaches; the arrows go on from there. */
  reached: boolean;
  rowHref: ((row: never) => string | undefined) | undefined;
}

/** One row in sight. Kept while the rows around it come and go: scrolling draws the new ones alone. */
export const GridRow = memo(function GridRow({ row, index, columns, height, reached, rowHref }: GridRowProps) {
  const format = useFormat();
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={reached ? 0 : -1}
      style={{ height }}
      className="group/tr hover:bg-sunken focus-visible:-outline-offset-2"
    >
      {columns.map((column, at) => (
        <td
          key={column.id}
          className={cx(
            'border-b border-line px-2.5 whitespace-nowrap',
            at === 0 && 'sticky left-0 z-[1] bg-surface pl-4 group-hover/tr:bg-sunken',
            column.kind === 'figure' && 'figures text-right',
            column.kind === 'day' && 'figures',
          )}
        >
          <div
            className={cx(
              'truncate',
              column.kind === 'text' && column.heading !== '' && (at === 0 ? 'max-w-72' : 'max-w-56'),
            )}
          >
            {at === 0 ? (
              <RowLink to={rowHref?.(row as never)}>{cellContent(column, row as never, format)}</RowLink>
            ) : (
              cellContent(column, row as never, format)
            )}
          </div>
        </td>
      ))}
    </tr>
  );
});
