import { ApiError, Badge, Button, type Column, DataTable, notify, useApi, useFormat, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Check, CheckCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { Alert } from '../answers.ts';

export const severityTones = { critical: 'bad', warning: 'warn', info: 'neutral' } as const;
export const severityIcons = { critical: OctagonAlert, warning: TriangleAlert, info: Info };
const statusTones = { active: 'ochre', acknowledged: 'accent', resolved: 'ok' } as const;

/** Acknowledges or ends an alert; pages then read again. */
export function useAct() {
  const t = useMessages(alertsMessages);
  const api = useApi();
  const queries = useQueryClient();
  return async (id: string, verb: 'acknowledge' | 'resolve', comment = '') => {
    try {
      await api.send('POST', `/api/alerts/${id}/${verb}`, { comment });
      notify({ title: t('done'), tone: 'ok' });
    } catch (error) {
      const text = error instanceof ApiError ? error.message : String(error);
      notify({ title: `${t('failed')} : ${text}`, tone: 'bad' });
    }
    await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/alerts') });
  };
}

export function AlertsTable({ items, onOpen }: { items: Alert[]; onOpen: (id: string) => void }) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const act = useAct();
  const columns = useMemo((): Column<Alert>[] => {
    const text = (
      id: string,
      heading: string,
      value: (row: Alert) => string,
      o: Partial<Column<Alert>> = {},
    ): Column<Alert> => ({
      ...{ id, heading, value, kind: 'text' as const },
      ...o,
    });
    return [
      text('title', t('title'), (row) => row.title, {
        render: (row) => (
          <button type="button" className="text-left text-accent hover:underline" onClick={() => onOpen(row.id)}>
            {row.title}
          </button>
        ),
      }),
      text('severity', t('severity'), (row) => t(row.severity), {
        render: (row) => (
          <Badge tone={severityTones[row.severity]} icon={severityIcons[row.severity]}>
            {t(row.severity)}
          </Badge>
        ),
        width: 150,
        onPhone: true,
      }),
      text('message', t('message'), (row) => row.message, { width: 280 }),
      text('date', t('date'), (row) => row.createdAt, { render: (row) => format.instant(row.createdAt), width: 170 }),
      text('status', t('status'), (row) => t(`status_${row.status}`), {
        render: (row) => (
          <Badge tone={row.held ? 'warn' : statusTones[row.status]}>
            {row.held ? t('held') : t(`status_${row.status}`)}
          </Badge>
        ),
        width: 150,
        onPhone: true,
      }),
      text('actions', t('actions'), () => '', {
        render: (row) =>
          row.status === 'resolved' ? null : (
            <span className="flex gap-1">
              {row.status === 'active' && (
                <Button size="small" icon={Check} onClick={() => void act(row.id, 'acknowledge')}>
                  {t('acknowledge')}
                </Button>
              )}
              <Button size="small" tone="quiet" icon={CheckCheck} onClick={() => void act(row.id, 'resolve')}>
                {t('resolve')}
              </Button>
            </span>
          ),
        width: 280,
        sortable: false,
      }),
    ];
  }, [t, format, act, onOpen]);
  return (
    <DataTable
      title={t('alerts')}
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={t('empty')}
      defaultSort={{ column: 'date', descending: true }}
    />
  );
}
