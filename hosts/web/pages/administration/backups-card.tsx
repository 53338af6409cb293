import {
  Badge,
  Button,
  Card,
  EmptyState,
  notify,
  QueryView,
  Skeleton,
  useApi,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useNavigate } from '@tanstack/react-router';
import { DatabaseBackup } from 'lucide-react';
import { useEffect } from 'react';
import type { Backup } from '../../api/administration.ts';
import { useMay } from '../../shell/services.tsx';
import { useAct } from '../account/act.ts';
import { administrationMessages } from './administration.messages.ts';
import { formatBytes } from './bytes.ts';

const tones = { running: 'accent', succeeded: 'ok', failed: 'bad' } as const;
const REFRESH_MS = 5000;

/** What was backed up and when; the archives themselves are on the server, for who runs it. */
export function BackupsCard() {
  const t = useMessages(administrationMessages);
  const api = useApi();
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const mayMake = useMay('core.backups.make');
  const query = useApiQuery<{ items: Backup[] }>('/api/backups', { limit: 6 });
  const { refetch, data } = query;
  const running = data?.items.some(({ state }) => state === 'running') ?? false;
  useEffect(() => {
    const timer = setInterval(() => void refetch(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  const backUp = () =>
    act(async () => {
      const { runId } = await api.send<{ runId: string }>('POST', '/api/backups');
      notify({ tone: 'ok', title: t('backupStarted') });
      await navigate({ to: `/runs/${runId}` });
    });
  return (
    <Card
      title={t('backups')}
      note={t('backupsNote')}
      padded={false}
      actions={
        mayMake && (
          <Button size="small" icon={DatabaseBackup} busy={busy} disabled={running} onClick={() => void backUp()}>
            {t('backupNow')}
          </Button>
        )
      }
    >
      <QueryView query={query} skeleton={<Skeleton className="m-4 h-24" />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState small sentence={t('noBackups')} />
          ) : (
            <ul className="mt-2">
              {items.map((item) => (
                <BackupLine key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Card>
  );
}

function BackupLine({ item }: { item: Backup }) {
  const t = useMessages(administrationMessages);
  const format = useFormat();
  const holds =
    item.bytes !== null &&
    t('backupHolds', {
      size: formatBytes(item.bytes, format),
      rows: format.count(item.rows ?? 0),
      objects: format.count(item.objects ?? 0),
    });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2">
      <span className="figures min-w-36 flex-1 font-medium">{format.instant(item.startedAt)}</span>
      {item.state === 'succeeded' && (
        <Badge tone={item.encrypted ? 'neutral' : 'ochre'}>{t(item.encrypted ? 'encrypted' : 'clear')}</Badge>
      )}
      <Badge tone={tones[item.state]}>{t(`backup_${item.state}`)}</Badge>
      <span className="figures w-full text-xs wrap-anywhere text-ink-faint">
        {item.error ?? (holds ? `${item.file} · ${holds}` : item.file)}
      </span>
    </li>
  );
}
