import { Card, EmptyState, PageHeader, QueryView, Skeleton, useMay, useMessages } from '@griot/ui';
import { comptaMessages } from '../compta.messages.ts';
import { ClientFiles } from '../parts/client-files.tsx';
import { ClientPicker, NewClient, useClient } from '../parts/client-picker.tsx';
import { FileSlots } from '../parts/file-slots.tsx';

/** A client's files in: five slots, what is wrong with them, their load, and the periods so far. */
export default function DeclarationPage() {
  const t = useMessages(comptaMessages);
  const mayManage = useMay('compta.clients.manage');
  const mayUpload = useMay('compta.files.upload');
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
            <>
              {mayUpload && <FileSlots key={client.id} clientId={client.id} onChecked={chosen.chooseLot} />}
              <ClientFiles key={`files ${client.id}`} clientId={client.id} lot={chosen.lot} onLot={chosen.chooseLot} />
            </>
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
