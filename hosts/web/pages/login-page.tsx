import { ApiError, Button, PasswordField, TextField, useMessages, Wordmark, WovenMotif } from '@griot/ui';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSession, useShellServices } from '../shell/services.tsx';
import { shellMessages } from '../shell/shell.messages.ts';

/** Log in; what else the server asks for (organisation, second factor) appears when it asks. */
export function LoginPage() {
  const t = useMessages(shellMessages);
  const { keeper } = useShellServices();
  const state = useSession();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [tenant, setTenant] = useState<string | null>(null);
  const [totp, setTotp] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);

  useEffect(() => {
    document.title = `${t('signIn')} · Griot`;
    first.current?.focus();
  }, [t]);

  const reason = state.status === 'signed_out' ? state.reason : 'none';
  const hint =
    reason === 'expired'
      ? t('expired')
      : reason === 'logout'
        ? t('loggedOut')
        : reason === 'unreachable'
          ? t('unreachable')
          : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (login.trim() === '' || password === '') return;
    setBusy(true);
    setFailure(null);
    try {
      await keeper.login({
        login: login.trim(),
        password,
        ...(tenant ? { tenant } : {}),
        ...(totp ? { totp } : {}),
      });
    } catch (error) {
      const refused = error instanceof ApiError ? error : null;
      if (refused && /totp|second_factor/.test(refused.code) && totp === null) setTotp('');
      else if (refused && /tenant/.test(refused.code) && tenant === null) setTenant('');
      setFailure(!refused || refused.status === 0 ? t('unreachable') : refused.message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="flex min-h-dvh flex-col bg-paper">
      <WovenMotif rows={1} className="shrink-0 opacity-80" />
      <main className="flex flex-1 items-center justify-center px-4 py-8">
        <div className="w-full max-w-sm">
          <Wordmark />
          <h1 className="mt-8 text-xl font-semibold">{t('signIn')}</h1>
          <p className="mt-1 text-ink-soft">{t('signInNote')}</p>
          {hint && !failure && (
            <p role="status" className="mt-4 border-l-2 border-ochre bg-ochre-soft px-3 py-2 text-sm text-ochre-ink">
              {hint}
            </p>
          )}
          {failure && (
            <p role="alert" className="mt-4 border-l-2 border-bad bg-bad-soft px-3 py-2 text-sm text-bad">
              {failure}
            </p>
          )}
          <form onSubmit={(event) => void submit(event)} className="mt-5 flex flex-col gap-4" noValidate>
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
            <PasswordField
              label={t('password')}
              name="password"
              value={password}
              onChange={setPassword}
              error={tried && password === '' ? t('fillPassword') : null}
            />
            {tenant !== null && (
              <TextField label={t('tenant')} name="tenant" help={t('tenantHelp')} value={tenant} onChange={setTenant} />
            )}
            {totp !== null && (
              <TextField
                label={t('totp')}
                name="totp"
                help={t('totpHelp')}
                autoComplete="one-time-code"
                inputMode="numeric"
                value={totp}
                onChange={setTotp}
              />
            )}
            <Button type="submit" tone="primary" size="large" busy={busy} className="mt-1 w-full">
              {t('enter')}
            </Button>
          </form>
        </div>
      </main>
      <WovenMotif rows={1} className="shrink-0 opacity-80" />
    </div>
  );
}
