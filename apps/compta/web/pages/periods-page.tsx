import { Card, EmptyState, PageHeader, QueryView, Skeleton, useMay, useMessages } from '@griot/ui';
import { comptaMessages } from '../compta.messages.ts';
import { ClientFiles } from '../parts/client-files.tsx';
import { ClientPicker, useClient } from '../parts/client-picker.tsx';

/** The periods of a client: state, progress as it goes, backups, and every way back. */
export default function PeriodsPage() {
  const t = useMessages(comptaMessages);
  const mayManage = useMay('compta.clients.manage');
  const chosen = useClient();
  const { client } = chosen;
  return (
    <>
      <PageHeader
        title={t('periodsTitle')}
        note={t('periodsNote')}
        actions={chosen.open.length > 0 && <ClientPicker {...chosen} />}
      />
      <QueryView query={chosen.clients} skeleton={<Skeleton />}>
        {() =>
          client ? (
            <ClientFiles key={client.id} clientId={client.id} lot={chosen.lot} onLot={chosen.chooseLot} />
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
