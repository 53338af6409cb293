import { Button, DayField, Dialog, Select, useApi, useApiQuery, useMessages } from '@griot/ui';
import { useState } from 'react';
import { type Batch, type ReceivedFile, SLOTS } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { tellFailure } from './client-picker.tsx';

type Said = Record<string, { type?: string; columns: Record<string, number> }>;

/** What a person says of files that do not say it themselves: the period, a type, where a column stands. */
export function CorrectBatch({ batch, refresh }: { batch: Batch; refresh: () => Promise<unknown> }) {
  const t = useMessages(comptaMessages);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('correct')}</Button>
      {open && <CorrectDialog batch={batch} refresh={refresh} onClose={() => setOpen(false)} />}
    </>
  );
}

function CorrectDialog(props: { batch: Batch; refresh: () => Promise<unknown>; onClose: () => void }) {
  const { batch, refresh, onClose } = props;
  const t = useMessages(comptaMessages);
  const api = useApi();
  const path = `/api/files/comptable/${batch.batchId}`;
  const files = useApiQuery<{ items: ReceivedFile[] }>(`${path}/files`);
  const [start, setStart] = useState<string | null>(batch.periodStart);
  const [end, setEnd] = useState<string | null>(batch.periodEnd);
  const [said, setSaid] = useState<Said>({});
  const [busy, setBusy] = useState(false);
  const period = batch.periodAsked && start !== null && end !== null ? { start, end } : undefined;
  const wrong = period !== undefined && period.start >= period.end;
  const something = period !== undefined || Object.keys(said).length > 0;
  const say = (id: string, change: { type?: string; column?: [string, number] }) =>
    setSaid((before) => {
      const { type = before[id]?.type, column } = change;
      const columns = { ...before[id]?.columns, ...(column && { [column[0]]: column[1] }) };
      return { ...before, [id]: { ...(type !== undefined && { type }), columns } };
    });
  const send = async () => {
    setBusy(true);
    try {
      const corrected = Object.entries(said).map(([fileId, one]) => ({ fileId, ...one }));
      await api.send('POST', `${path}/correct`, { ...(period && { period }), files: corrected });
      await refresh();
      onClose();
    } catch (cause) {
      tellFailure(t('actionFailed'), cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('correctTitle')}
      description={t('correctNote')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" busy={busy} disabled={busy || wrong || !something} onClick={() => void send()}>
            {t('checkAgain')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {batch.periodAsked && (
          <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
            <DayField label={t('periodStart')} value={start} onChange={setStart} />
            <DayField label={t('periodEnd')} value={end} onChange={setEnd} />
          </div>
        )}
        {files.data?.items.map((file) => (
          <FileCorrection key={file.id} file={file} said={said[file.id]} onSay={(change) => say(file.id, change)} />
        ))}
      </div>
    </Dialog>
  );
}

function FileCorrection(props: {
  file: ReceivedFile;
  said: Said[string] | undefined;
  onSay: (change: { type?: string; column?: [string, number] }) => void;
}) {
  const { file, said, onSay } = props;
  const t = useMessages(comptaMessages);
  const heading = file.sample[0] ?? [];
  const columns = heading.map((text, index) => ({
    value: String(index),
    label: t('columnOption', { letter: letterOf(index), text: text || (file.sample[1]?.[index] ?? '') }),
  }));
  return (
    <div className="flex flex-col gap-2">
      <p className="truncate text-sm font-medium text-ink">{file.name}</p>
      <Select
        label={t('typeOf', { name: file.name })}
        value={said?.type ?? null}
        all={file.seenType ? `${t('asRead')} · ${t(file.seenType as 'FEC')}` : t('unknownColumn')}
        options={SLOTS.map((slot) => ({ value: slot, label: t(slot) }))}
        onChange={(type) => type && onSay({ type })}
      />
      {file.missing.map((role) => (
        <div key={role} className="flex items-center gap-3 text-sm text-ink-soft">
          <span className="w-44 shrink-0">{t('columnOf', { role: t(`role_${role}` as 'role_date') })}</span>
          <Select
            label={t('columnOf', { role: t(`role_${role}` as 'role_date') })}
            value={said?.columns[role] === undefined ? null : String(said.columns[role])}
            all={t('unknownColumn')}
            options={columns}
            onChange={(column) => column !== null && onSay({ column: [role, Number(column)] })}
          />
        </div>
      ))}
    </div>
  );
}

/** `A`, …, `Z`, `AA`. */
function letterOf(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest >= 0 ? letterOf(rest) : '') + String.fromCharCode(65 + (column % 26));
}
