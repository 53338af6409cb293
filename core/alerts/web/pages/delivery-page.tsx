import {
  ApiError,
  Button,
  Card,
  notify,
  PageHeader,
  QueryView,
  Skeleton,
  useApi,
  useApiQuery,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { DeliverySettings } from '../answers.ts';
import { deliveryMessages } from '../delivery.messages.ts';
import { DeliveryFields } from '../editor/delivery-fields.tsx';
import { type DeliveryDraft, draftOfDelivery, readDelivery } from '../editor/draft.ts';
import { AlertsTabs } from '../parts/alerts-tabs.tsx';
import { WebhooksCard } from '../parts/webhooks-card.tsx';
import { thresholdsMessages } from '../thresholds.messages.ts';

interface Defaults {
  delivery: DeliverySettings;
  version: number;
}

/** Where alerts go: webhooks, and who is told of what has no threshold. */
export default function DeliveryPage() {
  const words = useMessages(alertsMessages);
  const query = useApiQuery<Defaults>('/api/alert-defaults');
  return (
    <>
      <PageHeader title={words('alerts')} />
      <AlertsTabs />
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
        <WebhooksCard />
        <QueryView query={query} skeleton={<Skeleton className="h-96" />}>
          {(defaults) => <DefaultsCard key={defaults.version} defaults={defaults} />}
        </QueryView>
      </div>
    </>
  );
}

function DefaultsCard({ defaults }: { defaults: Defaults }) {
  const t = useMessages(deliveryMessages);
  const words = useMessages(thresholdsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const start = draftOfDelivery(defaults.delivery);
  const [draft, setDraft] = useState<DeliveryDraft>(start);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const { settings, faults } = readDelivery(draft);
  const errorOf = (field: string) => {
    const fault = tried ? faults.find((one) => one.field === field) : undefined;
    return fault ? words(fault.key, { value: fault.value ?? '' }) : null;
  };
  const save = async () => {
    setTried(true);
    if (faults.length > 0) return;
    setBusy(true);
    try {
      await api.send('PUT', '/api/alert-defaults', { delivery: settings, version: defaults.version });
      notify({ title: t('saved'), tone: 'ok' });
      await queries.invalidateQueries({ queryKey: ['/api/alert-defaults'] });
    } catch (error) {
      const text = error instanceof ApiError ? error.message : String(error);
      notify({ title: `${t('failed')} : ${text}`, tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card className="self-start" title={t('defaults')} note={t('defaultsNote')}>
      <DeliveryFields
        draft={draft}
        errorOf={errorOf}
        change={(patch) => setDraft((before) => ({ ...before, ...patch }))}
      />
      <div className="pt-4">
        <Button
          tone="primary"
          busy={busy}
          disabled={JSON.stringify(draft) === JSON.stringify(start)}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
      </div>
    </Card>
  );
}
