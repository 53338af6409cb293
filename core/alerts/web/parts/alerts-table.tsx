import { Button, type Column, DataTable, useFormat, useMay, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { Alert } from '../answers.ts';
import { SeverityBadge, StatusBadges, severityWeight } from './alert-state.tsx';
import { SnoozeMenu } from './snooze-menu.tsx';
import { useAct } from './use-act.ts';

/** Every alert with its badge, title, message, date, status, and what can be done at once. */
export function AlertsTable({ items, filtered }: { items: Alert[]; filtered: boolean }) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const act = useAct();
  const may = useMay('core.alerts.manage');
  const columns = useMemo((): Column<Alert>[] => {
    const zones = items.some((one) => one.zone !== '');
    return [
      {
        ...{ id: 'title', heading: t('title'), kind: 'text', value: (row) => row.title },
      },
      {
        ...{ id: 'severity', heading: t('severity'), kind: 'text', width: 125, onPhone: true },
        // Sorted by weight, filtered and exported as the word.
        value: (row) => severityWeight[row.severity],
        text: (row) => t(row.severity),
        render: (row) => <SeverityBadge severity={row.severity} />,
      },
      { ...{ id: 'message', heading: t('message'), kind: 'text', width: 190 }, value: (row) => row.message },
      ...(zones
        ? [
            {
              id: 'zone',
              heading: t('zone'),
              kind: 'text' as const,
              value: (row: Alert) => row.zoneLabel,
              width: 150,
              hidden: true,
            },
          ]
        : []),
      {
        ...{ id: 'date', heading: t('date'), kind: 'text', width: 145 },
        value: (row) => row.createdAt,
        text: (row) => format.instant(row.createdAt),
        render: (row) => <span className="figures">{format.instant(row.createdAt)}</span>,
      },
      {
        ...{ id: 'status', heading: t('status'), kind: 'text', width: 130, onPhone: true },
        value: (row) => t(`status_${row.status}`),
        render: (row) => <StatusBadges alert={row} />,
      },
      ...(may
        ? [
            {
              ...{ id: 'actions', heading: t('actions'), kind: 'text' as const, width: 270, sortable: false },
              value: () => '',
              render: (row: Alert) => <Actions alert={row} act={act} />,
            },
          ]
        : []),
    ];
  }, [t, format, act, may, items]);
  return (
    <DataTable
      title={t('alerts')}
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      rowHref={(row) => `/alerts/${row.id}`}
      empty={t(filtered ? 'emptyFiltered' : 'empty')}
      defaultSort={{ column: 'date', descending: true }}
    />
  );
}

function Actions({ alert, act }: { alert: Alert; act: ReturnType<typeof useAct> }) {
  const t = useMessages(alertsMessages);
  if (alert.status === 'resolved') return null;
  return (
    <span className="flex gap-1">
      {alert.status === 'active' && (
        <Button size="small" onClick={() => void act(alert.id, 'acknowledge')}>
          {t('acknowledge')}
        </Button>
      )}
      <Button size="small" tone="quiet" onClick={() => void act(alert.id, 'resolve')}>
        {t('resolve')}
      </Button>
      <SnoozeMenu compact onSnooze={(minutes) => void act(alert.id, 'snooze', { minutes })} />
    </span>
  );
}
