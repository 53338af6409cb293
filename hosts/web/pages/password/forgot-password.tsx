import { ApiError, Button, TextField, useMessages } from '@griot/ui';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { callServer } from '../../api/call-server.ts';
import { Said, SignedOutFrame } from '../signed-out-frame.tsx';
import { passwordMessages } from './password.messages.ts';

/** Asks for the mailed link. The answer is the same whether or not the person exists. */
export function ForgotPassword({ known, onBack }: { known: string; onBack: () => void }) {
  const t = useMessages(passwordMessages);
  const [login, setLogin] = useState(known);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ tone: 'ok' | 'bad' | 'ochre'; text: string } | null>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = `${t('forgotTitle')} · Griot`;
    first.current?.focus();
  }, [t]);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (login.trim() === '') return;
    setBusy(true);
    try {
      const body = { login: login.trim() };
      const { mail } = await callServer<{ mail: boolean }>('POST', '/api/auth/password-reset', { body });
      setSaid(mail ? { tone: 'ok', text: t('linkSent') } : { tone: 'ochre', text: t('noMail') });
    } catch (error) {
      const refused = error instanceof ApiError && error.status !== 0;
      setSaid({ tone: 'bad', text: refused ? error.message : t('unreachable') });
    } finally {
      setBusy(false);
    }
  };
  return (
    <SignedOutFrame title={t('forgotTitle')} note={t('forgotNote')}>
      {said && <Said tone={said.tone}>{said.text}</Said>}
      <form onSubmit={(event) => void send(event)} className="mt-5 flex flex-col gap-4" noValidate>
        <TextField
          ref={first}
          label={t('login')}
          name="login"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          inputMode="email"
          value={login}
          onChange={setLogin}
          error={tried && login.trim() === '' ? t('fillLogin') : null}
        />
        <Button type="submit" tone="primary" size="large" busy={busy} className="mt-1 w-full">
          {t('sendLink')}
        </Button>
        <Button tone="quiet" onClick={onBack} className="w-full">
          {t('back')}
        </Button>
      </form>
    </SignedOutFrame>
  );
}
