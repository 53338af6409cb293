import { Button, Dialog, notify, useApi, useLocale, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useState } from 'react';
import type { FlowDescription } from '../../api/flows.ts';
import { flowsMessages } from './flows.messages.ts';
import { ParameterFields } from './form/parameter-fields.tsx';
import { Problems } from './problems.tsx';
import { runsMessages } from './runs.messages.ts';
import { useParameterForm } from './use-parameter-form.ts';

export interface LaunchDialogProps {
  flow: FlowDescription;
  /** The run whose parameters fill the form, which is run again. */
  rerun?: { id: string; parameters: Record<string, unknown> };
  onClose: () => void;
}

/** Starts a flow with parameters, or an earlier run of it again with others. */
export function LaunchDialog({ flow, rerun, onClose }: LaunchDialogProps) {
  const t = useMessages(flowsMessages);
  const words = useMessages(runsMessages);
  const { locale } = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useParameterForm(flow.parameters, rerun?.parameters);
  const [busy, setBusy] = useState(false);
  const name = flow.label[locale];
  const launch = async () => {
    const parameters = form.read();
    if (!parameters) return;
    setBusy(true);
    try {
      const path = rerun ? `/api/flows/runs/${rerun.id}/rerun` : `/api/flows/${flow.name}/trigger`;
      const body = rerun ? { from: 'start', parameters } : { parameters };
      const answer = await api.send<{ runId: string; deduplicated: boolean }>('POST', path, body);
      notify({ title: words(answer.deduplicated ? 'alreadyRunning' : 'launched', { flow: name }), tone: 'ok' });
      void queries.invalidateQueries({ queryKey: ['/api/flows/runs'] });
      onClose();
      void navigate({ to: `/runs/${answer.runId}` });
    } catch (error) {
      form.refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(rerun ? 'relaunchTitle' : 'launchTitle', { flow: name })}
      {...(flow.description ? { description: flow.description[locale] } : {})}
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          <Button tone="primary" icon={Play} busy={busy} onClick={() => void launch()}>
            {t('launch')}
          </Button>
        </>
      }
    >
      <Problems texts={form.problems} />
      {form.fields.length === 0 && <p className="text-ink-soft">{t('noForm')}</p>}
      <ParameterFields fields={form.fields} values={form.values} errors={form.errors} onChange={form.change} />
    </Dialog>
  );
}
