import { DataTable, ErrorState, type QueryParams, Skeleton, useMessages, usePagedList } from '@griot/ui';
import { useState } from 'react';
import type { ClientList, ClientRow } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { useClientColumns } from './client-columns.tsx';
import { useServerExport } from './server-export.ts';

export interface ClientsTableProps {
  title: string;
  params: QueryParams;
  defaultSort?: { column: string; descending: boolean };
}

/** Clients: up to five thousand are here at once, beyond that pages come as one scrolls and the server sorts. */
export function ClientsTable({ title, params, defaultSort }: ClientsTableProps) {
  const t = useMessages(zonesMessages);
  const columns = useClientColumns();
  const initial = defaultSort ?? { column: 'chiffre_affaires_total', descending: true };
  const [sort, setSort] = useState<{ column: string; descending: boolean } | null>(initial);
  const [partial, setPartial] = useState(false);
  // The server is asked for another order only when not all rows are here: else the table sorts what it has.
  const asked = partial ? sort : initial;
  const list = usePagedList<ClientRow, ClientList>('/api/clients', {
    ...params,
    sort: asked ? `${asked.descending ? '-' : ''}${asked.column}` : undefined,
  });
  const saveAll = useServerExport('/api/clients', params);
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.retry} />;
  if (list.loading) {
    return (
      <div className="flex flex-col gap-3 p-4">
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
          <Skeleton key={key} className="h-7" />
        ))}
      </div>
    );
  }
  return (
    <DataTable
      title={title}
      columns={columns}
      rows={list.rows}
      rowKey={(row) => row.id_entreprise}
      rowHref={(row) => `/clients/${encodeURIComponent(row.id_entreprise)}`}
      defaultSort={initial}
      total={list.complete ? undefined : list.total}
      onSort={(next) => {
        setSort(next);
        if (!list.complete) setPartial(true);
      }}
      onReachEnd={list.loadMore}
      serverExport={saveAll}
      empty={t('noClients')}
    />
  );
}
