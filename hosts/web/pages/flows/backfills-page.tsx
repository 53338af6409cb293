import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  PageHeader,
  ProgressBar,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
} from '@griot/ui';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Backfill, FlowDescription } from '../../api/flows.ts';
import { useMay } from '../../shell/services.tsx';
import { BackfillDialog } from './backfill-dialog.tsx';
import { backfillPercent } from './backfill-percent.ts';
import { flowsMessages } from './flows.messages.ts';
import { FlowsTabs } from './flows-tabs.tsx';
import { stateLook } from './run-state.ts';

/** Flows that were run for each day of a range. */
export default function BackfillsPage() {
  const t = useMessages(flowsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const mayRun = useMay('core.flows.run');
  const query = useApiQuery<{ items: Backfill[] }>('/api/flows/backfills');
  const flows = useApiQuery<{ items: FlowDescription[] }>('/api/flows');
  const able = (flows.data?.items ?? []).filter((flow) => flow.backfill);
  const [open, setOpen] = useState(false);
  const columns = useMemo<Column<Backfill>[]>(
    () => [
      { id: 'flow', heading: t('flow'), kind: 'text', value: (one) => one.label[locale] },
      {
        id: 'days',
        heading: t('days'),
        kind: 'text',
        width: 230,
        value: (one) => one.firstDay,
        render: (one) => `${format.day(one.firstDay)} – ${format.day(one.lastDay)}`,
      },
      {
        id: 'state',
        heading: t('state'),
        kind: 'text',
        width: 130,
        options: true,
        onPhone: true,
        value: (one) => one.state,
        text: (one) => t(`day_${one.state}`),
        render: (one) => <Badge {...stateLook[one.state]}>{t(`day_${one.state}`)}</Badge>,
      },
      {
        id: 'progress',
        heading: t('days'),
        kind: 'figure',
        width: 200,
        onPhone: true,
        value: (one) => backfillPercent(one.days),
        render: (one) => (
          <span className="flex items-center justify-end gap-2">
            <span className="w-24">
              <ProgressBar
                compact
                percent={backfillPercent(one.days)}
                tone={one.days.failed > 0 ? 'bad' : one.state === 'succeeded' ? 'ok' : 'accent'}
                label={t('daysDone', { done: one.days.succeeded, total: one.days.total })}
              />
            </span>
            {one.days.succeeded}/{one.days.total}
          </span>
        ),
      },
      { id: 'by', heading: t('by'), kind: 'text', width: 180, value: (one) => one.by ?? '' },
      {
        id: 'at',
        heading: t('since'),
        kind: 'day',
        width: 160,
        value: (one) => one.createdAt,
        render: (one) => format.instant(one.createdAt),
      },
    ],
    [t, format, locale],
  );
  const add = mayRun && able.length > 0 && (
    <Button icon={Plus} tone="primary" onClick={() => setOpen(true)}>
      {t('addBackfill')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('tabBackfills')} note={t('backfillsNote')} actions={add} />
      <FlowsTabs />
      <QueryView query={query} skeleton={<Skeleton className="h-64" />}>
        {({ items }) => (
          <Card padded={false}>
            <DataTable
              title={t('tabBackfills')}
              columns={columns}
              rows={items}
              rowKey={(one) => one.id}
              rowHref={(one) => `/runs/backfills/${one.id}`}
              empty={t(able.length === 0 && flows.data ? 'noBackfillFlows' : 'noBackfills')}
              emptyAction={add}
            />
          </Card>
        )}
      </QueryView>
      {open && <BackfillDialog flows={able} onClose={() => setOpen(false)} />}
    </>
  );
}
