import {
  EmptyState,
  ErrorState,
  type PanelProps,
  Skeleton,
  useApiQuery,
  useFormat,
  useLive,
  useMessages,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { alertsMessages } from '../alerts.messages.ts';
import type { Alert } from '../answers.ts';
import { SeverityBadge, severityWeight } from './alert-state.tsx';

/** Alerts that wait for somebody, the gravest first, for dashboards and pages of applications. */
export default function AlertListPanel({ limit }: PanelProps) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const query = useApiQuery<{ items: Alert[] }>('/api/alerts', { status: 'active' });
  useLive('alerts.changed', () => void query.refetch());
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-24" />;
  const all = [...query.data.items].sort(
    (a, b) => severityWeight[a.severity] - severityWeight[b.severity] || b.createdAt.localeCompare(a.createdAt),
  );
  const items = all.slice(0, limit);
  if (items.length === 0) return <EmptyState sentence={t('noneOpen')} small />;
  return (
    <>
      <ul className="divide-y divide-line">
        {items.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <SeverityBadge severity={one.severity} />
            <Link
              to="/alerts/$id"
              params={{ id: one.id } as never}
              className="min-w-0 flex-1 truncate font-medium text-accent underline-offset-2 hover:underline"
            >
              {one.title}
            </Link>
            <span className="figures text-sm text-ink-faint">{format.instant(one.createdAt)}</span>
          </li>
        ))}
      </ul>
      {all.length > items.length && (
        <Link to="/alerts" search={{ status: 'active' } as never} className="pt-2 text-sm text-accent hover:underline">
          {t('seeAll', { count: all.length })}
        </Link>
      )}
    </>
  );
}
