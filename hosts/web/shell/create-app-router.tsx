import { type ApiClient, parseUrlSearch, stringifyUrlSearch } from '@griot/ui';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  redirect,
} from '@tanstack/react-router';
import type { FunctionComponent } from 'react';
import { applications } from './applications.ts';
import { capabilities } from './capabilities.ts';
import { FailedPage, NoAccessPage, NoPagesPage, NotFoundPage } from './failure-pages.tsx';
import { useMay, useSession } from './services.tsx';
import { SignedInShell } from './signed-in-shell.tsx';

/** A page behind its permission; its code is fetched when it is first opened. */
function guarded(permission: string, load: () => Promise<{ default: FunctionComponent }>) {
  const Page = lazyRouteComponent(load);
  const Guarded = () => (useMay(permission) ? <Page /> : <NoAccessPage />);
  return Object.assign(Guarded, { preload: Page.preload });
}

/** The first page that the person may see. */
function Home() {
  const state = useSession();
  if (state.status !== 'signed_in') return null;
  const { user } = state.session;
  const open = applications
    .filter((application) => user.applications.includes(application.id))
    .flatMap((application) => application.navigation)
    .find((item) => user.permissions.includes(item.permission));
  return open ? <Navigate to={open.path} replace /> : <NoPagesPage />;
}

/** Core pages and those of every application, inside the shell. */
export function createAppRouter(api: ApiClient) {
  const rootRoute = createRootRoute({
    component: () => <SignedInShell api={api} />,
    notFoundComponent: NotFoundPage,
  });
  const page = (path: string, permission: string, load: () => Promise<{ default: FunctionComponent }>) =>
    createRoute({ getParentRoute: () => rootRoute, path, component: guarded(permission, load) });
  const routes = [
    createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home }),
    createRoute({
      getParentRoute: () => rootRoute,
      path: '/login',
      // Who is signed in has nothing to do on the log-in page.
      beforeLoad: () => {
        throw redirect({ to: '/' });
      },
    }),
    page('/events', 'core.events.read', () => import('../pages/events/events-page.tsx')),
    page('/events/rejected/$id', 'core.events.read', () => import('../pages/events/dead-letter-page.tsx')),
    page('/runs', 'core.flows.read', () => import('../pages/flows/runs-page.tsx')),
    page('/runs/flows', 'core.flows.read', () => import('../pages/flows/flows-page.tsx')),
    page('/runs/flows/$name', 'core.flows.read', () => import('../pages/flows/flow-page.tsx')),
    page('/runs/schedules', 'core.flows.read', () => import('../pages/flows/schedules-page.tsx')),
    page('/runs/queue', 'core.flows.read', () => import('../pages/flows/queue-page.tsx')),
    page('/runs/backfills', 'core.flows.read', () => import('../pages/flows/backfills-page.tsx')),
    page('/runs/backfills/$id', 'core.flows.read', () => import('../pages/flows/backfill-page.tsx')),
    page('/runs/$id', 'core.flows.read', () => import('../pages/flows/run-page.tsx')),
    page('/warehouse', 'core.warehouse.read', () => import('../pages/warehouse/project-page.tsx')),
    page('/warehouse/graph', 'core.warehouse.read', () => import('../pages/warehouse/graph/graph-page.tsx')),
    page('/warehouse/sql', 'core.warehouse.query', () => import('../pages/warehouse/sql/sql-page.tsx')),
    page(
      '/warehouse/generations',
      'core.warehouse.read',
      () => import('../pages/warehouse/generations/generations-page.tsx'),
    ),
    page('/warehouse/nodes/$id', 'core.warehouse.read', () => import('../pages/warehouse/node/node-page.tsx')),
    page('/utilisateurs', 'core.users.manage', () => import('../pages/users-page.tsx')),
    page(
      '/administration',
      'core.administration.read',
      () => import('../pages/administration/administration-page.tsx'),
    ),
    page('/audit', 'core.audit.read', () => import('../pages/audit-page.tsx')),
    createRoute({
      getParentRoute: () => rootRoute,
      path: '/profil',
      component: lazyRouteComponent(() => import('../pages/profile-page.tsx')),
    }),
    ...[...capabilities, ...applications].flatMap((owner) =>
      owner.routes.map((route) => page(route.path, route.permission, route.load)),
    ),
  ];
  return createRouter({
    routeTree: rootRoute.addChildren(routes),
    parseSearch: parseUrlSearch,
    stringifySearch: stringifyUrlSearch,
    defaultPreload: 'intent',
    defaultErrorComponent: ({ error }) => <FailedPage error={error} />,
    scrollRestoration: true,
  });
}
