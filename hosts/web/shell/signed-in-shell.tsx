import {
  type ApiClient,
  ApiProvider,
  ExtensionsProvider,
  LiveProvider,
  LocaleProvider,
  type NavigationEntry,
  navigationIcon,
  type PaletteEntry,
  Shell,
  useApi,
  useLocale,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { SessionUser } from '../session/session.ts';
import { useTour } from '../tour/use-tour.ts';
import { applicationOf, applications } from './applications.ts';
import { capabilities } from './capabilities.ts';
import { useSession, useShellServices } from './services.tsx';
import { useKeptNotices } from './use-kept-notices.ts';
import { useNotices } from './use-notices.ts';

/** The frame around every page of a person signed in. */
export function SignedInShell({ api }: { api: ApiClient }) {
  const state = useSession();
  return state.status === 'signed_in' ? <Providers user={state.session.user} api={api} /> : null;
}

function Providers({ user, api }: { user: SessionUser; api: ApiClient }) {
  const { live } = useShellServices();
  const regional = useMemo(
    () => ({ locale: user.locale, timeZone: user.tenant.timeZone, currency: user.tenant.currency }),
    [user],
  );
  return (
    <LocaleProvider tenant={regional}>
      <ApiProvider client={api}>
        <LiveProvider source={live}>
          <ExtensionsProvider capabilities={capabilities} permissions={user.permissions}>
            <Frame user={user} />
          </ExtensionsProvider>
        </LiveProvider>
      </ApiProvider>
    </LocaleProvider>
  );
}

/** Answers hold words of the language they were asked in: another language asks them all again. */
function useAnswersIn(locale: string): void {
  const queries = useQueryClient();
  const asked = useRef(locale);
  useEffect(() => {
    if (asked.current === locale) return;
    asked.current = locale;
    void queries.invalidateQueries();
  }, [locale, queries]);
}

function Frame({ user }: { user: SessionUser }) {
  const { locale } = useLocale();
  const { keeper } = useShellServices();
  useAnswersIn(locale);
  const { pathname } = useLocation();
  const api = useApi();
  const passing = useNotices(user);
  const kept = useKeptNotices(user);
  const notices = [...passing.notices, ...kept.notices].sort((a, b) => b.at.localeCompare(a.at));
  const markRead = () => {
    passing.markRead();
    // What is read already is not said to be read again.
    if (kept.notices.some(({ read }) => !read)) kept.markRead();
  };
  const mine = useMemo(() => applications.filter((application) => user.applications.includes(application.id)), [user]);
  const entries = useMemo(
    () =>
      mine.map((application) => ({
        id: application.id,
        label: application.name[locale],
        icon: navigationIcon(application.icon),
        home: application.home,
      })),
    [mine, locale],
  );
  const here = applicationOf(pathname) ?? mine[0];
  const home = mine[0]?.home;
  const navigate = useNavigate();
  const showTour = useTour(pathname, home);
  const pages = useMemo<NavigationEntry[]>(
    () =>
      (here?.navigation ?? [])
        .filter((item) => user.permissions.includes(item.permission))
        .map((item) => ({ path: item.path, label: item.label[locale], icon: navigationIcon(item.icon) })),
    [here, locale, user],
  );
  const platform = useMemo<NavigationEntry[]>(
    () =>
      [
        ...capabilities.flatMap((capability) => capability.navigation),
        { path: '/runs', label: { fr: 'Traitements', en: 'Runs' }, icon: 'workflow', permission: 'core.flows.read' },
        { path: '/events', label: { fr: 'Événements', en: 'Events' }, icon: 'events', permission: 'core.events.read' },
        {
          path: '/warehouse',
          label: { fr: 'Entrepôt', en: 'Warehouse' },
          icon: 'database',
          permission: 'core.warehouse.read',
        },
        {
          path: '/utilisateurs',
          label: { fr: 'Utilisateurs', en: 'Users' },
          icon: 'users',
          permission: 'core.users.manage',
        },
        { path: '/audit', label: { fr: 'Audit', en: 'Audit' }, icon: 'shield', permission: 'core.audit.read' },
        {
          path: '/administration',
          label: { fr: 'Administration', en: 'Administration' },
          icon: 'activity',
          permission: 'core.administration.read',
        },
      ]
        .filter((item) => user.permissions.includes(item.permission))
        .map((item) => ({ path: item.path, label: item.label[locale], icon: navigationIcon(item.icon) })),
    [locale, user],
  );

  const search = useCallback(
    async (query: string, signal: AbortSignal): Promise<PaletteEntry[]> => {
      const answers = await Promise.all(
        [...mine, ...capabilities].map((owner) => owner.search?.(query, api, signal) ?? []),
      );
      return answers.flat().map((hit) => ({
        id: hit.id,
        title: hit.title,
        ...(hit.note ? { note: hit.note } : {}),
        kind: hit.kind[locale],
        to: hit.to,
      }));
    },
    [mine, api, locale],
  );

  return (
    <Shell
      applications={entries}
      current={entries.find((entry) => entry.id === here?.id)}
      pages={pages}
      platform={platform}
      tenantName={user.tenant.name}
      user={{ name: user.name, login: user.login, profile: '/profil' }}
      notices={notices}
      onNoticesRead={markRead}
      onLogout={() => void keeper.logout()}
      onTour={home ? () => void navigate({ to: home }).then(showTour) : undefined}
      search={search}
    >
      <Outlet />
    </Shell>
  );
}
