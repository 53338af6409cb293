import { Decimal } from '@griot/kernel';
import { cx, useFormat, useMessages } from '@griot/ui';
import { booksMessages } from '../books.messages.ts';
import type { StatementLine } from '../statement-answers.ts';

/** One statement in the order of its form: totals stand out, a line with accounts opens them. */
export function StatementLines(props: {
  lines: StatementLine[];
  caption: string;
  date: string;
  comparedDate: string | null;
  /** Gross and wear too. */
  gross?: boolean;
  /** Also by how much it has changed, not in percent alone. */
  change?: boolean;
  showEmpty: boolean;
  onOpen: (line: StatementLine) => void;
}) {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const shown = props.lines.filter(
    (line) => props.showEmpty || [line.gross, line.net, line.previous].some((figure) => Number(figure ?? 0) !== 0),
  );
  const amount = (value: string | null) =>
    value === null || Number(value) === 0 ? '–' : format.bare(value, 'currency');
  const percent = ({ net, previous }: StatementLine): string => {
    const before = Number(previous ?? 0);
    if (before === 0 || Number(net) === before) return '–';
    const change = ((Number(net) - before) / Math.abs(before)) * 100;
    return `${change > 0 ? '+' : ''}${format.percent(change.toFixed(1))}`;
  };
  // Two statements side by side leave room for it on a wide screen alone.
  const beside = props.change ? 'max-lg:hidden' : 'max-2xl:hidden';
  const figure = 'figures px-2.5 py-1.5 text-right whitespace-nowrap align-top';
  const heading = 'px-2.5 py-2 text-right align-bottom text-xs font-semibold text-ink-soft';
  return (
    <table className="w-full border-collapse text-base">
      <caption className="sr-only">{props.caption}</caption>
      <thead>
        <tr className="border-b border-line-strong">
          <th
            scope="col"
            className="py-2 pl-4 text-left align-bottom text-xs font-semibold text-ink-soft max-md:hidden"
          >
            {t('reference')}
          </th>
          <th
            scope="col"
            className="px-2.5 py-2 text-left align-bottom text-xs font-semibold text-ink-soft max-md:pl-4"
          >
            {t('line')}
          </th>
          {props.gross && (
            <>
              <th scope="col" className={cx(heading, 'max-lg:hidden')}>
                {t('gross')}
              </th>
              <th scope="col" className={cx(heading, 'max-lg:hidden')}>
                {t('wear')}
              </th>
            </>
          )}
          <th scope="col" className={heading}>
            {t('net', { day: format.day(props.date) })}
          </th>
          {props.comparedDate && (
            <>
              <th scope="col" className={cx(heading, 'max-sm:hidden')}>
                {t('net', { day: format.day(props.comparedDate) })}
              </th>
              {props.change && (
                <th scope="col" className={cx(heading, 'max-lg:hidden')}>
                  {t('variation')}
                </th>
              )}
              <th scope="col" className={cx(heading, 'pr-4', beside)}>
                {t('variationPct')}
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {shown.map((line) => {
          const total = line.nature === 'total';
          return (
            <tr
              key={line.reference}
              className={cx('border-b border-line', total ? 'bg-sunken font-semibold' : 'hover:bg-sunken')}
            >
              <td className="py-1.5 pl-4 align-top text-sm text-ink-faint max-md:hidden">{line.reference}</td>
              <th
                scope="row"
                className={cx('px-2.5 py-1.5 text-left max-md:pl-4', total ? 'font-semibold' : 'font-normal')}
              >
                {line.accounts > 0 || line.nature === 'resultat' ? (
                  <button
                    type="button"
                    aria-haspopup="dialog"
                    onClick={() => props.onOpen(line)}
                    className="text-left text-ink underline decoration-line-strong decoration-dotted underline-offset-4 hover:text-accent max-md:min-h-11"
                  >
                    {line.label}
                  </button>
                ) : (
                  line.label
                )}
              </th>
              {props.gross && (
                <>
                  <td className={cx(figure, 'text-ink-soft max-lg:hidden')}>{amount(line.gross)}</td>
                  <td className={cx(figure, 'text-ink-soft max-lg:hidden')}>{amount(line.wear)}</td>
                </>
              )}
              <td className={figure}>{amount(line.net)}</td>
              {props.comparedDate && (
                <>
                  <td className={cx(figure, 'text-ink-soft max-sm:hidden')}>{amount(line.previous)}</td>
                  {props.change && (
                    <td className={cx(figure, 'text-ink-soft max-lg:hidden')}>{amount(changeOf(line))}</td>
                  )}
                  <td className={cx(figure, 'pr-4 text-ink-soft', beside)}>{percent(line)}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Exact: both are of two decimals at most. */
function changeOf({ net, previous }: StatementLine): string | null {
  return previous === null ? null : Decimal.parse(net).subtract(Decimal.parse(previous)).toString();
}
