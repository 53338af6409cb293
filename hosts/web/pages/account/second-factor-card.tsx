import { Badge, Button, Card, notify, TextField, useApi, useApiQuery, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ACCOUNT, type Account } from '../../tour/use-tour.ts';
import { accountMessages } from './account.messages.ts';
import { useAct } from './act.ts';
import { QrCode } from './qr-code.tsx';

type Step =
  | { at: 'rest' }
  | { at: 'scan'; secret: string; uri: string }
  | { at: 'codes'; codes: string[] }
  | { at: 'remove' };

/** Sets up the second factor (code, confirmation, recovery codes shown once) or takes it away. */
export function SecondFactorCard() {
  const t = useMessages(accountMessages);
  const api = useApi();
  const { busy, error, act } = useAct();
  const queries = useQueryClient();
  const account = useApiQuery<Account>(ACCOUNT);
  const active = account.data?.secondFactor;
  const changed = () => queries.invalidateQueries({ queryKey: [ACCOUNT] });
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const [code, setCode] = useState('');
  const begin = () =>
    act(async () => {
      const made = await api.send<{ secret: string; uri: string }>('POST', '/api/auth/second-factor');
      setCode('');
      setStep({ at: 'scan', ...made });
    });
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      const { recoveryCodes } = await api.send<{ recoveryCodes: string[] }>('POST', '/api/auth/second-factor/confirm', {
        code,
      });
      notify({ tone: 'ok', title: t('enrolled') });
      setStep({ at: 'codes', codes: recoveryCodes });
      await changed();
    });
  };
  const remove = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      await api.send('POST', '/api/auth/second-factor/remove', { code });
      notify({ tone: 'ok', title: t('removed') });
      setCode('');
      setStep({ at: 'rest' });
      await changed();
    });
  };
  const codeField = (
    <TextField
      label={t('code')}
      value={code}
      onChange={setCode}
      error={error}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={40}
    />
  );
  return (
    <Card title={t('secondFactor')} note={t('secondFactorNote')} className="md:col-span-6 lg:col-span-6">
      {step.at === 'rest' && active === false && (
        <Button tone="primary" busy={busy} onClick={() => void begin()} className="self-start">
          {t('enrol')}
        </Button>
      )}
      {step.at === 'rest' && active && (
        <div className="flex flex-wrap items-center gap-3">
          <Badge tone="ok">{t('factorActive')}</Badge>
          <Button onClick={() => [setCode(''), setStep({ at: 'remove' })]}>{t('remove')}</Button>
        </div>
      )}
      {step.at === 'scan' && (
        <form onSubmit={confirm} className="flex flex-col gap-3">
          <p>{t('scan')}</p>
          <QrCode text={step.uri} label={t('qrLabel')} />
          <p className="text-sm text-ink-soft">
            {t('typeInstead')} <code className="figures break-all select-all">{step.secret}</code>
          </p>
          {codeField}
          <Button type="submit" tone="primary" busy={busy} disabled={code.trim() === ''} className="self-start">
            {t('confirm')}
          </Button>
        </form>
      )}
      {step.at === 'codes' && (
        <div className="flex flex-col gap-3">
          <p>{t('keepCodes')}</p>
          <ul className="figures grid grid-cols-2 gap-1 rounded-md bg-sunken p-3 select-all">
            {step.codes.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <Button className="self-start" onClick={() => setStep({ at: 'rest' })}>
            {t('codesKept')}
          </Button>
        </div>
      )}
      {step.at === 'remove' && (
        <form onSubmit={remove} className="flex flex-col gap-3">
          <p>{t('removeNote')}</p>
          {codeField}
          <Button type="submit" tone="danger" busy={busy} disabled={code.trim() === ''} className="self-start">
            {t('remove')}
          </Button>
        </form>
      )}
    </Card>
  );
}
