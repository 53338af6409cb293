import { type ReactNode, useCallback, useMemo } from 'react';
import type { ChartSource } from '../application/web-application.ts';
import type { PassportData } from '../figures/passport.tsx';
import { toPlot } from '../formats/number.ts';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { ChartCard } from './chart-card.tsx';
import type { ChartValueStyle, TimeSeries } from './chart-data.ts';
import type { ChartTheme } from './chart-theme.ts';
import { chartsMessages } from './charts.messages.ts';
import { timeOption } from './options/time-option.ts';
import { palettes } from './palette.ts';

export interface TimeChartProps extends ChartValueStyle {
  title: string;
  note?: ReactNode;
  passport?: PassportData | undefined;
  /** What is measured: the chart can then be kept in a dashboard. */
  source?: ChartSource | undefined;
  /** First days of the periods, `YYYY-MM-DD`; of hours, their first instants (ISO 8601). */
  periods: string[];
  grain?: 'month' | 'day' | 'hour';
  /** Must be stable between renders. */
  series: TimeSeries[];
  stacked?: boolean;
  max?: number;
  height?: number;
  emptySentence?: string;
  onPick?: ((period: string) => void) | undefined;
  /** A double click: the rows of that period. */
  onOpen?: ((period: string) => void) | undefined;
  className?: string;
}

/** Figures over time: lines, areas or bars, the previous period as a pale line. */
export function TimeChart(props: TimeChartProps) {
  const t = useMessages(chartsMessages);
  const format = useFormat();
  const { periods, series, unit, currency, stacked = false, max, grain = 'month' } = props;
  const periodLabel = useCallback(
    (period: string, short: boolean) => {
      if (grain === 'hour') return short ? format.time(period).slice(0, 5) : format.instant(period);
      return grain === 'day' ? format.day(period) : format.month(period, short);
    },
    [format, grain],
  );
  const option = useCallback(
    (theme: ChartTheme, width: number) =>
      timeOption({
        periods,
        series,
        stacked,
        theme,
        width,
        max,
        periodLabel,
        axisName: format.unit(unit, currency),
        shortValue: format.axis,
        fullValue: (value) => format.figure(value, unit, currency),
      }),
    [periods, series, stacked, max, unit, currency, format, periodLabel],
  );
  const unitName = format.unit(unit, currency);
  const headings = [t('period'), ...series.map((one) => (unitName ? `${one.label} (${unitName})` : one.label))];
  const table = {
    headings,
    rows: periods.map((period, index) => ({
      key: period,
      cells: [periodLabel(period, false), ...series.map((one) => format.bare(one.values[index], unit, currency))],
    })),
  };
  const raw = {
    headings,
    rows: periods.map((period, index) => ({
      key: period,
      cells: [period, ...series.map((one) => one.values[index] ?? null)],
    })),
  };
  const summary = useMemo(() => {
    const parts = series.map((one) => {
      const top = one.values.reduce<number>(
        (best, value, index) => ((toPlot(value) ?? -Infinity) > (toPlot(one.values[best]) ?? -Infinity) ? index : best),
        0,
      );
      return t('timePart', {
        label: one.label,
        firstValue: format.short(one.values[0], unit, currency),
        lastValue: format.short(one.values.at(-1), unit, currency),
        topValue: format.short(one.values[top], unit, currency),
        topPeriod: periodLabel(periods[top] ?? '', false),
      });
    });
    const first = periodLabel(periods[0] ?? '', false);
    return t('timeSummary', {
      title: props.title,
      first,
      last: periodLabel(periods.at(-1) ?? '', false),
      parts: parts.join(' '),
    });
  }, [series, periods, props.title, unit, currency, format, t, periodLabel]);
  const empty = periods.length === 0 || series.every((one) => one.values.every((value) => toPlot(value) === null));
  return (
    <ChartCard
      title={props.title}
      note={props.note}
      passport={props.passport}
      source={props.source}
      className={props.className}
      empty={empty}
      emptySentence={props.emptySentence}
      option={option}
      summary={summary}
      height={props.height ?? 260}
      table={table}
      raw={raw}
      legend={series.length > 1 && <SeriesLegend series={series} />}
      onPick={
        props.onPick &&
        ((index) => {
          const period = periods[index];
          if (period) props.onPick?.(period);
        })
      }
      onOpen={
        props.onOpen &&
        ((index) => {
          const period = periods[index];
          if (period) props.onOpen?.(period);
        })
      }
    />
  );
}

/** Names of the series, for bars and for screens too narrow to write them at the ends of the lines. */
function SeriesLegend({ series }: { series: TimeSeries[] }) {
  const { dark } = usePreferences();
  const colours = palettes[dark ? 'dark' : 'light'].entities;
  const own = series.filter((one) => !one.previous && !one.limit);
  const linesOnly = own.every((one) => one.shape !== 'bar') && series.length <= 4;
  return (
    <ul
      className={
        linesOnly
          ? 'flex flex-wrap gap-x-4 text-xs text-ink-soft @min-[480px]:hidden'
          : 'flex flex-wrap gap-x-4 text-xs text-ink-soft'
      }
    >
      {series.map((one) => {
        const colour = one.previous
          ? 'var(--ink-faint)'
          : one.limit
            ? 'var(--bad)'
            : colours[(one.slot ?? own.indexOf(one)) % colours.length];
        return (
          <li key={one.key} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className={one.shape === 'bar' ? 'size-2.5 rounded-sm' : 'h-0.5 w-3.5'}
              style={{ background: colour, opacity: one.previous ? 0.6 : 1 }}
            />
            {one.label}
          </li>
        );
      })}
    </ul>
  );
}
