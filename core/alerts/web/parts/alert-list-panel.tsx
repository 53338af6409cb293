import {
  Badge,
  EmptyState,
  ErrorState,
  type PanelProps,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { alertsMessages } from '../alerts.messages.ts';
import type { Alert } from '../answers.ts';
import { severityIcons, severityTones } from './alerts-table.tsx';

const WEIGHT = { critical: 0, warning: 1, info: 2 } as const;

/** Alerts that wait for somebody, the gravest first, for dashboards and pages of applications. */
export default function AlertListPanel({ limit }: PanelProps) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const query = useApiQuery<{ items: Alert[] }>('/api/alerts', { status: 'active' });
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-24" />;
  const items = [...query.data.items]
    .sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || b.createdAt.localeCompare(a.createdAt))
    .slice(0, limit);
  if (items.length === 0) return <EmptyState sentence={t('noneOpen')} small />;
  return (
    <ul className="divide-y divide-line">
      {items.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
          <Badge tone={severityTones[one.severity]} icon={severityIcons[one.severity]}>
            {t(one.severity)}
          </Badge>
          <Link
            to="/alerts"
            search={{ id: one.id } as never}
            className="min-w-0 flex-1 truncate font-medium text-accent underline-offset-2 hover:underline"
          >
            {one.title}
          </Link>
          <span className="figures text-sm text-ink-faint">{format.instant(one.createdAt)}</span>
        </li>
      ))}
    </ul>
  );
}
