import { Button, Dialog, QueryView, Skeleton, TextField, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { useState } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { AlertDetails } from '../answers.ts';
import { useAct } from './alerts-table.tsx';

/** One alert: cause, history, deliveries, and what can be done about it with a comment. */
export function AlertDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useMessages(alertsMessages);
  const query = useApiQuery<AlertDetails>(`/api/alerts/${id}`);
  const [comment, setComment] = useState('');
  const act = useAct();
  const send = async (verb: 'acknowledge' | 'resolve') => {
    await act(id, verb, comment);
    setComment('');
  };
  const status = query.data?.status;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="sheet"
      title={query.data?.title ?? t('alerts')}
      description={query.data?.message ?? ''}
    >
      <QueryView query={query} skeleton={<Skeleton className="h-64" />}>
        {(alert) => (
          <div className="flex flex-col gap-4 pb-4">
            <Cause alert={alert} />
            <History alert={alert} />
            {status !== 'resolved' && (
              <>
                <TextField label={t('comment')} value={comment} onChange={setComment} />
                <div className="flex gap-2">
                  {status === 'active' && <Button onClick={() => void send('acknowledge')}>{t('acknowledge')}</Button>}
                  <Button tone="primary" onClick={() => void send('resolve')}>
                    {t('resolve')}
                  </Button>
                </div>
              </>
            )}
          </div>
        )}
      </QueryView>
    </Dialog>
  );
}

function Cause({ alert: { context } }: { alert: AlertDetails }) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  if (context.task) return <p>{t('task', { task: context.task })}</p>;
  const parts = (context.contribution ?? []).filter((one) => one.contribution !== null);
  if (parts.length === 0) return null;
  return (
    <section>
      <h3 className="font-semibold">{t('cause')}</h3>
      <ul className="figures">
        {parts.map((one) => (
          <li key={String(one.value)}>
            {String(one.value)} : {format.percent(String((one.contribution ?? 0) * 100))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function History({ alert }: { alert: AlertDetails }) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const did = (what: string) =>
    what === 'opened' || what === 'acknowledged' || what === 'resolved' || what === 'commented'
      ? t(`did_${what}`)
      : what;
  const sent = (state: string) =>
    state === 'waiting' || state === 'sent' || state === 'failed' || state === 'not_configured'
      ? t(`mail_${state}`)
      : state;
  return (
    <>
      <section>
        <h3 className="font-semibold">{t('history')}</h3>
        <ul className="figures text-sm">
          {alert.history.map((one) => (
            <li key={`${one.at} ${one.what}`}>
              {format.instant(one.at)} : {did(one.what)}, {one.by}
              {one.comment && ` — ${one.comment}`}
            </li>
          ))}
        </ul>
      </section>
      {alert.deliveries.length > 0 && (
        <section>
          <h3 className="font-semibold">{t('deliveries')}</h3>
          <ul className="text-sm">
            {alert.deliveries.map((one) => (
              <li key={one.subject}>
                {one.to.join(', ')} : {sent(one.state)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
