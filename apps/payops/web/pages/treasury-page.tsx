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
import type { Difference, DuePayout, DueTotal, FloatRow } from '../answers.ts';
import { moreMessages } from '../more.messages.ts';
import { fromMinor } from '../parts/money.ts';
import { useFresh } from '../parts/use-fresh.ts';

export default function TreasuryPage() {
  const t = useMessages(moreMessages);
  const query = useApiQuery<{ asOf: string; floats: FloatRow[]; due: DuePayout[]; totals: DueTotal[] }>(
    '/api/dashboard/treasury',
  );
  useFresh('/api/dashboard/treasury');
  const columns = useColumns();
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t('treasury')}
        note={query.data ? t('asOf', { at: format.instant(query.data.asOf) }) : t('treasuryNote')}
      />
      <QueryView query={query} skeleton={<Skeleton />}>
        {({ floats, due, totals }) => (
          <>
            <DueTotals totals={totals} />
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

/** What must go out, by currency and by when; currencies are never added. */
function DueTotals({ totals }: { totals: DueTotal[] }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  if (totals.length === 0) return null;
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
      {(['overdue', 'today', 'later'] as const).map((when) => {
        const these = totals.filter((one) => one.when === when);
        return (
          <Card key={when} title={t(`due_${when}`)}>
            {these.length === 0 && <p className="figures text-2xl font-semibold text-ink-faint">0</p>}
            {these.map((one) => (
              <p
                key={one.currency}
                className={`figures text-2xl font-semibold ${when === 'overdue' ? 'text-bad' : ''}`}
              >
                {format.money(fromMinor(one.amount, one.currency), one.currency)}
                <span className="block text-sm font-normal text-ink-faint">
                  {t('duePayouts', { count: one.payouts, shown: format.count(one.payouts) })}
                  {one.held > 0 && ` · ${t('ofThemHeld', { shown: format.count(one.held) })}`}
                </span>
              </p>
            ))}
          </Card>
        );
      })}
    </div>
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
      ...{ id, heading, kind: 'figure', unit: 'count', onPhone },
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
      {
        ...{ id: 'left', heading: t('lasts'), kind: 'figure', unit: 'count' },
        value: (row) => row.hoursLeft,
        render: (row) =>
          row.hoursLeft === null ? (
            '–'
          ) : (
            <span className={row.hoursLeft < 4 ? 'font-medium text-bad' : ''}>
              {row.hoursLeft > 48
                ? t('moreThanTwoDays')
                : t('hoursLeft', { hours: format.number(String(row.hoursLeft), 1) })}
            </span>
          ),
      },
    ];
    const due: Column<DuePayout>[] = [
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
