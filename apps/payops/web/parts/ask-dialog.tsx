import { minorDigits } from '@griot/kernel';
import { Button, DayField, Dialog, Field, NumberField, notify, Select, TextField, useApi } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Action, ActionType } from '../answers.ts';
import { useOpsWords } from './action-words.tsx';
import { toMinor } from './money.ts';

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

const minorDigitsOf = (currency: string): number => (/^[A-Z]{3}$/.test(currency) ? minorDigits(currency) : 0);
export const ACTION_TYPES = Object.keys(FIELDS) as ActionType[];
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
    const given = Object.fromEntries([...FIELDS[type], 'reason'].map((name) => [name, (values[name] ?? '').trim()]));
    const wrong = Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) => (value === '' ? [[name, t('missingField')]] : [])),
    );
    const amount = given.amount === undefined ? null : toMinor(given.amount, given.currency ?? '');
    if (given.amount && amount === null) wrong.amount = t('noSuchAmount');
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const parameters = {
      ...given,
      ...(amount === null ? {} : { amount }),
      ...(given.value === undefined ? {} : { value: Number(given.value) }),
    };
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
          ) : name === 'day' ? (
            <DayField
              key={name}
              label={word(name)}
              value={values.day || null}
              onChange={set(name)}
              error={errors[name] ?? null}
            />
          ) : NUMBERS.includes(name) ? (
            <NumberField
              key={name}
              label={word(name)}
              value={values[name] || null}
              decimals={name === 'amount' ? minorDigitsOf(values.currency ?? '') : 0}
              onChange={set(name)}
              error={errors[name] ?? null}
              {...(name === 'amount' && type === 'ADJUST_FLOAT' ? { help: t('negativeTakes') } : {})}
            />
          ) : (
            <TextField
              key={name}
              label={word(name)}
              value={values[name] ?? ''}
              onChange={(value) => set(name)(name === 'currency' ? value.toUpperCase() : value)}
              error={errors[name] ?? null}
              {...(name === 'currency' ? { maxLength: 3 } : {})}
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
