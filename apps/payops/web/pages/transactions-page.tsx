import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  notify,
  PageHeader,
  QueryView,
  Select,
  Skeleton,
  saveFile,
  Tabs,
  type Tone,
  toQueryString,
  useApi,
  useApiQuery,
  useFormat,
  useLive,
  useMay,
  useMessages,
  usePagedList,
  useUrlFilters,
} from '@griot/ui';
import { Download, Pause, Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Restatement, Transaction } from '../answers.ts';
import { fromMinor } from '../parts/money.ts';
import { payopsMessages } from '../payops.messages.ts';

const KINDS = [
  ...([
    'payment.initiated',
    'payment.succeeded',
    'payment.failed',
    'refund',
    'dispute.opened',
    'payout.requested',
  ] as const),
  ...(['payout.paid', 'payout.failed', 'fee', 'float.topup', 'float.withdrawal', 'fraud.flagged'] as const),
];
type Kind = (typeof KINDS)[number];
const CHECKS = {
  kind: (value: string) => (KINDS as readonly string[]).includes(value),
  source: (value: string) => value === 'wallet' || value === 'connect',
  tenantType: (value: string) => /^[a-z]{1,20}$/.test(value),
  tenantId: (value: string) => value.length <= 120,
  vue: (value: string) => value === 'corrections',
};
/** What came live stays on top of what was read. */
const MOST_LIVE = 200;

