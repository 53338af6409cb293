import { Loading, LocaleProvider, PreferencesProvider, Sign, ToastProvider, useAfter, useMessages } from '@griot/ui';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type AnyRouter, RouterProvider } from '@tanstack/react-router';
import { LoginPage } from '../pages/login-page.tsx';
import { RESET_PATH } from '../pages/password/addresses.ts';
import { ResetPasswordPage } from '../pages/password/reset-password-page.tsx';
import { type ShellServices, ShellServicesProvider, useSession } from './services.tsx';
import { shellMessages } from './shell.messages.ts';

export interface AppProps {
  services: ShellServices;
  queries: QueryClient;
  router: AnyRouter;
}

export function App(props: AppProps) {
  return (
    <PreferencesProvider>
      <LocaleProvider tenant={null}>
        <QueryClientProvider client={props.queries}>
          <ShellServicesProvider value={props.services}>
            <ToastProvider>
              <Gate router={props.router} />
            </ToastProvider>
          </ShellServicesProvider>
        </QueryClientProvider>
      </LocaleProvider>
    </PreferencesProvider>
  );
}

function Gate({ router }: { router: AnyRouter }) {
  const state = useSession();
  // The mailed link is followed whoever is signed in here: it names the account.
  if (location.pathname === RESET_PATH) return <ResetPasswordPage />;
  if (state.status === 'starting') return <Starting />;
  if (state.status === 'signed_out') return <LoginPage />;
  return <RouterProvider router={router} />;
}

function Starting() {
  const t = useMessages(shellMessages);
  const visible = useAfter(150);
  return (
    <Loading label={t('startingUp')}>
      <div className="grid min-h-dvh place-items-center">
        {visible && <Sign className="size-10 motion-safe:animate-skeleton" />}
      </div>
    </Loading>
  );
}
