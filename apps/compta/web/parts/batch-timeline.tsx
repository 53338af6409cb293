import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  ProgressBar,
  type Tone,
  useFormat,
  useMay,
  useMessages,
} from '@griot/ui';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Batch } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { type BatchAct, useBatchActs } from './batch-acts.tsx';
import { usePeriodText } from './checked-batch.tsx';
import { isWorking, type LiveProgress } from './use-live-periods.ts';

/** Every batch of a client, period by period, as it goes; what was replaced or deleted can be shown again. */
export function BatchTimeline(props: {
  clientId: string;
  items: Batch[];
  progress: Readonly<Record<string, LiveProgress>>;
  refresh: () => Promise<unknown>;
  onOpen: (batchId: string) => void;
}) {
  const { clientId, items, progress, refresh, onOpen } = props;
  const t = useMessages(comptaMessages);
  const { act, question } = useBatchActs(refresh);
  const columns = useTimelineColumns({ clientId, progress, act, onOpen });
  return (
    <Card padded={false}>
      <DataTable
        title={t('timeline')}
        columns={columns}
        rows={items}
        rowKey={(row) => row.batchId}
        empty={t('noBatches')}
      />
      {question}
    </Card>
  );
}

function useTimelineColumns(o: {
  clientId: string;
  progress: Readonly<Record<string, LiveProgress>>;
  act: (what: BatchAct, batch: Batch) => void;
  onOpen: (batchId: string) => void;
}): Column<Batch>[] {
  const { clientId, progress, act, onOpen } = o;
  const t = useMessages(comptaMessages);
  const format = useFormat();
  const periodText = usePeriodText();
  const navigate = useNavigate();
  const mayLoad = useMay('compta.files.load');
  const mayRestore = useMay('compta.files.restore');
  return useMemo((): Column<Batch>[] => {
    const stateText = (row: Batch): string => {
      if (row.restorable) return t(row.deleted ? 'deletedState' : 'replaced');
      return row.status === 'FAILED' && row.errors === 0 ? t('loadFailed') : t(row.status);
    };
    const state = (row: Batch) =>
      isWorking(row) ? (
        <ProgressBar
          percent={progress[row.batchId]?.percent ?? null}
          label={progress[row.batchId]?.text ?? t(row.status)}
        />
      ) : (
        <Badge tone={toneOf(row)}>{stateText(row)}</Badge>
      );
    const action = (key: string, onClick: () => void, shown: boolean) =>
      shown && (
        <Button key={key} size="small" tone="quiet" onClick={onClick}>
          {key}
        </Button>
      );
    const balance = (row: Batch) => void navigate({ to: `/balance-generale?client=${clientId}&lot=${row.batchId}` });
    const failed = (row: Batch) => row.status === 'FAILED' && row.errors === 0 && row.periodStart !== null;
    const actions = (row: Batch) => (
      <span className="flex gap-1 max-md:flex-wrap">
        {action(t('seeFindings'), () => onOpen(row.batchId), true)}
        {action(t('seeBalance'), () => balance(row), row.current)}
        {action(t('retry'), () => act('retry', row), mayLoad && failed(row))}
        {action(t('stop'), () => act('cancel', row), mayLoad && row.status === 'PROCESSING')}
        {action(t('restore'), () => act('restore', row), mayRestore && row.restorable)}
        {action(t('remove'), () => act('delete', row), mayRestore && row.current)}
      </span>
    );
    const text = { kind: 'text' } as const;
    return [
      {
        id: 'period',
        heading: t('period'),
        ...text,
        value: (row) => periodText(row) ?? '–',
        width: 210,
        onPhone: true,
      },
      {
        ...{ id: 'state', heading: t('state'), ...text, value: stateText, render: state },
        ...{ options: true, width: 210, onPhone: true },
      },
      { id: 'entries', heading: t('lines'), kind: 'figure', unit: 'count', value: (row) => row.entries, width: 110 },
      { id: 'received', heading: t('received'), ...text, value: (row) => format.instant(row.createdAt), width: 160 },
      {
        ...{ id: 'actions', heading: '', ...text, value: () => null, render: actions },
        ...{ sortable: false, width: 330, onPhone: true },
      },
    ];
  }, [t, format, periodText, navigate, clientId, progress, act, mayLoad, mayRestore, onOpen]);
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