export default function TransactionsPage() {
  const t = useMessages(payopsMessages);
  const filters = useUrlFilters(CHECKS);
  const api = useApi();
  const { vue, ...chosen } = filters.values;
  const [paused, setPaused] = useState(false);
  const exported = () =>
    api.file('GET', `/api/dashboard/transactions/export${toQueryString(chosen)}`).then(
      ({ name, content }) => saveFile(name, content),
      (cause: unknown) =>
        notify({ title: t('exportFailed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' }),
    );
  const seesFigures = useMay('payops.dashboard.read');
  return (
    <>
      <PageHeader
        title={t('transactions')}
        note={t('transactionsNote')}
        actions={
          <>
            <Button icon={paused ? Play : Pause} onClick={() => setPaused(!paused)}>
              {t(paused ? 'resume' : 'pause')}
            </Button>
            <Button icon={Download} onClick={() => void exported()}>
              {t('export')}
            </Button>
          </>
        }
      />
      <Card padded={false}>
        <Tabs
          label={t('transactions')}
          value={vue ?? 'live'}
          onChange={(id) => filters.set({ vue: id === 'live' ? null : 'corrections' })}
          items={[
            { id: 'live', label: t('live'), content: <LiveTable chosen={chosen} paused={paused} filters={filters} /> },
            ...(seesFigures ? [{ id: 'corrections', label: t('restatements'), content: <Restatements /> }] : []),
          ]}
        />
      </Card>
    </>
  );
}

type Chosen = Partial<Record<'kind' | 'source' | 'tenantType' | 'tenantId', string>>;

function LiveTable(props: {
  chosen: Chosen;
  paused: boolean;
  filters: ReturnType<typeof useUrlFilters<keyof typeof CHECKS>>;
}) {
  const t = useMessages(payopsMessages);
  const { chosen, paused, filters } = props;
  const list = usePagedList<Transaction, { items: Transaction[]; total: number; nextCursor: string | null }>(
    '/api/dashboard/transactions',
    chosen,
    { eager: 100, limit: 100 },
  );
  const [live, setLive] = useState<Transaction[]>([]);
  useLive(paused ? null : 'payops.transactions', (data) => {
    const row = data as Transaction;
    const fits =
      (chosen.kind === undefined || row.kind === chosen.kind) &&
      (chosen.source === undefined || row.source === chosen.source) &&
      (chosen.tenantId === undefined || (row.tenantId === chosen.tenantId && row.tenantType === chosen.tenantType));
    if (fits) setLive((before) => [row, ...before.filter(({ id }) => id !== row.id)].slice(0, MOST_LIVE));
  });
  const rows = useMemo(() => {
    const known = new Set(live.map(({ id }) => id));
    return [...live, ...list.rows.filter(({ id }) => !known.has(id))].sort((a, b) => (a.time < b.time ? 1 : -1));
  }, [live, list.rows]);
  const columns = useTransactionColumns();
  if (list.loading) return <Skeleton className="m-4" />;
  return (
    <DataTable
      title={t('transactions')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={t('transactionsEmpty')}
      onReachEnd={list.loadMore}
      actions={
        <div className="flex min-w-0 gap-2 max-md:w-full">
          <div className="w-44 min-w-0 max-md:flex-1">
            <Select
              label={t('kind')}
              size="small"
              all={t('allKinds')}
              value={chosen.kind ?? null}
              options={KINDS.map((value) => ({ value, label: t(value) }))}
              onChange={(kind) => filters.set({ kind })}
            />
          </div>
          <div className="w-36 min-w-0 max-md:flex-1">
            <Select
              label={t('product')}
              size="small"
              all={t('allProducts')}
              value={chosen.source ?? null}
              options={['wallet', 'connect'].map((value) => ({ value, label: value }))}
              onChange={(source) => filters.set({ source })}
            />
          </div>
        </div>
      }
    />
  );
}

const tones: Partial<Record<Kind, Tone>> = {
  'payment.succeeded': 'ok',
  'payout.paid': 'ok',
  'payment.failed': 'bad',
  'payout.failed': 'bad',
  'fraud.flagged': 'bad',
  'dispute.opened': 'warn',
  refund: 'warn',
};

function useTransactionColumns(): Column<Transaction>[] {
  const t = useMessages(payopsMessages);
  const format = useFormat();
  return useMemo(() => {
    const name = (kind: string) => t(kind as Kind);
    return [
      {
        id: 'time',
        heading: t('time'),
        kind: 'text',
        width: 150,
        value: (row) => row.time,
        render: (row) => format.instant(row.time, true),
      },
      {
        ...{ id: 'kind', heading: t('kind'), kind: 'text', width: 190, onPhone: true },
        value: (row) => row.kind,
        text: (row) => name(row.kind),
        render: (row) => <Badge tone={tones[row.kind as Kind] ?? 'neutral'}>{name(row.kind)}</Badge>,
      },
      { id: 'entity', heading: t('entity'), kind: 'text', onPhone: true, value: (row) => row.name ?? row.tenantId },
      { id: 'place', heading: t('place'), kind: 'text', value: (row) => `${row.city} (${row.country})` },
      {
        ...{ id: 'amount', heading: t('amount'), kind: 'figure', unit: 'count', width: 150, onPhone: true },
        value: (row) => fromMinor(row.amount, row.currency),
        render: (row) => (
          <span className="figures block text-right">
            {format.money(fromMinor(row.amount, row.currency), row.currency)}
          </span>
        ),
      },
      { id: 'source', heading: t('product'), kind: 'text', width: 90, value: (row) => row.source },
      { id: 'reason', heading: t('reason'), kind: 'text', value: (row) => row.reason },
      { id: 'reference', heading: t('reference'), kind: 'text', hidden: true, value: (row) => row.reference },
      {
        id: 'latency',
        heading: t('latency'),
        kind: 'figure',
        unit: 'count',
        hidden: true,
        value: (row) => row.latencyMs,
      },
    ];
  }, [t, format]);
}

function Restatements() {
  const t = useMessages(payopsMessages);
  const format = useFormat();
  const query = useApiQuery<{ items: Restatement[] }>('/api/dashboard/restatements');
  const columns = useMemo(
    (): Column<Restatement>[] => [
      {
        id: 'hour',
        heading: t('hour'),
        kind: 'text',
        value: (row) => row.hour,
        render: (row) => format.instant(row.hour),
      },
      {
        id: 'arrived',
        heading: t('arrived'),
        kind: 'text',
        value: (row) => row.lastAt,
        render: (row) => format.instant(row.lastAt),
        onPhone: true,
      },
      { id: 'events', heading: t('events'), kind: 'figure', unit: 'count', value: (row) => row.events },
      {
        ...{ id: 'gmv', heading: t('addedVolume'), kind: 'text', onPhone: true },
        value: (row) => fromMinor(row.gmv, row.currency),
        render: (row) => (
          <span className="figures block text-right">
            {format.money(fromMinor(row.gmv, row.currency), row.currency)}
          </span>
        ),
      },
    ],
    [t, format],
  );
  return (
    <QueryView query={query} skeleton={<Skeleton className="m-4" />}>
      {({ items }) => (
        <DataTable
          title={t('restatements')}
          columns={columns}
          rows={items}
          rowKey={(row) => `${row.hour}${row.arrivedHour}${row.currency}`}
          empty={t('restatementsEmpty')}
        />
      )}
    </QueryView>
  );
}
