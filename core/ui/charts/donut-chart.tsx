import { type ReactNode, useCallback, useMemo } from 'react';
import type { ChartSource } from '../application/web-application.ts';
import type { PassportData } from '../figures/passport.tsx';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { ChartCard } from './chart-card.tsx';
import type { ChartItem, ChartValueStyle } from './chart-data.ts';
import type { ChartTheme } from './chart-theme.ts';
import { chartsMessages } from './charts.messages.ts';
import { foldOthers, OTHERS, shareOf } from './fold-others.ts';
import { donutOption } from './options/donut-option.ts';
import { distinctSlots, palettes } from './palette.ts';

export interface DonutChartProps extends ChartValueStyle {
  title: string;
  note?: ReactNode;
  passport?: PassportData | undefined;
  /** What is measured: the chart can then be kept in a dashboard. */
  source?: ChartSource | undefined;
  /** Must be stable between renders; beyond six the smallest become « autres ». */
  items: ChartItem[];
  chosen?: string | null;
  onPick?: (key: string) => void;
  /** A double click: the rows of that slice. */
  onOpen?: ((key: string) => void) | undefined;
  className?: string;
}

const MAX_SLICES = 6;

/** Parts of a whole, named with their share beside the ring. */
export function DonutChart(props: DonutChartProps) {
  const t = useMessages(chartsMessages);
  const format = useFormat();
  const { dark } = usePreferences();
  const { unit, currency, chosen = null } = props;
  const others = t('others');
  const items = useMemo(() => {
    const shown = foldOthers(props.items, MAX_SLICES, others);
    const slots = distinctSlots(shown.filter((item) => item.key !== OTHERS).map((item) => item.slot));
    return shown.map((item, index) => ({ ...item, slot: slots[index] }));
  }, [props.items, others]);
  const option = useCallback(
    (theme: ChartTheme, width: number) =>
      donutOption({
        items,
        theme,
        width,
        chosen,
        share: (item) => format.percent(shareOf(item, items)),
        fullValue: (value) => format.figure(value, unit, currency),
      }),
    [items, chosen, unit, currency, format],
  );
  const headings = [t('name'), `${t('value')} (${format.unit(unit, currency) || 'n'})`, t('share')];
  const summary = t('itemsSummary', {
    title: props.title,
    parts: items.map((item) => `${item.label} : ${format.percent(shareOf(item, items))}`).join(', '),
  });
  const palette = palettes[dark ? 'dark' : 'light'];
  const pick = (key: string | undefined) => {
    if (key && key !== OTHERS) props.onPick?.(key);
  };
  return (
    <ChartCard
      title={props.title}
      note={props.note}
      passport={props.passport}
      source={props.source}
      className={props.className}
      empty={items.length === 0}
      option={option}
      summary={summary}
      height={190}
      table={{
        headings,
        rows: items.map((item) => ({
          key: item.key,
          cells: [item.label, format.bare(item.value, unit, currency), format.percent(shareOf(item, items))],
        })),
      }}
      raw={{
        headings,
        rows: items.map((item) => ({ key: item.key, cells: [item.label, item.value ?? null, shareOf(item, items)] })),
      }}
      onPick={props.onPick && ((index) => pick(items[index]?.key))}
      onOpen={
        props.onOpen &&
        ((index) => {
          const key = items[index]?.key;
          if (key && key !== OTHERS) props.onOpen?.(key);
        })
      }
      legendSide="right"
      legend={
        <ul className="figures flex flex-col text-sm">
          {items.map((item, index) => {
            const isRest = item.key === OTHERS;
            const colour = isRest ? palette.rest : palette.entities[(item.slot ?? index) % palette.entities.length];
            return (
              <li key={item.key}>
                <button
                  type="button"
                  disabled={!props.onPick || isRest}
                  aria-pressed={chosen === item.key}
                  title={`${item.label} : ${format.figure(item.value, unit, currency)}`}
                  onClick={() => pick(item.key)}
                  className="flex min-h-8 w-full items-center gap-2 rounded-sm px-1 text-left enabled:hover:bg-sunken disabled:cursor-default aria-pressed:font-semibold max-md:min-h-10"
                >
                  <span aria-hidden className="size-2.5 shrink-0 rounded-sm" style={{ background: colour }} />
                  <span data-own-words className="min-w-0 flex-1 truncate">
                    {item.label}
                  </span>
                  <span className="text-ink-soft">{format.percent(shareOf(item, items))}</span>
                </button>
              </li>
            );
          })}
        </ul>
      }
    />
  );
}
