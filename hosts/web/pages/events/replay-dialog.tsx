import { Button, DayField, Dialog, notify, Select, useApi, useLocale, useMessages } from '@griot/ui';
import { useState } from 'react';
import type { EventGroup } from '../../api/events.ts';
import { eventsMessages } from './events.messages.ts';

/** Where a group goes on; says what that does before it is done. */
export function ReplayDialog(props: { group: EventGroup | null; onClose: () => void; onDone: () => void }) {
  const t = useMessages(eventsMessages);
  const { locale } = useLocale();
  const api = useApi();
  const [from, setFrom] = useState<string>('start');
  const [day, setDay] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { group } = props;
  const name = group?.label[locale] ?? '';
  const replay = async () => {
    if (!group) return;
    setBusy(true);
    try {
      // A day of the log begins at midnight UTC, which is Abidjan's; elsewhere some hours more are read again.
      const where = from === 'day' ? { recordedAt: `${day}T00:00:00Z` } : from;
      await api.send('POST', `/api/events/groups/${encodeURIComponent(group.group)}/reset`, { from: where });
      notify({ title: t('replayed', { group: name }), tone: 'ok' });
      props.onDone();
      props.onClose();
    } catch (error) {
      notify({ title: error instanceof Error ? error.message : String(error), tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={group !== null}
      onOpenChange={props.onClose}
      title={t('replayTitle', { group: name })}
      description={t('replayConsequence')}
      footer={
        <Button tone="danger" busy={busy} disabled={from === 'day' && day === null} onClick={() => void replay()}>
          {t('replay')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Select
          label={t('replayFrom')}
          value={from}
          options={[
            { value: 'start', label: t('fromStart') },
            { value: 'day', label: t('fromDay') },
            { value: 'end', label: t('fromEnd') },
          ]}
          onChange={(value) => setFrom(value ?? 'start')}
        />
        {from === 'day' && <DayField label={t('fromDay')} value={day} onChange={setDay} />}
      </div>
    </Dialog>
  );
}
