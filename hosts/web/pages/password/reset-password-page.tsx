import { ApiError, Button, buttonClasses, PasswordField, useMessages } from '@griot/ui';
import { type FormEvent, useEffect, useState } from 'react';
import { callServer } from '../../api/call-server.ts';
import { Said, SignedOutFrame } from '../signed-out-frame.tsx';
import { FORGOT_HASH, takeResetToken } from './addresses.ts';
import { passwordMessages } from './password.messages.ts';

type End = 'changed' | 'spent' | null;

/** Where the mailed link leads: the token stands after the #, which a browser never sends to a server. */
export function ResetPasswordPage() {
  const t = useMessages(passwordMessages);
  const [token] = useState(takeResetToken);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [end, setEnd] = useState<End>(null);
  useEffect(() => {
    document.title = `${t('resetTitle')} · Griot`;
  }, [t]);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(null);
    if (password === '' || password !== again) return;
    setBusy(true);
    try {
      await callServer('POST', '/api/auth/password-reset/confirm', { body: { token, password } });
      setEnd('changed');
    } catch (error) {
      const refused = error instanceof ApiError && error.status !== 0;
      setFailure(refused ? error.message : t('unreachable'));
      if (refused && error.code === 'auth.reset_invalid') setEnd('spent');
    } finally {
      setBusy(false);
    }
  };
  const over = end !== null || token === null;
  return (
    <SignedOutFrame title={t('resetTitle')} {...(over ? {} : { note: t('resetNote') })}>
      {end === 'changed' && <Said tone="ok">{t('changed')}</Said>}
      {end !== 'changed' && (failure ?? (token === null ? t('linkIncomplete') : null)) && (
        <Said tone="bad">{failure ?? t('linkIncomplete')}</Said>
      )}
      {over ? (
        <a
          href={end === 'changed' ? '/login' : `/login${FORGOT_HASH}`}
          className={`${buttonClasses('primary', 'large')} mt-5 w-full`}
        >
          {end === 'changed' ? t('toLogin') : t('newLink')}
        </a>
      ) : (
        <form onSubmit={(event) => void send(event)} className="mt-5 flex flex-col gap-4" noValidate>
          <PasswordField
            label={t('newPassword')}
            help={t('passwordHelp')}
            name="new-password"
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
            error={tried && password === '' ? t('fillPassword') : null}
          />
          <PasswordField
            label={t('again')}
            name="again"
            autoComplete="new-password"
            value={again}
            onChange={setAgain}
            error={tried && password !== again ? t('different') : null}
          />
          <Button type="submit" tone="primary" size="large" busy={busy} className="mt-1 w-full">
            {t('choose')}
          </Button>
        </form>
      )}
    </SignedOutFrame>
  );
}
