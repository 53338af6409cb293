import { type Column, DataTable, ErrorState, Skeleton, useMessages, usePagedList } from '@griot/ui';
import { useMemo } from 'react';
import type { ListPage } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { useServerExport } from './server-export.ts';

interface Row {
  rang: number;
  date: string;
  nature: string;
  reference: string;
  id_facture: string;
  debit: string;
  credit: string;
  solde: string;
}

const NONE = {};

/** The client's account: what was invoiced and what was paid in order of day, and what was owed after each. */
export function StatementTable({ id }: { id: string }) {
  const t = useMessages(zonesMessages);
  const path = `/api/clients/${encodeURIComponent(id)}/transactions`;
  const list = usePagedList<Row, ListPage<Row>>(path, NONE);
  const saveAll = useServerExport(path, NONE);
  const columns = useMemo<Column<Row>[]>(() => {
    const money = (name: 'debit' | 'credit' | 'solde', heading: string, total: boolean): Column<Row> => ({
      ...{ id: name, heading, kind: 'figure', unit: 'currency', total },
      value: (row) => row[name],
      onPhone: name === 'solde',
    });
    const nature = (row: Row) => t(row.nature === 'facture' ? 'invoiceWord' : 'paymentWord');
    return [
      { id: 'reference', heading: t('reference'), kind: 'text', value: (row) => row.reference },
      { id: 'date', heading: t('date'), kind: 'day', value: (row) => row.date, onPhone: true },
      { id: 'nature', heading: t('nature'), kind: 'text', options: true, value: (row) => row.nature, text: nature },
      { id: 'id_facture', heading: t('invoice'), kind: 'text', value: (row) => row.id_facture, hidden: true },
      money('debit', t('debit'), true),
      money('credit', t('credit'), true),
      money('solde', t('balance'), false),
    ];
  }, [t]);
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.retry} />;
  if (list.loading) return <Skeleton className="m-4 h-64" />;
  return (
    <DataTable
      title={t('statement')}
      columns={columns}
      rows={list.rows}
      rowKey={(row) => String(row.rang)}
      total={list.complete ? undefined : list.total}
      onReachEnd={list.loadMore}
      serverExport={saveAll}
      empty={t('noInvoices')}
    />
  );
}
