import {
  Button,
  Card,
  type Column,
  DataTable,
  EmptyState,
  PageHeader,
  QueryView,
  Select,
  Skeleton,
  saveFile,
  useApi,
  useApiQuery,
  useMessages,
} from '@griot/ui';
import { Download } from 'lucide-react';
import { useMemo } from 'react';
import type { BalanceRow, Batch } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { usePeriodText } from '../parts/checked-batch.tsx';
import { ClientPicker, tellFailure, useClient } from '../parts/client-picker.tsx';

/** The trial balance of a client's loaded period. */
export default function BalancePage() {
  const t = useMessages(comptaMessages);
  const api = useApi();
  const periodText = usePeriodText();
  const chosen = useClient();
  const { client } = chosen;
  const periods = useApiQuery<{ items: Batch[] }>(
    `/api/compta/clients/${client?.id}/periodes`,
    {},
    { enabled: client !== null },
  );
  const loaded = periods.data?.items.filter(({ current, clientId }) => current && clientId === client?.id) ?? [];
  const batch = loaded.find(({ batchId }) => batchId === chosen.lot) ?? loaded[0] ?? null;
  const balance = useApiQuery<{ items: BalanceRow[] }>(
    '/api/compta/balance',
    { batchId: batch?.batchId },
    { enabled: batch !== null },
  );
  const exported = (what: 'balance' | 'fec') =>
    api.file('GET', `/api/compta/${what}/export?batchId=${batch?.batchId}`).then(
      ({ name, content }) => saveFile(name, content),
      (cause: unknown) => tellFailure(t('exportFailed'), cause),
    );
  const columns = useBalanceColumns();
  return (
    <>
      <PageHeader
        title={t('balance')}
        note={batch ? [client?.name, periodText(batch)].join(' · ') : client?.name}
        actions={
          <>
            {chosen.open.length > 0 && <ClientPicker {...chosen} />}
            {loaded.length > 1 && (
              <div className="w-60 max-md:w-[calc(100vw-2rem)]">
                <Select
                  label={t('period')}
                  value={batch?.batchId ?? null}
                  options={loaded.map((one) => ({ value: one.batchId, label: periodText(one) ?? '' }))}
                  onChange={chosen.chooseLot}
                />
              </div>
            )}
            {batch && (
              <>
                <Button icon={Download} onClick={() => void exported('balance')}>
                  {t('export')}
                </Button>
                <Button icon={Download} onClick={() => void exported('fec')}>
                  {t('exportFec')}
                </Button>
              </>
            )}
          </>
        }
      />
      {batch ? (
        <QueryView query={balance} skeleton={<Skeleton />}>
          {({ items }) => (
            <Card padded={false}>
              <DataTable
                title={t('balance')}
                columns={columns}
                rows={items}
                rowKey={(row) => row.compte}
                empty={t('balanceEmpty')}
              />
            </Card>
          )}
        </QueryView>
      ) : (
        <Card>
          {chosen.clients.isPending || (client !== null && periods.isPending) ? (
            <Skeleton />
          ) : (
            <EmptyState sentence={t('balanceEmpty')} />
          )}
        </Card>
      )}
    </>
  );
}

function useBalanceColumns(): Column<BalanceRow>[] {
  const t = useMessages(comptaMessages);
  return useMemo(() => {
    const money = (id: keyof BalanceRow & string, heading: string, onPhone = false): Column<BalanceRow> => ({
      ...{ id, heading, kind: 'figure', unit: 'currency', total: true, width: 128, onPhone },
      // Nothing on a side is an empty cell, as accountants print it.
      value: (row) => (Number(row[id]) === 0 ? null : (row[id] as string)),
    });
    return [
      { id: 'compte', heading: t('account'), kind: 'text', value: (row) => row.compte, width: 80 },
      { id: 'intitule', heading: t('name'), kind: 'text', value: (row) => row.intitule, width: 150, onPhone: true },
      money('debitOuverture', t('openingDebit')),
      money('creditOuverture', t('openingCredit')),
      money('debitMouvement', t('movementDebit')),
      money('creditMouvement', t('movementCredit')),
      money('soldeDebiteur', t('closingDebit'), true),
      money('soldeCrediteur', t('closingCredit'), true),
      {
        id: 'ecritures',
        heading: t('lines'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.ecritures,
        total: true,
        hidden: true,
        width: 110,
      },
    ];
  }, [t]);
}
