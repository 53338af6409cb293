import { ApiError, Button, PasswordField, TextField, useMessages } from '@griot/ui';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSession, useShellServices } from '../shell/services.tsx';
import { shellMessages } from '../shell/shell.messages.ts';
import { FORGOT_HASH } from './password/addresses.ts';
import { ForgotPassword } from './password/forgot-password.tsx';
import { passwordMessages } from './password/password.messages.ts';
import { Said, SignedOutFrame } from './signed-out-frame.tsx';

/** Log in; what else the server asks for (organisation, second factor) appears when it asks. */
export function LoginPage() {
  const t = useMessages(shellMessages);
  const words = useMessages(passwordMessages);
  const { keeper } = useShellServices();
  const state = useSession();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [tenant, setTenant] = useState<string | null>(null);
  const [totp, setTotp] = useState<string | null>(null);
  const [forgot, setForgot] = useState(() => location.hash === FORGOT_HASH);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (forgot) return;
    document.title = `${t('signIn')} · Griot`;
    first.current?.focus();
  }, [t, forgot]);

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

  if (forgot) return <ForgotPassword known={login} onBack={() => setForgot(false)} />;
  return (
    <SignedOutFrame title={t('signIn')} note={t('signInNote')}>
      {hint && !failure && <Said tone="ochre">{hint}</Said>}
      {failure && <Said tone="bad">{failure}</Said>}
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
        <Button tone="quiet" onClick={() => setForgot(true)} className="w-full">
          {words('forgot')}
        </Button>
      </form>
    </SignedOutFrame>
  );
}
