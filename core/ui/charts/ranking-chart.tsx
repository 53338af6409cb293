import { type ReactNode, useCallback, useMemo } from 'react';
import type { ChartSource } from '../application/web-application.ts';
import type { PassportData } from '../figures/passport.tsx';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { ChartCard } from './chart-card.tsx';
import type { ChartItem, ChartValueStyle } from './chart-data.ts';
import type { ChartTheme } from './chart-theme.ts';
import { chartsMessages } from './charts.messages.ts';
import { OTHERS, shareOf } from './fold-others.ts';
import { rankingOption } from './options/ranking-option.ts';

export interface RankingChartProps extends ChartValueStyle {
  title: string;
  note?: ReactNode;
  passport?: PassportData | undefined;
  /** What is measured: the chart can then be kept in a dashboard. */
  source?: ChartSource | undefined;
  /** In the order to show; must be stable between renders. */
  items: ChartItem[];
  /** The one that filters now; the others pale. */
  chosen?: string | null;
  emptySentence?: string;
  /** Above the bars: a total, a word. */
  lead?: ReactNode;
  onPick?: (key: string) => void;
  onOpen?: (key: string) => void;
  /** Fixed order matters more than size (ages of debt): shares are shown in the note. */
  withShare?: boolean;
  className?: string;
}

/** Who counts most: horizontal bars, named and figured. */
export function RankingChart(props: RankingChartProps) {
  const t = useMessages(chartsMessages);
  const format = useFormat();
  const { items, unit, currency, chosen = null, withShare = false } = props;
  const option = useCallback(
    (theme: ChartTheme, width: number) =>
      rankingOption({
        items,
        theme,
        width,
        chosen,
        shortValue: (value) => (unit === 'currency' ? format.short(value, 'count') : format.short(value, unit)),
        fullValue: (value) => format.figure(value, unit, currency),
        note: (item) => (withShare ? format.percent(shareOf(item, items)) : undefined),
      }),
    [items, unit, currency, chosen, withShare, format],
  );
  const headings = [
    t('name'),
    `${t('value')} (${format.unit(unit, currency) || 'n'})`,
    ...(withShare ? [t('share')] : []),
  ];
  const cells = (item: ChartItem, exact: boolean) => [
    item.label,
    exact ? (item.value ?? null) : format.bare(item.value, unit, currency),
    ...(withShare ? [exact ? shareOf(item, items) : format.percent(shareOf(item, items))] : []),
  ];
  const summary = useMemo(
    () =>
      t('itemsSummary', {
        title: props.title,
        parts: items.map((item) => `${item.label} : ${format.short(item.value, unit, currency)}`).join(', '),
      }),
    [items, props.title, unit, currency, format, t],
  );
  const pick = (run: ((key: string) => void) | undefined) =>
    run &&
    ((index: number) => {
      const key = items[index]?.key;
      if (key && key !== OTHERS) run(key);
    });
  return (
    <ChartCard
      title={props.title}
      note={props.note}
      passport={props.passport}
      source={props.source}
      className={props.className}
      empty={items.length === 0}
      emptySentence={props.emptySentence}
      lead={props.lead}
      option={option}
      summary={summary}
      height={Math.max(120, items.length * 30 + 12)}
      table={{ headings, rows: items.map((item) => ({ key: item.key, cells: cells(item, false) })) }}
      raw={{ headings, rows: items.map((item) => ({ key: item.key, cells: cells(item, true) })) }}
      onPick={pick(props.onPick)}
      onOpen={pick(props.onOpen)}
    />
  );
}
