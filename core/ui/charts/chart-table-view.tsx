import { cx } from '../basics/class-names.ts';
import { NOTHING } from '../formats/number.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import type { ChartTable } from './chart-data.ts';
import { chartsMessages } from './charts.messages.ts';
import { OTHERS } from './fold-others.ts';

/** The figures of a chart in full, row by row; also how the keyboard picks what the mouse clicks. */
export function ChartTableView(props: {
  title: string;
  table: ChartTable;
  height: number;
  onPick?: ((dataIndex: number) => void) | undefined;
}) {
  const t = useMessages(chartsMessages);
  const { headings, rows } = props.table;
  return (
    <div className="-mx-4 overflow-auto border-t border-line" style={{ maxHeight: props.height }}>
      <table aria-label={props.title} className="figures w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            {headings.map((heading, index) => (
              <th
                key={heading}
                scope="col"
                className={cx(
                  'sticky top-0 border-b border-line bg-surface px-4 py-1.5 font-medium whitespace-nowrap text-ink-soft',
                  index === 0 ? 'text-left' : 'text-right',
                )}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, rowIndex) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) => (
                <td
                  key={headings[index]}
                  className={cx(
                    'border-b border-line px-4 py-1.5',
                    index === 0 ? 'text-left' : 'text-right whitespace-nowrap',
                  )}
                >
                  {index === 0 && props.onPick && row.key !== OTHERS ? (
                    <button
                      type="button"
                      title={t('filterBy', { label: cell ?? '' })}
                      className="text-left text-accent underline-offset-2 hover:underline"
                      onClick={() => props.onPick?.(rowIndex)}
                    >
                      {cell}
                    </button>
                  ) : (
                    (cell ?? NOTHING)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
