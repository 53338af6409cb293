import { Button, Dialog, Field, NumberField, notify, Select, TextField, useApi } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ACTION_TYPES, type Action, type ActionType } from '../ops-answers.ts';
import { useOpsWords } from './action-words.tsx';

/** What each type asks for, in the order one thinks of it. */
const FIELDS: Record<ActionType, readonly string[]> = {
  PAUSE_PAYOUT: ['target'],
  RESUME_PAYOUT: ['target'],
  FREEZE_MERCHANT: ['merchantId'],
  UNFREEZE_MERCHANT: ['merchantId'],
  FREEZE_WALLET: ['user'],
  UNFREEZE_WALLET: ['user'],
  ADJUST_FLOAT: ['agentId', 'amount', 'currency'],
  REROUTE_PAYOUT: ['target', 'route'],
  SET_HOLD: ['merchantId'],
  RELEASE_HOLD: ['merchantId'],
  ADJUST_THRESHOLD: ['name', 'value'],
  MANUAL_REFUND: ['merchantId', 'paymentId', 'amount', 'currency'],
  FORCE_RECONCILIATION: ['day'],
};
const NUMBERS = ['amount', 'value'];
const THRESHOLDS = ['low_float_percent', 'failed_payout_percent', 'fraud_percent', 'conversion_percent'];

export interface Draft {
  type: ActionType;
  parameters: Record<string, string>;
}

/** A request filled in: what is wrong is told by field when it is sent, and what was typed stays. */
export function AskDialog({ draft, onClose }: { draft: Draft; onClose: (made: Action | null) => void }) {
  const { t, word } = useOpsWords();
  const api = useApi();
  const queries = useQueryClient();
  const [type, setType] = useState<ActionType>(draft.type);
  const [values, setValues] = useState<Record<string, string>>(draft.parameters);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  // Made once for this form: sent twice, it asks once.
  const [clientId] = useState(() => crypto.randomUUID());
  const set = (name: string) => (value: string | null) => setValues((before) => ({ ...before, [name]: value ?? '' }));
  const send = async () => {
    setBusy(true);
    const parameters = Object.fromEntries(
      [...FIELDS[type], 'reason'].map((name) => [
        name,
        NUMBERS.includes(name) ? Number(values[name]) : (values[name] ?? ''),
      ]),
    );
    try {
      const made = await api.send<Action>('POST', '/api/dashboard/ops/actions', { type, parameters, clientId });
      await queries.invalidateQueries({ queryKey: ['/api/dashboard/ops/actions'] });
      onClose(made);
    } catch (cause) {
      const issues = (cause as { details?: { issues?: { path: string; message: string }[] } }).details?.issues ?? [];
      setErrors(Object.fromEntries(issues.map(({ path, message }) => [path.replace('parameters.', ''), message])));
      if (issues.length === 0)
        notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose(null)}
      title={t('ask')}
      shape="sheet"
      footer={
        <>
          <Button onClick={() => onClose(null)}>{t('cancel')}</Button>
          <Button tone="primary" busy={busy} onClick={() => void send()}>
            {t('send')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t('type')}>
          {(control) => (
            <Select
              id={control.id}
              label={t('type')}
              value={type}
              options={ACTION_TYPES.map((value) => ({ value, label: t(value) }))}
              onChange={(value) => value && setType(value as ActionType)}
            />
          )}
        </Field>
        {FIELDS[type].map((name) =>
          name === 'name' ? (
            <Field key={name} label={word(name)} error={errors[name] ?? null}>
              {(control) => (
                <Select
                  id={control.id}
                  label={word(name)}
                  value={values[name] ?? null}
                  options={THRESHOLDS.map((value) => ({ value, label: word(value) }))}
                  onChange={set(name)}
                />
              )}
            </Field>
          ) : NUMBERS.includes(name) ? (
            <NumberField
              key={name}
              label={word(name)}
              value={values[name] || null}
              onChange={set(name)}
              error={errors[name] ?? null}
            />
          ) : (
            <TextField
              key={name}
              label={word(name)}
              value={values[name] ?? ''}
              onChange={set(name)}
              error={errors[name] ?? null}
            />
          ),
        )}
        <TextField
          label={t('reason')}
          value={values.reason ?? ''}
          onChange={set('reason')}
          error={errors.reason ?? null}
        />
      </div>
    </Dialog>
  );
}
