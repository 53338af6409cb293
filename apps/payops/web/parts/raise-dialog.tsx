import { Button, Dialog, Field, notify, Select, TextField, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Alert } from '../answers.ts';
import { moreMessages } from '../more.messages.ts';

export const CATEGORIES = [
  'float',
  'fraud',
  'reconciliation',
  'payout',
  'conversion',
] as const satisfies readonly Alert['category'][];
const SEVERITIES = ['info', 'warning', 'critical'] as const satisfies readonly Alert['severity'][];
const KINDS = ['platform', 'merchant', 'agent', 'bank', 'region'] as const;

/** An alert that a person raises: what somebody saw before any threshold did. */
export function RaiseDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages(moreMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [category, setCategory] = useState<Alert['category']>('fraud');
  const [severity, setSeverity] = useState<Alert['severity']>('warning');
  const [tenantType, setTenantType] = useState<(typeof KINDS)[number]>('platform');
  const [tenantId, setTenantId] = useState('');
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const wholePlatform = tenantType === 'platform';
  const wrong = { id: !wholePlatform && tenantId.trim() === '', note: note.trim().length < 3 };
  const send = async () => {
    setTried(true);
    if (wrong.id || wrong.note) return;
    setBusy(true);
    try {
      const about = wholePlatform ? {} : { tenantType, tenantId: tenantId.trim() };
      await api.send('POST', '/api/dashboard/alerts', { category, severity, note: note.trim(), ...about });
      await queries.invalidateQueries({ queryKey: ['/api/dashboard/alerts'] });
      onClose();
    } catch (cause) {
      notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  const choice = <T extends string>(label: string, value: T, values: readonly T[], set: (value: T) => void) => (
    <Field label={label}>
      {(control) => (
        <Select
          id={control.id}
          label={label}
          value={value}
          options={values.map((one) => ({ value: one, label: t(one as 'fraud') }))}
          onChange={(chosen) => chosen && set(chosen as T)}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('raise')}
      shape="sheet"
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          <Button tone="primary" busy={busy} onClick={() => void send()}>
            {t('raiseSend')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {choice(t('category'), category, CATEGORIES, setCategory)}
        {choice(t('severity'), severity, SEVERITIES, setSeverity)}
        {choice(t('about'), tenantType, KINDS, setTenantType)}
        {!wholePlatform && (
          <TextField
            label={t('code')}
            value={tenantId}
            onChange={setTenantId}
            error={tried && wrong.id ? t('missing') : null}
          />
        )}
        <TextField
          label={t('whatWasSeen')}
          value={note}
          onChange={setNote}
          error={tried && wrong.note ? t('tooShort') : null}
        />
      </div>
    </Dialog>
  );
}
