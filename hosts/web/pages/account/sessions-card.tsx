import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  notify,
  QueryView,
  Skeleton,
  useApi,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useState } from 'react';
import { accountMessages } from './account.messages.ts';
import { useAct } from './act.ts';
import { deviceName } from './device-name.ts';

interface SessionRow {
  id: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** Where one is logged in, and how to end it. */
export function SessionsCard() {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const api = useApi();
  const { busy, act } = useAct();
  const query = useApiQuery<SessionRow[]>('/api/auth/sessions');
  const [asking, setAsking] = useState(false);
  const end = (id: string) =>
    act(async () => {
      await api.send('DELETE', `/api/auth/sessions/${id}`);
      notify({ tone: 'ok', title: t('ended') });
      await query.refetch();
    });
  return (
    <Card title={t('sessions')}>
      <QueryView query={query} skeleton={<Skeleton className="h-32" />}>
        {(sessions) => (
          <>
            <ul className="divide-y divide-line">
              {sessions.map((session) => (
                <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
                  <div className="min-w-0 flex-1">
                    <p className="font-medium">
                      {deviceName(session.userAgent)} {session.current && <Badge tone="ok">{t('thisOne')}</Badge>}
                    </p>
                    <p className="figures text-sm text-ink-soft">
                      {session.ip ?? '–'} · {t('opened')} {format.instant(session.createdAt)} · {t('lastSeen')}{' '}
                      {format.instant(session.lastSeenAt)}
                    </p>
                  </div>
                  {!session.current && (
                    <Button size="small" busy={busy} onClick={() => void end(session.id)}>
                      {t('end')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {sessions.length > 1 && (
              <Button tone="danger" className="mt-3 self-start" onClick={() => setAsking(true)}>
                {t('endOthers')}
              </Button>
            )}
          </>
        )}
      </QueryView>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('endOthers')}
        consequence={t('endOthersWhat')}
        verb={t('endOthers')}
        danger
        onConfirm={() =>
          act(async () => {
            await api.send('DELETE', '/api/auth/sessions');
            await query.refetch();
          })
        }
      />
    </Card>
  );
}
