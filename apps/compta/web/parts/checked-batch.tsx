import {
  Badge,
  Button,
  Card,
  type Column,
  ConfirmDialog,
  DataTable,
  Facts,
  ProgressBar,
  useApi,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Batch, BatchStatus, Finding } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { tellFailure } from './client-picker.tsx';
import { CorrectBatch } from './correct-batch.tsx';
import { isWorking, type LiveProgress } from './use-live-periods.ts';

/** One batch: what was found in it, and the one thing to do next. */
export function CheckedBatch(props: {
  batch: Batch;
  progress: LiveProgress | null;
  refresh: () => Promise<unknown>;
  may: { load: boolean; correct: boolean };
}) {
  const { batch, progress, refresh, may } = props;
  const t = useMessages(comptaMessages);
  const format = useFormat();
  const findings = useApiQuery<{ items: Finding[] }>(`/api/files/comptable/${batch.batchId}/findings`);
  const period = usePeriodText()(batch);
  const open = batch.processedAt === null && (batch.status === 'PENDING' || batch.status === 'FAILED');
  return (
    <Card
      title={t('batch')}
      note={period ?? t('noPeriod')}
      actions={
        <>
          {may.correct && open && <CorrectBatch batch={batch} refresh={refresh} />}
          {may.load && <LoadButton batch={batch} />}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {isWorking(batch) && <Working batch={batch} progress={progress} mayLoad={may.load} />}
        <Facts
          items={[
            { label: t('periodFound'), value: period ?? '–' },
            { label: t('lines'), value: t('entries', { count: batch.entries, shown: format.count(batch.entries) }) },
            ...batch.reports.map((report) => ({
              label: report.name,
              value:
                report.type && report.confidence > 0
                  ? `${t(report.type as 'FEC')} · ${t('sure', { percent: Math.round(report.confidence * 100) })}`
                  : t('notRecognised'),
            })),
          ]}
        />
        {batch.status !== 'VALIDATING' && <FindingsTable items={findings.data?.items ?? []} />}
      </div>
    </Card>
  );
}

function FindingsTable({ items }: { items: Finding[] }) {
  const t = useMessages(comptaMessages);
  const columns = useMemo(
    (): Column<Finding>[] => [
      {
        id: 'severity',
        heading: t('severity'),
        kind: 'text',
        value: (row) => row.severity,
        text: (row) => t(row.severity),
        render: (row) => <Badge tone={row.severity === 'error' ? 'bad' : 'warn'}>{t(row.severity)}</Badge>,
        options: true,
        width: 150,
        onPhone: true,
      },
      { id: 'reason', heading: t('reason'), kind: 'text', value: (row) => row.reason, onPhone: true, width: 340 },
      { id: 'file', heading: t('file'), kind: 'text', value: (row) => row.file, options: true, width: 170 },
      { id: 'place', heading: t('place'), kind: 'text', value: placeOf, width: 130, onPhone: true },
      { id: 'value', heading: t('value'), kind: 'text', value: (row) => row.value, width: 140 },
      { id: 'remedy', heading: t('remedy'), kind: 'text', value: (row) => row.remedy, width: 300 },
      { id: 'sheet', heading: t('sheet'), kind: 'text', value: (row) => row.sheet, hidden: true, width: 110 },
    ],
    [t],
  );
  return (
    <DataTable
      title={t('findings')}
      columns={columns}
      rows={items}
      rowKey={(row) => [row.code, row.file, row.line, row.column, row.value].join(' ')}
      empty={t('noFindings')}
    />
  );
}

/** `L118` in a workbook; in a text, the row and the column's name. */
function placeOf({ line, column }: Finding): string {
  if (line === null) return column ?? '';
  return column !== null && /^[A-Z]{1,3}$/.test(column)
    ? `${column}${line}`
    : [line, column].filter((one) => one !== null).join(' · ');
}

function Working({ batch, progress, mayLoad }: { batch: Batch; progress: LiveProgress | null; mayLoad: boolean }) {
  const t = useMessages(comptaMessages);
  const api = useApi();
  // Where it was when the page was opened; from then on it is pushed.
  const status = useApiQuery<BatchStatus>(`/api/files/comptable/status/${batch.batchId}`);
  const cancel = () =>
    api
      .send('POST', '/api/files/comptable/cancel', { batchId: batch.batchId })
      .catch((cause: unknown) => tellFailure(t('actionFailed'), cause));
  return (
    <div className="flex items-center gap-4">
      <div className="flex-1">
        <ProgressBar
          percent={progress?.percent ?? status.data?.progress ?? null}
          label={progress?.text ?? status.data?.text ?? t(batch.status)}
        />
      </div>
      {mayLoad && batch.status === 'PROCESSING' && (
        <Button size="small" onClick={() => void cancel()}>
          {t('cancelLoad')}
        </Button>
      )}
    </div>
  );
}

/** Asks what the server asks: warnings, a period that is replaced. */
function LoadButton({ batch }: { batch: Batch }) {
  const t = useMessages(comptaMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ready =
    batch.errors === 0 && batch.periodStart !== null && (batch.status === 'PENDING' || batch.status === 'FAILED');
  if (!ready) return null;
  const start = async (confirm: boolean) => {
    setBusy(true);
    try {
      await api.send('POST', '/api/files/comptable/trigger-etl', { batchId: batch.batchId, confirm });
      setAsked(null);
      await queries.invalidateQueries({ queryKey: [`/api/compta/clients/${batch.clientId}/periodes`] });
    } catch (cause) {
      const details = (cause as { code?: string; details?: { what?: string } }).details;
      if ((cause as { code?: string }).code === 'compta.confirm_needed') setAsked(details?.what ?? '');
      else tellFailure(t('actionFailed'), cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button tone="primary" busy={busy} onClick={() => void start(false)}>
        {t('launch')}
      </Button>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={t('launchTitle')}
        consequence={t('launchConfirm', { what: asked ?? '' })}
        verb={t('launch')}
        onConfirm={() => start(true)}
      />
    </>
  );
}

/** `01/01/2025 – 30/06/2025`, or null when it is not known. */
export function usePeriodText(): (batch: Pick<Batch, 'periodStart' | 'periodEnd'>) => string | null {
  const t = useMessages(comptaMessages);
  const format = useFormat();
  return ({ periodStart, periodEnd }) =>
    periodStart && periodEnd ? t('fromTo', { from: format.day(periodStart), to: format.day(periodEnd) }) : null;
}
