import {
  Badge,
  Card,
  type Column,
  DataTable,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useMemo } from 'react';
import { moreMessages } from '../more.messages.ts';
import { fromMinor } from '../parts/money.ts';

interface FloatRow {
  region: string;
  currency: string;
  agents: number;
  low: number;
  float: string;
  salesToday: string;
}
interface DueRow {
  payoutId: string;
  merchantId: string;
  name: string;
  currency: string;
  amount: string;
  route: string | null;
  dueAt: string | null;
  attempts: number;
  reason: string | null;
  held: boolean;
}
interface Difference {
  payoutId: string;
  merchantId: string;
  currency: string;
  requested: string | null;
  paid: string | null;
  why: 'not_asked' | 'amount' | 'failed' | 'overdue' | 'waiting';
  reason: string | null;
}

export default function TreasuryPage() {
  const t = useMessages(moreMessages);
  const query = useApiQuery<{ floats: FloatRow[]; due: DueRow[] }>('/api/dashboard/treasury');
  const columns = useColumns();
  return (
    <>
      <PageHeader title={t('treasury')} note={t('treasuryNote')} />
      <QueryView query={query} skeleton={<Skeleton />}>
        {({ floats, due }) => (
          <>
            <Card padded={false}>
              <DataTable
                title={t('floats')}
                columns={columns.floats}
                rows={floats}
                rowKey={(row) => row.region + row.currency}
              />
            </Card>
            <Card padded={false}>
              <DataTable
                title={t('due')}
                columns={columns.due}
                rows={due}
                rowKey={(row) => row.payoutId}
                empty={t('noDue')}
              />
            </Card>
          </>
        )}
      </QueryView>
      <Reconciliation />
    </>
  );
}

function Reconciliation() {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const query = useApiQuery<{ day: string; payouts: number; differences: Difference[] }>(
    '/api/dashboard/reconciliation',
  );
  const columns = useColumns();
  return (
    <QueryView query={query} skeleton={<Skeleton />}>
      {({ payouts, differences }) => (
        <Card padded={false}>
          <DataTable
            title={t('reconcile')}
            columns={columns.differences}
            rows={differences}
            rowKey={(row) => row.payoutId}
            empty={t('reconciled', { count: payouts, shown: format.count(payouts) })}
          />
        </Card>
      )}
    </QueryView>
  );
}

function useColumns() {
  const t = useMessages(moreMessages);
  const format = useFormat();
  return useMemo(() => {
    const money = <Row extends { currency: string }>(
      id: string,
      heading: string,
      of: (row: Row) => string | null,
      onPhone = false,
    ): Column<Row> => ({
      ...{ id, heading, kind: 'text', onPhone },
      value: (row) => fromMinor(of(row), row.currency),
      render: (row) => (
        <span className="figures block text-right">{format.money(fromMinor(of(row), row.currency), row.currency)}</span>
      ),
    });
    const floats: Column<FloatRow>[] = [
      { id: 'region', heading: t('region'), kind: 'text', value: (row) => row.region },
      { id: 'agents', heading: t('agents'), kind: 'figure', unit: 'count', value: (row) => row.agents, total: true },
      {
        id: 'low',
        heading: t('low'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.low,
        total: true,
        onPhone: true,
      },
      money('float', t('amount'), (row) => row.float, true),
      money('sales', t('salesToday'), (row) => row.salesToday),
    ];
    const due: Column<DueRow>[] = [
      { id: 'name', heading: t('merchant'), kind: 'text', value: (row) => row.name },
      money('amount', t('amount'), (row) => row.amount, true),
      { id: 'route', heading: t('route'), kind: 'text', value: (row) => row.route, options: true },
      {
        id: 'due',
        heading: t('dueAt'),
        kind: 'text',
        value: (row) => row.dueAt,
        render: (row) => format.instant(row.dueAt),
      },
      { id: 'attempts', heading: t('attempts'), kind: 'figure', unit: 'count', value: (row) => row.attempts },
      {
        ...{ id: 'reason', heading: t('reason'), kind: 'text', onPhone: true },
        value: (row) => (row.held ? t('held') : row.reason),
        render: (row) => (row.held ? <Badge tone="ochre">{t('held')}</Badge> : row.reason),
      },
    ];
    const why = (one: Difference['why']) =>
      one === 'amount' ? t('why_amount') : one === 'failed' ? t('why_failed') : t(one);
    const differences: Column<Difference>[] = [
      { id: 'payout', heading: t('merchant'), kind: 'text', value: (row) => row.merchantId },
      money('requested', t('asked'), (row) => row.requested, true),
      money('paid', t('paid'), (row) => row.paid),
      { id: 'why', heading: t('why'), kind: 'text', value: (row) => why(row.why), options: true, onPhone: true },
      { id: 'reason', heading: t('reason'), kind: 'text', value: (row) => row.reason },
    ];
    return { floats, due, differences };
  }, [t, format]);
}
