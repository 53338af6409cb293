import {
  Badge,
  Button,
  Card,
  type Column,
  ConfirmDialog,
  DataTable,
  type Tone,
  useApi,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Batch } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { usePeriodText } from './checked-batch.tsx';
import { tellFailure } from './client-picker.tsx';

/** Every batch of a client, period by period; what was replaced can be shown again. */
export function BatchTimeline(props: {
  clientId: string;
  items: Batch[];
  mayRestore: boolean;
  onOpen: (batchId: string) => void;
}) {
  const { clientId, items, mayRestore, onOpen } = props;
  const t = useMessages(comptaMessages);
  const format = useFormat();
  const periodText = usePeriodText();
  const navigate = useNavigate();
  const api = useApi();
  const queries = useQueryClient();
  const [restoring, setRestoring] = useState<Batch | null>(null);
  const restore = async () => {
    try {
      await api.send('POST', '/api/files/comptable/restore', { batchId: restoring?.batchId, confirm: true });
      await queries.invalidateQueries({ queryKey: [`/api/compta/clients/${clientId}/periodes`] });
    } catch (cause) {
      tellFailure(t('actionFailed'), cause);
    }
  };
  const columns = useMemo((): Column<Batch>[] => {
    const stateText = (row: Batch): string =>
      row.restorable ? t('replaced') : row.status === 'FAILED' && row.errors === 0 ? t('loadFailed') : t(row.status);
    return [
      {
        id: 'period',
        heading: t('period'),
        kind: 'text',
        value: (row) => periodText(row) ?? '–',
        width: 210,
        onPhone: true,
      },
      {
        id: 'state',
        heading: t('state'),
        kind: 'text',
        value: stateText,
        render: (row) => <Badge tone={toneOf(row)}>{stateText(row)}</Badge>,
        options: true,
        width: 150,
        onPhone: true,
      },
      { id: 'entries', heading: t('lines'), kind: 'figure', unit: 'count', value: (row) => row.entries, width: 120 },
      {
        id: 'received',
        heading: t('received'),
        kind: 'text',
        value: (row) => format.instant(row.createdAt),
        width: 170,
      },
      {
        id: 'actions',
        heading: '',
        kind: 'text',
        value: () => null,
        sortable: false,
        width: 330,
        onPhone: true,
        render: (row) => (
          <span className="flex gap-1 max-md:flex-wrap">
            <Button size="small" tone="quiet" onClick={() => onOpen(row.batchId)}>
              {t('seeFindings')}
            </Button>
            {row.current && (
              <Button
                size="small"
                tone="quiet"
                onClick={() => void navigate({ to: `/balance-generale?client=${clientId}&lot=${row.batchId}` })}
              >
                {t('seeBalance')}
              </Button>
            )}
            {row.restorable && mayRestore && (
              <Button size="small" tone="quiet" onClick={() => setRestoring(row)}>
                {t('restore')}
              </Button>
            )}
          </span>
        ),
      },
    ];
  }, [t, format, periodText, navigate, clientId, mayRestore, onOpen]);
  return (
    <Card padded={false}>
      <DataTable
        title={t('timeline')}
        columns={columns}
        rows={items}
        rowKey={(row) => row.batchId}
        empty={t('noBatches')}
      />
      <ConfirmDialog
        open={restoring !== null}
        onOpenChange={(open) => !open && setRestoring(null)}
        title={t('restoreTitle')}
        consequence={
          restoring
            ? t('restoreText', { period: periodText(restoring) ?? '', day: format.instant(restoring.createdAt) })
            : ''
        }
        verb={t('restore')}
        onConfirm={restore}
      />
    </Card>
  );
}

function toneOf(batch: Batch): Tone {
  if (batch.restorable) return 'neutral';
  const tones: Record<Batch['status'], Tone> = {
    PENDING: 'ochre',
    VALIDATING: 'accent',
    PROCESSING: 'accent',
    COMPLETED: 'ok',
    FAILED: 'bad',
  };
  return tones[batch.status];
}
