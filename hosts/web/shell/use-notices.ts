import { type NoticeEntry, notify, useLive, useLocale, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { FlowDescription, RunChange } from '../api/flows.ts';
import type { SessionUser } from '../session/session.ts';
import { shellMessages } from './shell.messages.ts';

const KEPT = 30;
/** What a change of a run or a flow makes old. */
const FOLLOWED = ['/api/flows/runs', '/api/flows/queue', '/api/flows/backfills', '/api/flows/schedules', '/api/flows'];

/** What the bell lists: runs that end and builds that are published while the tab is open. A new build refetches every figure. */
export function useNotices(user: SessionUser): { notices: NoticeEntry[]; markRead: () => void } {
  const t = useMessages(shellMessages);
  const { locale } = useLocale();
  const queries = useQueryClient();
  const [notices, setNotices] = useState<NoticeEntry[]>([]);
  const add = useCallback((notice: Omit<NoticeEntry, 'id' | 'at' | 'read'>) => {
    const entry = { ...notice, id: crypto.getRandomValues(new Uint32Array(2)).join('-'), read: false };
    setNotices((before) => [{ ...entry, at: new Date().toISOString() }, ...before].slice(0, KEPT));
  }, []);

  useLive('warehouse.published', (data) => {
    void queries.invalidateQueries();
    const generation = (data as { generation?: number } | null)?.generation;
    if (generation === undefined) return;
    const text = t('published', { generation });
    add({ text, tone: 'info' });
    notify({ title: text });
  });

  useLive(user.permissions.includes('core.flows.read') ? 'flows.runs' : null, (data) => {
    const change = data as RunChange | null;
    for (const key of FOLLOWED) void queries.invalidateQueries({ queryKey: [key] });
    if (!change?.runId || (change.state !== 'succeeded' && change.state !== 'failed')) return;
    const flows = queries.getQueryData<{ items: FlowDescription[] }>(['/api/flows', {}]);
    const flow = flows?.items.find((one) => one.name === change.flow)?.label[locale] ?? change.flow;
    const failed = change.state === 'failed';
    const text = t(failed ? 'runFailed' : 'runSucceeded', { flow });
    add({ text, tone: failed ? 'bad' : 'ok', to: `/runs/${change.runId}` });
    if (failed) notify({ title: text, tone: 'bad' });
  });

  const markRead = useCallback(() => setNotices((before) => before.map((notice) => ({ ...notice, read: true }))), []);
  return { notices, markRead };
}
