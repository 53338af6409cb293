import {
  Badge,
  Button,
  Card,
  type ChartItem,
  Grid,
  KpiCard,
  KpiCardSkeleton,
  KpiRow,
  PageHeader,
  QueryView,
  RankingChart,
  Select,
  TimeChart,
  useApi,
  useApiQuery,
  useFormat,
  useLive,
  useLocale,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type Health, type Overview, type Ranked, WINDOWS, type Window } from '../answers.ts';
import { asCard } from '../parts/kpi.ts';
import { fromMinor } from '../parts/money.ts';
import { SimulatorCard } from '../parts/simulator-card.tsx';
import { payopsMessages } from '../payops.messages.ts';

const SHOWN = [
  'gmv',
  'revenue',
  'transactions',
  'conversion',
  'active_users',
  'payouts',
  'fraud_amount',
  'latency_p95',
];
const CHECKS = { window: (value: string) => (WINDOWS as readonly string[]).includes(value) };

/** How are we, why, who: of all payments that one may see, at most a minute old. */
export default function OverviewPage() {
  const t = useMessages(payopsMessages);
  const { locale } = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const filters = useUrlFilters(CHECKS);
  const window = (filters.values.window ?? 'today') as Window;
  const overview = useApiQuery<Overview>('/api/dashboard/overview', { window });
  const merchants = useApiQuery<{ items: Ranked[] }>('/api/dashboard/ranking', {
    window,
    tenantType: 'merchant',
    limit: 8,
  });
  const regions = useApiQuery<{ items: Ranked[] }>('/api/dashboard/ranking', { window, by: 'region', limit: 10 });
  const health = useApiQuery<Health>('/api/dashboard/health');
  const [busy, setBusy] = useState(false);
  useLive('payops.snapshots', () => {
    void queries.invalidateQueries({ queryKey: ['/api/dashboard/overview'] });
    void queries.invalidateQueries({ queryKey: ['/api/dashboard/ranking'] });
    void queries.invalidateQueries({ queryKey: ['/api/dashboard/health'] });
  });
  const refresh = async () => {
    setBusy(true);
    try {
      const fresh = await api.get<Overview>('/api/dashboard/overview', { window, refresh: true });
      queries.setQueryData(['/api/dashboard/overview', { window }], fresh);
      await queries.invalidateQueries({ queryKey: ['/api/dashboard/ranking'] });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <PageHeader
        title={t('overview')}
        note={overview.data && <Freshness overview={overview.data} health={health.data} />}
        actions={
          <>
            <div className="w-44">
              <Select
                label={t('window')}
                value={window}
                options={WINDOWS.map((value) => ({ value, label: t(value) }))}
                onChange={(value) => filters.set({ window: value === 'today' ? null : value })}
              />
            </div>
            <Button icon={RefreshCw} busy={busy} onClick={() => void refresh()}>
              {t('refresh')}
            </Button>
          </>
        }
      />
      <QueryView query={overview} skeleton={<CardsSkeleton />}>
        {(data) => (
          <>
            <KpiRow count={SHOWN.length}>
              {SHOWN.flatMap((metric) => data.kpis.find((kpi) => kpi.metric === metric) ?? []).map((kpi) => (
                <KpiCard key={kpi.metric} kpi={asCard(kpi, data, locale, t(`against_${data.window}`))} />
              ))}
            </KpiRow>
            {data.restated.events > 0 && <RestatedNote events={data.restated.events} />}
            <Trends overview={data} />
          </>
        )}
      </QueryView>
      <Grid>
        <QueryView query={merchants} skeleton={<KpiCardSkeleton />}>
          {({ items }) => (
            <div className="md:col-span-6">
              <Ranking title={t('topMerchants')} items={items} currency={overview.data?.reportingCurrency ?? 'XOF'} />
            </div>
          )}
        </QueryView>
        <QueryView query={regions} skeleton={<KpiCardSkeleton />}>
          {({ items }) => (
            <div className="md:col-span-6">
              <Ranking title={t('byRegion')} items={items} currency={overview.data?.reportingCurrency ?? 'XOF'} />
            </div>
          )}
        </QueryView>
        <div className="flex flex-col gap-4 md:col-span-6">
          {overview.data && <Currencies overview={overview.data} />}
        </div>
        {health.data?.simulator && (
          <div className="md:col-span-6">
            <SimulatorCard simulator={health.data.simulator} />
          </div>
        )}
      </Grid>
    </>
  );
}

function CardsSkeleton() {
  return (
    <KpiRow count={SHOWN.length}>
      {SHOWN.map((metric) => (
        <KpiCardSkeleton key={metric} />
      ))}
    </KpiRow>
  );
}

/** How old the figures are, and whether events wait to be counted. */
function Freshness({ overview, health }: { overview: Overview; health: Health | undefined }) {
  const t = useMessages(payopsMessages);
  const format = useFormat();
  return (
    <span className="flex flex-wrap items-center gap-2">
      {`${t(overview.window)} · ${format.instant(overview.computedAt)} (${overview.timeZone})`}
      {health?.lag ? <Badge tone="warn">{t('lag', { count: format.count(health.lag) })}</Badge> : null}
    </span>
  );
}

function RestatedNote({ events }: { events: number }) {
  const t = useMessages(payopsMessages);
  const format = useFormat();
  return (
    <p className="flex flex-wrap items-center gap-x-3 rounded-md border border-line bg-ochre-soft px-3 py-2 text-sm text-ochre-ink">
      {t('restatedNote', { count: events, shown: format.count(events) })}
      <Link to="/paiements/transactions" search={{ vue: 'corrections' } as never} className="underline">
        {t('seeRestatements')}
      </Link>
    </p>
  );
}

function Trends({ overview }: { overview: Overview }) {
  const t = useMessages(payopsMessages);
  const { grain, reportingCurrency } = overview;
  const series = useMemo(() => {
    const of = (metric: string) => overview.kpis.find((kpi) => kpi.metric === metric)?.sparkline ?? [];
    const money = of('gmv').map(({ value }) => fromMinor(value, reportingCurrency));
    return {
      periods: of('gmv').map(({ at }) => (grain === 'day' ? at.slice(0, 10) : at)),
      volume: [{ key: 'gmv', label: t('volumeOverTime'), values: money, shape: 'area' as const }],
      rate: [{ key: 'conversion', label: t('conversionOverTime'), values: of('conversion').map(({ value }) => value) }],
    };
  }, [overview, grain, reportingCurrency, t]);
  return (
    <Grid>
      <div className="md:col-span-6 lg:col-span-7">
        <TimeChart
          title={t('volumeOverTime')}
          periods={series.periods}
          grain={grain}
          series={series.volume}
          unit="currency"
          currency={reportingCurrency}
        />
      </div>
      <div className="md:col-span-6 lg:col-span-5">
        <TimeChart
          title={t('conversionOverTime')}
          periods={series.periods}
          grain={grain}
          series={series.rate}
          unit="percent"
        />
      </div>
    </Grid>
  );
}

function Ranking({ title, items, currency }: { title: string; items: Ranked[]; currency: string }) {
  const shown = useMemo(
    () => items.map((item): ChartItem => ({ key: item.key, label: item.label, value: fromMinor(item.gmv, currency) })),
    [items, currency],
  );
  return <RankingChart title={title} items={shown} unit="currency" currency={currency} />;
}

/** Each currency in its own money: they are never added up. */
function Currencies({ overview }: { overview: Overview }) {
  const t = useMessages(payopsMessages);
  const format = useFormat();
  const gmv = overview.kpis.find(({ metric }) => metric === 'gmv')?.byCurrency ?? {};
  return (
    <Card title={t('byCurrency')} note={t('volumeOverTime')}>
      <dl className="figures grid grid-cols-[auto_1fr] gap-y-1.5">
        {Object.entries(gmv)
          .sort()
          .map(([currency, amount]) => (
            <div key={currency} className="contents">
              <dt className="text-ink-soft">{currency}</dt>
              <dd className="text-right">{format.money(fromMinor(amount, currency), currency)}</dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}
