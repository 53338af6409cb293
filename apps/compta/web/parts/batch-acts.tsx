import { ConfirmDialog, useApi, useFormat, useMessages } from '@griot/ui';
import { useState } from 'react';
import type { Batch } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { usePeriodText } from './checked-batch.tsx';
import { tellFailure } from './client-picker.tsx';

export type BatchAct = 'restore' | 'delete' | 'retry' | 'cancel';

/** Acts on batches with their questions; `refresh` reads the batches again. */
export function useBatchActs(refresh: () => Promise<unknown>) {
  const t = useMessages(comptaMessages);
  const api = useApi();
  const format = useFormat();
  const periodText = usePeriodText();
  const [asked, setAsked] = useState<{ act: 'restore' | 'delete'; batch: Batch } | null>(null);
  const send = async (path: string, body: object) => {
    try {
      await api.send('POST', `/api/files/comptable/${path}`, body);
      await refresh();
    } catch (cause) {
      tellFailure(t('actionFailed'), cause);
    }
  };
  const act = (what: BatchAct, batch: Batch) => {
    if (what === 'restore' || what === 'delete') setAsked({ act: what, batch });
    else if (what === 'cancel') void send('cancel', { batchId: batch.batchId });
    else void send('trigger-etl', { batchId: batch.batchId, confirm: true });
  };
  const period = asked ? (periodText(asked.batch) ?? '') : '';
  const restoring = asked?.act === 'restore';
  const note = asked?.batch.purged ? ` (${t('fromFiles')})` : '';
  const question = (
    <ConfirmDialog
      open={asked !== null}
      onOpenChange={(open) => !open && setAsked(null)}
      title={t(restoring ? 'restoreTitle' : 'removeTitle')}
      consequence={
        asked && restoring
          ? t('restoreText', { period, day: format.instant(asked.batch.createdAt) }) + note
          : t('removeText', { period })
      }
      verb={t(restoring ? 'restore' : 'remove')}
      onConfirm={async () => {
        if (asked) await send(asked.act, { batchId: asked.batch.batchId, confirm: true });
      }}
    />
  );
  return { act, question };
}
