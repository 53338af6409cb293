import { Button, Card, cx, IconButton, notify, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { FileCheck2, FileUp, X } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { SLOTS } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { tellFailure } from './client-picker.tsx';
import { type Placed, placeFiles, type SlotKey } from './place-files.ts';

const ACCEPT = '.xlsx,.xls,.csv,.txt,.pnm';

/** Five slots, each for its export, or one FEC; a file that is dropped on a slot is that file, several are placed by their names. */
export function FileSlots({ clientId, onChecked }: { clientId: string; onChecked: (batchId: string) => void }) {
  const t = useMessages(comptaMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Placed<File>>({});
  const [busy, setBusy] = useState(false);
  const put = (key: SlotKey, files: File[]) => {
    const [file] = files;
    if (files.length <= 1) {
      if (file) setChosen((before) => ({ ...before, [key]: file }));
      return;
    }
    const { placed, left } = placeFiles(chosen, files);
    setChosen(placed);
    if (left.length > 0) {
      const names = left.map(({ name }) => name).join(', ');
      notify({ tone: 'bad', title: t('filesLeft', { count: left.length }), text: names });
    }
  };
  const remove = (key: SlotKey) => setChosen(({ [key]: _, ...others }) => others);
  const complete = chosen.FEC !== undefined || SLOTS.every((slot) => chosen[slot] !== undefined);
  const send = async () => {
    setBusy(true);
    try {
      const form = new FormData();
      form.append('clientId', clientId);
      const keys: SlotKey[] = chosen.FEC ? ['FEC'] : [...SLOTS];
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
          <DropSlot
            key={slot}
            label={t(slot)}
            file={chosen[slot]}
            onFiles={(files) => put(slot, files)}
            onRemove={() => remove(slot)}
          />
        ))}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <div className="w-72 max-md:w-full">
          <DropSlot
            small
            label={t('orFec')}
            file={chosen.FEC}
            onFiles={(files) => put('FEC', files)}
            onRemove={() => remove('FEC')}
          />
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
  onFiles,
  onRemove,
  small,
}: {
  label: string;
  file: File | undefined;
  onFiles: (files: File[]) => void;
  onRemove: () => void;
  small?: boolean;
}) {
  const t = useMessages(comptaMessages);
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
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
      <span className="min-w-0 flex-1">
        <span className="block font-medium text-ink">{label}</span>
        <span className="block truncate text-sm text-ink-faint">{file ? file.name : t('dropHere')}</span>
      </span>
      <input
        id={id}
        type="file"
        accept={ACCEPT}
        multiple
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file may be chosen again after it was taken out.
          event.target.value = '';
        }}
      />
      {file && (
        <IconButton
          icon={X}
          label={t('takeOut', { name: file.name })}
          onClick={(event) => {
            event.preventDefault();
            onRemove();
          }}
        />
      )}
    </label>
  );
}
