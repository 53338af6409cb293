import {
  Badge,
  Button,
  Card,
  type Column,
  ConfirmDialog,
  DataTable,
  PageHeader,
  QueryView,
  Skeleton,
  useApi,
  useApiQuery,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Client } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { currencyText, NewClient, tellFailure } from '../parts/client-picker.tsx';

const PATH = '/api/compta/clients';

/** The companies whose books the firm keeps: added, opened, archived. */
export default function ClientsPage() {
  const t = useMessages(comptaMessages);
  const api = useApi();
  const queries = useQueryClient();
  const clients = useApiQuery<{ items: Client[] }>(PATH);
  const [archiving, setArchiving] = useState<Client | null>(null);
  const columns = useClientColumns(setArchiving);
  const archive = async () => {
    try {
      await api.send('POST', `${PATH}/${archiving?.id}/archive`);
      await queries.invalidateQueries({ queryKey: [PATH] });
    } catch (cause) {
      tellFailure(t('actionFailed'), cause);
    }
  };
  return (
    <>
      <PageHeader title={t('clientsTitle')} note={t('clientsNote')} actions={<NewClient onAdded={() => {}} />} />
      <QueryView query={clients} skeleton={<Skeleton />}>
        {({ items }) => (
          <Card padded={false}>
            <DataTable
              title={t('clientsTitle')}
              columns={columns}
              rows={items}
              rowKey={(row) => row.id}
              empty={t('noClientsYet')}
            />
          </Card>
        )}
      </QueryView>
      <ConfirmDialog
        open={archiving !== null}
        onOpenChange={(open) => !open && setArchiving(null)}
        title={t('archiveTitle')}
        consequence={t('archiveText', { name: archiving?.name ?? '' })}
        verb={t('archive')}
        onConfirm={archive}
      />
    </>
  );
}

function useClientColumns(onArchive: (client: Client) => void): Column<Client>[] {
  const t = useMessages(comptaMessages);
  const navigate = useNavigate();
  return useMemo((): Column<Client>[] => {
    const text = { kind: 'text' } as const;
    const stateText = (row: Client) => t(row.archived ? 'archivedState' : 'openState');
    const go = (path: string, row: Client) => void navigate({ to: `${path}?client=${row.id}` });
    const actions = (row: Client) =>
      row.archived ? null : (
        <span className="flex gap-1 max-md:flex-wrap">
          <Button size="small" tone="quiet" onClick={() => go('/etats', row)}>
            {t('statements')}
          </Button>
          <Button size="small" tone="quiet" onClick={() => go('/declaration-comptable', row)}>
            {t('openFiles')}
          </Button>
          <Button size="small" tone="quiet" onClick={() => go('/periodes-comptables', row)}>
            {t('timeline')}
          </Button>
          <Button size="small" tone="quiet" onClick={() => onArchive(row)}>
            {t('archive')}
          </Button>
        </span>
      );
    return [
      { id: 'name', heading: t('client'), ...text, value: (row) => row.name, width: 240, onPhone: true },
      {
        ...{ id: 'loadedTo', heading: t('loadedTo'), kind: 'day' as const, value: (row: Client) => row.loadedTo },
        ...{ width: 130, onPhone: true },
      },
      { id: 'standard', heading: t('standard'), ...text, value: (row) => t(row.standard), options: true, width: 220 },
      {
        ...{ id: 'currency', heading: t('currency'), ...text, value: (row: Client) => currencyText(row.currency) },
        ...{ options: true, width: 130 },
      },
      {
        ...{ id: 'state', heading: t('state'), ...text, value: stateText, options: true, width: 130 },
        render: (row) => <Badge tone={row.archived ? 'neutral' : 'ok'}>{stateText(row)}</Badge>,
      },
      {
        ...{ id: 'actions', heading: '', ...text, value: () => null, render: actions },
        ...{ sortable: false, width: 370, onPhone: true },
      },
    ];
  }, [t, navigate, onArchive]);
}
