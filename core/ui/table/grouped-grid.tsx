import { useMemo } from 'react';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { headingUnit } from './cell.tsx';
import type { Column } from './column.ts';
import { groupRows } from './group-rows.ts';
import { tableMessages } from './table.messages.ts';

/** A line a group, with its number of rows and its sums; opening one shows its rows. */
export function GroupedGrid<Row>(props: {
  title: string;
  by: Column<Row>;
  columns: Column<Row>[];
  rows: Row[];
  onOpen: (text: string) => void;
}) {
  const t = useMessages(tableMessages);
  const format = useFormat();
  const { by, columns, rows } = props;
  const groups = useMemo(() => groupRows(rows, by, columns), [rows, by, columns]);
  const summed = columns.filter((column) => column.total && column.id !== by.id);
  const cell = 'border-b border-line px-2.5 py-2';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard
    <section className="overflow-auto border-t border-line" tabIndex={0} aria-label={props.title}>
      <table aria-label={props.title} className="figures w-full border-separate border-spacing-0 text-base">
        <thead className="text-sm text-ink-soft">
          <tr>
            <th scope="col" className={`${cell} pl-4 text-left font-medium`}>
              {by.heading}
            </th>
            <th scope="col" className={`${cell} text-right font-medium`}>
              {t('groupRows')}
            </th>
            {summed.map((column) => (
              <th key={column.id} scope="col" className={`${cell} text-right font-medium whitespace-nowrap`}>
                {column.heading}
                {headingUnit(column, format) && (
                  <span className="font-normal text-ink-faint"> ({headingUnit(column, format)})</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.text} className="hover:bg-sunken">
              <th scope="row" className={`${cell} pl-4 text-left font-normal`}>
                <button
                  type="button"
                  title={t('groupOpen', { group: group.text || t('empty') })}
                  onClick={() => props.onOpen(group.text)}
                  className="font-medium text-accent underline-offset-2 hover:underline"
                >
                  {group.text || t('empty')}
                </button>
              </th>
              <td className={`${cell} text-right`}>{format.count(group.rows.length)}</td>
              {summed.map((column) => (
                <td key={column.id} className={`${cell} text-right whitespace-nowrap`}>
                  {format.bare(group.totals[column.id] ?? null, column.unit ?? 'count')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
