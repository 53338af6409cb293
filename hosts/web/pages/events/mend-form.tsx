import { ApiError, Button, ConfirmDialog, Field, notify, TextField, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeadLetter } from '../../api/events.ts';
import { eventsMessages } from './events.messages.ts';

/** The payload as text that one mends; the server checks it against its schema and says each fault with its place. */
export function MendForm({ letter, onChanged }: { letter: DeadLetter; onChanged: () => void }) {
  const t = useMessages(eventsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const before = JSON.stringify(letter.event.payload ?? {}, null, 2);
  const [text, setText] = useState(before);
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const path = `/api/events/dead-letters/${letter.id}`;

  const done = (message: 'resentOk' | 'discardedOk') => {
    notify({ title: t(message), tone: 'ok' });
    void queries.invalidateQueries({ queryKey: ['/api/events/dead-letters'] });
    onChanged();
  };
  const parse = (): Record<string, unknown> | null => {
    try {
      const value: unknown = JSON.parse(text);
      if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        setFault(t('notObject'));
        return null;
      }
      setFault(null);
      return value as Record<string, unknown>;
    } catch (error) {
      setFault(t('notJson', { error: error instanceof Error ? error.message : String(error) }));
      return null;
    }
  };
  const resend = async () => {
    const payload = parse();
    if (!payload) return;
    setBusy(true);
    try {
      await api.send('POST', `${path}/resend`, { payload, ...(note.trim() ? { note: note.trim() } : {}) });
      done('resentOk');
    } catch (error) {
      setFault(faultOf(error));
    } finally {
      setBusy(false);
    }
  };
  const discard = async () => {
    try {
      await api.send('POST', `${path}/discard`, note.trim() ? { note: note.trim() } : {});
      done('discardedOk');
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <Field label={t('eventJson')} help={t('eventHelp')} error={fault}>
        {(control) => (
          <textarea
            {...control}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={parse}
            rows={Math.min(24, Math.max(8, text.split('\n').length + 1))}
            spellCheck={false}
            className="w-full rounded-md border border-line-strong bg-surface p-3 font-mono text-sm text-ink aria-invalid:border-bad focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent"
          />
        )}
      </Field>
      <TextField label={t('note')} optional value={note} onChange={setNote} maxLength={500} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button tone="danger" onClick={() => setAsking(true)}>
          {t('discard')}
        </Button>
        <Button tone="primary" busy={busy} onClick={() => void resend()}>
          {t(text === before ? 'resend' : 'resendMended')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('discardTitle', { id: letter.eventId || t('letter') })}
        consequence={t('discardConsequence')}
        verb={t('discard')}
        danger
        onConfirm={discard}
      />
    </div>
  );
}

function faultOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const issues = Array.isArray(error.details.issues)
    ? (error.details.issues as { path: string; message: string }[])
    : [];
  return [error.message, ...issues.map(({ path, message }) => `${path} : ${message}`)].join(' ');
}
