import { Button, Card, cx, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { FileCheck2, FileUp } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { SLOTS, type Slot } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { tellFailure } from './client-picker.tsx';

const ACCEPT = '.xlsx,.xls,.csv,.txt,.pnm';
type Key = Slot | 'FEC';

/** Five slots, each for its export, or one FEC; what is dropped on a slot is that file. */
export function FileSlots({ clientId, onChecked }: { clientId: string; onChecked: (batchId: string) => void }) {
  const t = useMessages(comptaMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Partial<Record<Key, File>>>({});
  const [busy, setBusy] = useState(false);
  const put = (key: Key, file: File | undefined) => file && setChosen((before) => ({ ...before, [key]: file }));
  const complete = chosen.FEC !== undefined || SLOTS.every((slot) => chosen[slot] !== undefined);
  const send = async () => {
    setBusy(true);
    try {
      const form = new FormData();
      form.append('clientId', clientId);
      const keys: Key[] = chosen.FEC ? ['FEC'] : [...SLOTS];
      for (const key of keys) {
        const file = chosen[key];
        if (file) form.append(key, file, file.name);
      }
      const { batchId } = await api.send<{ batchId: string }>('POST', '/api/files/comptable/upload', form);
      await queries.invalidateQueries({ queryKey: [`/api/compta/clients/${clientId}/periodes`] });
      setChosen({});
      onChecked(batchId);
    } catch (cause) {
      tellFailure(t('sendFailed'), cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t('files')} note={t('filesNote')}>
      <div className="grid grid-cols-1 gap-3 md:grid-cols-2 xl:grid-cols-5">
        {SLOTS.map((slot) => (
          <DropSlot key={slot} label={t(slot)} file={chosen[slot]} onFile={(file) => put(slot, file)} />
        ))}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <div className="w-72 max-md:w-full">
          <DropSlot small label={t('orFec')} file={chosen.FEC} onFile={(file) => put('FEC', file)} />
        </div>
        <div className="flex-1" />
        {!complete && <p className="text-sm text-ink-faint">{t('missingFiles')}</p>}
        <Button tone="primary" busy={busy} disabled={!complete || busy} onClick={() => void send()}>
          {busy ? t('checking') : t('check')}
        </Button>
      </div>
    </Card>
  );
}

function DropSlot({
  label,
  file,
  onFile,
  small,
}: {
  label: string;
  file: File | undefined;
  onFile: (file: File | undefined) => void;
  small?: boolean;
}) {
  const t = useMessages(comptaMessages);
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  };
  const Icon = file ? FileCheck2 : FileUp;
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        'flex cursor-pointer items-center gap-3 rounded-md border border-dashed p-3 hover:border-ink-faint has-focus-visible:outline-2 has-focus-visible:outline-accent',
        small ? 'min-h-12' : 'min-h-24',
        over ? 'border-accent bg-accent-soft' : file ? 'border-line-strong bg-sunken' : 'border-line-strong',
      )}
    >
      <Icon aria-hidden className={cx('size-5 shrink-0', file ? 'text-ok' : 'text-ink-faint')} strokeWidth={1.75} />
      <span className="min-w-0">
        <span className="block font-medium text-ink">{label}</span>
        <span className="block truncate text-sm text-ink-faint">{file ? file.name : t('dropHere')}</span>
      </span>
      <input
        id={id}
        type="file"
        accept={ACCEPT}
        className="sr-only"
        onChange={(event) => onFile(event.target.files?.[0])}
      />
    </label>
  );
}
