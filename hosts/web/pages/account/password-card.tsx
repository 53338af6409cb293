import { Button, Card, notify, PasswordField, useApi, useMessages } from '@griot/ui';
import { type FormEvent, useState } from 'react';
import { accountMessages } from './account.messages.ts';
import { useAct } from './act.ts';

export function PasswordCard() {
  const t = useMessages(accountMessages);
  const api = useApi();
  const { busy, error, act } = useAct();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      await api.send('POST', '/api/auth/password', { current, next });
      setCurrent('');
      setNext('');
      notify({ tone: 'ok', title: t('passwordChanged') });
    });
  };
  return (
    <Card title={t('password')} className="md:col-span-6 lg:col-span-6">
      <form onSubmit={send} className="flex max-w-md flex-col gap-3">
        <PasswordField
          label={t('currentPassword')}
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
        />
        <PasswordField
          label={t('newPassword')}
          value={next}
          onChange={setNext}
          help={t('passwordHelp')}
          error={error}
          autoComplete="new-password"
        />
        <Button type="submit" tone="primary" busy={busy} disabled={!current || !next} className="self-start">
          {t('changePassword')}
        </Button>
      </form>
    </Card>
  );
}
