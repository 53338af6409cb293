import { type ReactNode, useCallback } from 'react';
import type { PassportData } from '../figures/passport.tsx';
import { type Figure, toPlot } from '../formats/number.ts';
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
  /** Percent. */
  value: Figure;
  className?: string;
}

/** An occupancy on its scale, the thresholds drawn. */
export function GaugeChart({ title, note, passport, value, className }: GaugeChartProps) {
  const t = useMessages(chartsMessages);
  const format = useFormat();
  const text = format.percent(value);
  const option = useCallback(
    (theme: ChartTheme, width: number) =>
      gaugeOption({
        value: toPlot(value),
        text,
        limits: occupancyLimits,
        colours: occupancyColours[theme.paper],
        theme,
        width,
      }),
    [value, text],
  );
  const headings = [t('name'), `${t('value')} (%)`];
  return (
    <ChartCard
      title={title}
      note={note}
      passport={passport}
      className={className}
      empty={toPlot(value) === null}
      option={option}
      height={210}
      summary={t('gaugeSummary', { title, value: text, limits: occupancyLimits.join(', ') })}
      table={{ headings, rows: [{ key: 'value', cells: [title, text] }] }}
      raw={{ headings, rows: [{ key: 'value', cells: [title, value ?? null] }] }}
    />
  );
}
