import { Button, ConfirmDialog, notify, useApi, useFormat, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import type { Generation } from '../../../api/warehouse.ts';
import { useSession } from '../../../shell/services.tsx';
import { generationsMessages } from './generations.messages.ts';

/** Shows readers another generation, once its consequence was read. */
export function RollBackButton({ generation, current }: { generation: Generation; current: Generation }) {
  const t = useMessages(generationsMessages);
  const format = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const state = useSession();
  const [asking, setAsking] = useState(false);
  const tenant = state.status === 'signed_in' ? state.session.user.tenant.name : '';
  const facts = {
    tenant,
    generation: generation.id,
    at: format.instant(generation.publishedAt),
    now: format.instant(current.publishedAt),
  };
  const goBack = async () => {
    try {
      await api.send('POST', '/api/warehouse/generations/rollback', { generation: generation.id });
      notify({ title: t('wentBack', { generation: generation.id }), tone: 'ok' });
      await queries.invalidateQueries();
    } catch (error) {
      notify({ title: error instanceof Error ? error.message : String(error), tone: 'bad' });
    }
  };
  return (
    <>
      <Button size="small" tone="danger" icon={History} onClick={() => setAsking(true)}>
        {t('goBack')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('goBackTitle', facts)}
        consequence={t(generation.id < current.id ? 'goBackConsequence' : 'goForwardConsequence', facts)}
        verb={t('goBackVerb', facts)}
        danger
        onConfirm={goBack}
      />
    </>
  );
}
