import { type ReactNode, useCallback } from 'react';
import type { ChartSource } from '../application/web-application.ts';
import type { PassportData } from '../figures/passport.tsx';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { ChartCard } from './chart-card.tsx';
import type { ChartTheme } from './chart-theme.ts';
import { chartsMessages } from './charts.messages.ts';
import { type RadarAxis, type RadarShape, radarOption } from './options/radar-option.ts';
import { palettes } from './palette.ts';

export interface RadarChartProps {
  title: string;
  note?: ReactNode;
  passport?: PassportData | undefined;
  /** What is measured: the chart can then be kept in a dashboard. */
  source?: ChartSource | undefined;
  /** Both must be stable between renders. */
  axes: RadarAxis[];
  shapes: RadarShape[];
  height?: number;
  className?: string;
}

/** Things compared by several measures, each measure on its own axis. */
export function RadarChart({ title, note, passport, source, axes, shapes, height = 280, className }: RadarChartProps) {
  const t = useMessages(chartsMessages);
  const format = useFormat();
  const { dark } = usePreferences();
  const option = useCallback(
    (theme: ChartTheme, width: number) =>
      radarOption({
        axes,
        shapes,
        theme,
        width,
        fullValue: (axis, value) => format.figure(value, axis.unit, axis.currency),
      }),
    [axes, shapes, format],
  );
  const unitOf = (axis: RadarAxis) => {
    const unit = format.unit(axis.unit, axis.currency);
    return unit ? `${axis.label} (${unit})` : axis.label;
  };
  const headings = [t('name'), ...axes.map(unitOf)];
  const colours = palettes[dark ? 'dark' : 'light'].entities;
  return (
    <ChartCard
      title={title}
      note={note}
      passport={passport}
      source={source}
      className={className}
      empty={shapes.length === 0}
      option={option}
      height={height}
      summary={t('itemsSummary', { title, parts: shapes.map((shape) => shape.label).join(', ') })}
      table={{
        headings,
        rows: shapes.map((shape) => ({
          key: shape.key,
          cells: [shape.label, ...axes.map((axis, at) => format.bare(shape.values[at], axis.unit, axis.currency))],
        })),
      }}
      raw={{
        headings,
        rows: shapes.map((shape) => ({
          key: shape.key,
          cells: [shape.label, ...axes.map((_axis, at) => shape.values[at] ?? null)],
        })),
      }}
      legend={
        <ul className="flex flex-wrap gap-x-4 text-xs text-ink-soft">
          {shapes.map((shape, index) => (
            <li key={shape.key} className="flex items-center gap-1.5">
              <span
                aria-hidden
                className="h-0.5 w-3.5"
                style={{ background: colours[(shape.slot ?? index) % colours.length] }}
              />
              {shape.label}
            </li>
          ))}
        </ul>
      }
    />
  );
}
