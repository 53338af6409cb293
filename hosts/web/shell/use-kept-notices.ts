import { type NoticeEntry, type NoticeSource, notify, useApi, useLocale } from '@griot/ui';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { SessionUser } from '../session/session.ts';
import { applications } from './applications.ts';
import { capabilities } from './capabilities.ts';
import { useShellServices } from './services.tsx';

const SOURCES = [...capabilities, ...applications].flatMap(({ notices }) => (notices ? [notices] : []));
/** Several changes of one evaluation come as one. */
const GATHER_MS = 300;

/** Entries of the bell that capabilities and applications keep on the server, pushed as they come. */
export function useKeptNotices(user: SessionUser): { notices: NoticeEntry[]; markRead: () => void } {
  const api = useApi();
  const { live } = useShellServices();
  const { locale } = useLocale();
  const queries = useQueryClient();
  const mine = useMemo(() => SOURCES.filter(({ permission }) => user.permissions.includes(permission)), [user]);
  const answers = useQueries({
    queries: mine.map(({ path }) => ({
      queryKey: [path],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get<{ items: unknown[] }>(path, {}, signal),
    })),
  });
  useEffect(() => {
    const follow = (source: NoticeSource) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stop = live.subscribe(source.topic, (data) => {
        clearTimeout(timer);
        timer = setTimeout(() => void queries.invalidateQueries({ queryKey: [source.path] }), GATHER_MS);
        const said = source.announce(data, locale);
        if (said) notify(said);
      });
      return () => {
        clearTimeout(timer);
        stop();
      };
    };
    const stops = mine.map(follow);
    return () => {
      for (const stop of stops) stop();
    };
  }, [mine, live, locale, queries]);
  const notices = answers.flatMap(({ data }, i) => (data?.items ?? []).map((item) => mine[i]?.entry(item, locale)));
  const markRead = useCallback(() => {
    for (const { readPath, path } of mine)
      api.send('POST', readPath).then(
        () => queries.invalidateQueries({ queryKey: [path] }),
        // Told again as unread at the next opening.
        () => {},
      );
  }, [mine, api, queries]);
  return { notices: notices.filter((one) => one !== undefined), markRead };
}
