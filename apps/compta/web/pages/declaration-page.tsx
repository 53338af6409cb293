import { Card, EmptyState, PageHeader, QueryView, Skeleton, useApi, useMay, useMessages } from '@griot/ui';
import { useQuery } from '@tanstack/react-query';
import type { Batch } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { BatchTimeline } from '../parts/batch-timeline.tsx';
import { CheckedBatch } from '../parts/checked-batch.tsx';
import { ClientPicker, NewClient, useClient } from '../parts/client-picker.tsx';
import { FileSlots } from '../parts/file-slots.tsx';

const POLL_MS = 2000;

/** A client's files in: five slots, what is wrong with them, their load, and the periods so far. */
export default function DeclarationPage() {
  const t = useMessages(comptaMessages);
  const mayManage = useMay('compta.clients.manage');
  const chosen = useClient();
  const { client } = chosen;
  const actions = (
    <>
      {chosen.open.length > 0 && <ClientPicker {...chosen} />}
      {mayManage && <NewClient onAdded={chosen.choose} />}
    </>
  );
  return (
    <>
      <PageHeader title={t('declaration')} note={t('declarationNote')} actions={actions} />
      <QueryView query={chosen.clients} skeleton={<Skeleton />}>
        {() =>
          client ? (
            <ClientFiles clientId={client.id} lot={chosen.lot} onLot={chosen.chooseLot} />
          ) : (
            <Card>
              <EmptyState sentence={t(mayManage ? 'noClient' : 'noClientRead')} />
            </Card>
          )
        }
      </QueryView>
    </>
  );
}

function ClientFiles({
  clientId,
  lot,
  onLot,
}: {
  clientId: string;
  lot: string | null;
  onLot: (id: string | null) => void;
}) {
  const mayUpload = useMay('compta.files.upload');
  const mayLoad = useMay('compta.files.load');
  const mayRestore = useMay('compta.files.restore');
  const api = useApi();
  const path = `/api/compta/clients/${clientId}/periodes`;
  const periods = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api.get<{ items: Batch[] }>(path, {}, signal),
    // Others load too: what works is followed until it ends.
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'PROCESSING' || status === 'VALIDATING') ? POLL_MS : false,
  });
  return (
    <>
      {mayUpload && <FileSlots key={clientId} clientId={clientId} onChecked={onLot} />}
      <QueryView query={periods} skeleton={<Skeleton />}>
        {({ items }) => {
          const shown = items.find(({ batchId }) => batchId === lot);
          return (
            <>
              {shown && <CheckedBatch key={shown.batchId} batch={shown} mayLoad={mayLoad} />}
              <BatchTimeline clientId={clientId} items={items} mayRestore={mayRestore} onOpen={onLot} />
            </>
          );
        }}
      </QueryView>
    </>
  );
}
