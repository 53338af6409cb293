import {
  Badge,
  Card,
  type ChartItem,
  EmptyState,
  QueryView,
  RankingChart,
  Skeleton,
  TimeChart,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
} from '@griot/ui';
import { useMemo } from 'react';
import type { Alert, Kpi, Ranked, Transaction, Widget } from '../answers.ts';
import { moreMessages } from '../more.messages.ts';
import { AgentMap, type AgentPlace } from './agent-map.tsx';
import { fromMinor } from './money.ts';

type AlertItem = Pick<Alert, 'id' | 'category' | 'severity'> & { name: string };
type Figure = Kpi & { grain: 'hour' | 'day'; reportingCurrency: string; threshold: number | null };

/** What a widget shows to this reader. */
export function WidgetView({ widget }: { widget: Widget }) {
  const { locale } = useLocale();
  const query = useApiQuery<{ data: unknown }>(`/api/dashboard/widgets/${widget.id}/data`);
  const title = widget.title[locale];
  return (
    <QueryView
      query={query}
      skeleton={
        <Card title={title}>
          <Skeleton />
        </Card>
      }
    >
      {({ data }) => {
        const { items = [], reportingCurrency = 'XOF' } = data as { items?: unknown[]; reportingCurrency?: string };
        switch (widget.kind) {
          case 'chart_line':
            return <Line title={title} figure={data as Figure} />;
          case 'gauge':
            return <Limit title={title} figure={data as Figure} />;
          case 'chart_bar':
            return <Bars title={title} items={items as Ranked[]} currency={reportingCurrency} />;
          case 'map':
            return <AgentMap title={title} agents={items as AgentPlace[]} />;
          case 'alert_list':
            return <AlertRows title={title} items={items as AlertItem[]} />;
          case 'list':
            return (
              <Rows
                title={title}
                rows={(items as Transaction[]).map((one) => [
                  one.id,
                  one.name ?? one.tenantId,
                  one.amount,
                  one.currency,
                ])}
              />
            );
          default:
            return (
              <Rows
                title={title}
                rows={(items as Ranked[]).map((one) => [one.key, one.label, one.gmv, reportingCurrency])}
              />
            );
        }
      }}
    </QueryView>
  );
}

const unitOf = (unit: Kpi['unit']) => (unit === 'money' ? 'currency' : unit === 'percent' ? 'percent' : 'count');
const shown = (figure: Figure, value: string | null) =>
  figure.unit === 'money' ? fromMinor(value, figure.reportingCurrency) : value;

function Line({ title, figure }: { title: string; figure: Figure }) {
  const series = useMemo(
    () => [
      {
        key: figure.metric,
        label: title,
        values: figure.sparkline.map(({ value }) => shown(figure, value)),
        shape: 'area' as const,
      },
    ],
    [figure, title],
  );
  return (
    <TimeChart
      title={title}
      periods={figure.sparkline.map(({ at }) => (figure.grain === 'day' ? at.slice(0, 10) : at))}
      grain={figure.grain}
      series={series}
      unit={unitOf(figure.unit)}
      currency={figure.reportingCurrency}
    />
  );
}

/** A figure beside its limit, said in words too. */
function Limit({ title, figure }: { title: string; figure: Figure }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const value = Number(figure.value);
  const limit = figure.threshold ?? 0;
  const good = figure.good === 'down' ? value <= limit : value >= limit;
  return (
    <Card title={title}>
      <p className="figures text-3xl font-semibold">
        {format.figure(shown(figure, figure.value), unitOf(figure.unit), figure.reportingCurrency)}
      </p>
      <LimitBar value={value} limit={limit} good={good} whole={figure.unit === 'percent' ? 100 : null} />
      <p className="mt-2 flex items-center gap-2 text-sm text-ink-soft">
        <Badge tone={good ? 'ok' : 'bad'}>{t(good ? 'withinLimit' : 'beyondLimit')}</Badge>
        <span className="figures">
          {t('limit', {
            limit: format.figure(shown(figure, String(limit)), unitOf(figure.unit), figure.reportingCurrency),
          })}
        </span>
      </p>
    </Card>
  );
}

/** The figure on its scale, its limit drawn. */
function LimitBar(props: { value: number; limit: number; good: boolean; whole: number | null }) {
  const whole = props.whole ?? (Math.max(props.value, props.limit) * 1.25 || 1);
  const at = (value: number) => `${Math.min(100, Math.max(0, (100 * value) / whole))}%`;
  return (
    <div aria-hidden className="relative mt-3 h-3 rounded-full bg-sunken">
      <div className={`h-full rounded-full ${props.good ? 'bg-ok' : 'bg-bad'}`} style={{ width: at(props.value) }} />
      <div className="absolute -top-1 h-5 w-0.5 bg-ink" style={{ left: at(props.limit) }} />
    </div>
  );
}

function Bars({ title, items, currency }: { title: string; items: Ranked[]; currency: string }) {
  const bars = useMemo(
    () => items.map((one): ChartItem => ({ key: one.key, label: one.label, value: fromMinor(one.gmv, currency) })),
    [items, currency],
  );
  return <RankingChart title={title} items={bars} unit="currency" currency={currency} />;
}

function AlertRows({ title, items }: { title: string; items: AlertItem[] }) {
  const t = useMessages(moreMessages);
  return (
    <Card title={title}>
      {items.length === 0 && <EmptyState sentence={t('noAlerts')} small />}
      <ul className="divide-y divide-line">
        {items.map((one) => (
          <li key={one.id} className="flex items-center justify-between gap-3 py-2">
            <span>
              {t(one.category)} · <span data-own-words>{one.name}</span>
            </span>
            <Badge tone={one.severity === 'critical' ? 'bad' : 'warn'}>{t(one.severity)}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Key, name, amount in minor units, currency. */
function Rows({ title, rows }: { title: string; rows: [string, string, string | null, string][] }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  return (
    <Card title={title}>
      {rows.length === 0 && <EmptyState sentence={t('nothingHere')} small />}
      <ul className="figures divide-y divide-line">
        {rows.map(([key, name, amount, currency]) => (
          <li key={key} className="flex justify-between gap-3 py-2">
            <span data-own-words>{name}</span>
            <span>{format.money(fromMinor(amount, currency), currency)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
