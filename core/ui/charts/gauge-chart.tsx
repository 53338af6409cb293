import { type ReactNode, useCallback } from 'react';
import type { ChartSource } from '../application/web-application.ts';
import type { PassportData } from '../figures/passport.tsx';
import { type Figure, type FigureUnit, toPlot } from '../formats/number.ts';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { ChartCard } from './chart-card.tsx';
import type { ChartTheme } from './chart-theme.ts';
import { chartsMessages } from './charts.messages.ts';
import { gaugeOption } from './options/gauge-option.ts';
import { occupancyColours, occupancyLimits } from './palette.ts';

export interface GaugeChartProps {
  title: string;
  note?: ReactNode;
  passport?: PassportData | undefined;
  /** What is measured: the chart can then be kept in a dashboard. */
  source?: ChartSource | undefined;
  value: Figure;
  /** Percent when absent. */
  unit?: FigureUnit;
  currency?: string;
  /** Thresholds, ascending, in the value's unit; the classes of occupancy when absent. Stable between renders. */
  limits?: readonly number[];
  /** End of the scale. */
  max?: number;
  className?: string;
}

/** A figure on its scale, the thresholds drawn. */
export function GaugeChart({
  title,
  note,
  passport,
  source,
  value,
  unit = 'percent',
  currency,
  limits = occupancyLimits,
  max = 100,
  className,
}: GaugeChartProps) {
  const t = useMessages(chartsMessages);
  const format = useFormat();
  const text = unit === 'percent' ? format.percent(value) : format.short(value, unit, currency);
  const option = useCallback(
    (theme: ChartTheme, width: number) =>
      gaugeOption({
        value: toPlot(value),
        text,
        max,
        limits,
        markText: (mark) => (mark === null ? '' : format.axis(mark)),
        colours: occupancyColours[theme.paper],
        theme,
        width,
      }),
    [value, text, limits, max, format],
  );
  const headings = [t('name'), `${t('value')} (${format.unit(unit, currency) || 'n'})`];
  return (
    <ChartCard
      title={title}
      note={note}
      passport={passport}
      source={source}
      className={className}
      empty={toPlot(value) === null}
      option={option}
      height={210}
      summary={t('gaugeSummary', { title, value: text, limits: limits.join(', ') })}
      table={{ headings, rows: [{ key: 'value', cells: [title, text] }] }}
      raw={{ headings, rows: [{ key: 'value', cells: [title, value ?? null] }] }}
    />
  );
}
