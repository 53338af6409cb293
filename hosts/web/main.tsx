import './styles.css';
import { ApiError } from '@griot/ui';
import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from './api/create-api.ts';
import { createLiveConnection } from './live/live-connection.ts';
import { createSessionKeeper } from './session/session-keeper.ts';
import { App } from './shell/app.tsx';
import { createAppRouter } from './shell/create-app-router.tsx';

const keeper = createSessionKeeper();
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: true,
      // What the server refused stays refused; what it could not do is asked twice more.
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
  },
});
const live = createLiveConnection(keeper, () => void queries.invalidateQueries());
const api = createApi(keeper);
const router = createAppRouter(api);

// One person's figures never outlive their session in this tab.
let person: string | null = null;
keeper.subscribe(() => {
  const state = keeper.state();
  const now = state.status === 'signed_in' ? `${state.session.user.id}/${state.session.user.tenant.id}` : null;
  if (now !== person) queries.clear();
  person = now;
});

const root = document.getElementById('root');
if (!root) throw new Error('no #root in the page');
const page = createRoot(root);

if (import.meta.env.DEV && window.location.pathname === '/ui') {
  // The components in every state, for whoever builds pages; a build leaves them out.
  const { default: GalleryApp } = await import('./gallery/gallery-app.tsx');
  page.render(<GalleryApp />);
} else {
  void keeper.start();
  page.render(
    <StrictMode>
      <App services={{ keeper, live }} queries={queries} router={router} />
    </StrictMode>,
  );
}
