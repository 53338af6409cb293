import { Button, buttonClasses, notify, useApi, useMay, useMessages } from '@griot/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';
import { useFailureText } from '../state/use-failure-text.ts';
import { reportOf, thresholdOf } from './kept-of.ts';
import { widgetOf } from './widget-of.ts';

/** One click from an answer to a widget, an alert, a report. A file's answers stay with the file. */
export function AnswerActions({ answer, title }: { answer: Answer; title: string }) {
  const t = useMessages(assistantMessages);
  const mayWatch = useMay('core.alerts.manage');
  const mayReport = useMay('core.reports.send');
  if (answer.application.startsWith('attachment:')) return null;
  const widget = widgetOf(answer);
  const threshold = thresholdOf(answer);
  return (
    <>
      {widget && (
        <Link
          to={'/dashboards/new' as never}
          search={
            {
              application: answer.application,
              widget: JSON.stringify({ title: title.slice(0, 120), ...widget }),
            } as never
          }
          className={buttonClasses('quiet', 'small')}
        >
          {t('toDashboard')}
        </Link>
      )}
      {threshold && mayWatch && (
        <Link
          to={'/alerts/thresholds/new' as never}
          search={threshold as never}
          className={buttonClasses('quiet', 'small')}
        >
          {t('toAlert')}
        </Link>
      )}
      {widget && mayReport && <ToReport answer={answer} title={title} />}
    </>
  );
}

function ToReport({ answer, title }: { answer: Answer; title: string }) {
  const t = useMessages(assistantMessages);
  const api = useApi();
  const failureText = useFailureText();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const keep = async () => {
    setBusy(true);
    try {
      const spec = reportOf(answer, title);
      const saved = await api.send<{ id: string }>('POST', '/api/reports/templates', { spec });
      await navigate({ to: '/reports/prepare' as never, search: { modele: saved.id } as never });
    } catch (failed) {
      notify({ title: failureText(failed), tone: 'bad' });
      setBusy(false);
    }
  };
  return (
    <Button size="small" tone="quiet" busy={busy} onClick={() => void keep()}>
      {t('toReport')}
    </Button>
  );
}
