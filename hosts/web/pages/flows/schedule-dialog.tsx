import { ApiError, Button, Dialog, Field, notify, Select, TextField, useApi, useLocale, useMessages } from '@griot/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import type { CatchUp, FlowDescription, Schedule } from '../../api/flows.ts';
import { flowsMessages } from './flows.messages.ts';
import { FlowChoice } from './form/flow-choice.tsx';
import { ParameterFields } from './form/parameter-fields.tsx';
import { Problems } from './problems.tsx';
import { TicksPreview } from './ticks-preview.tsx';
import { useParameterForm } from './use-parameter-form.ts';

/** The usual ones at a touch. */
const USUAL = [
  { cron: '*/10 * * * *', key: 'every10' },
  { cron: '0 * * * *', key: 'hourly' },
  { cron: '0 6 * * *', key: 'dailyAt6' },
  { cron: '0 7 * * 1', key: 'mondays' },
  { cron: '0 5 1 * *', key: 'monthly' },
] as const;

export interface ScheduleDialogProps {
  flows: readonly FlowDescription[];
  /** The one to change; without it a new one. */
  schedule?: Schedule;
  onClose: () => void;
}

export function ScheduleDialog({ flows, schedule, onClose }: ScheduleDialogProps) {
  const [name, setName] = useState(schedule?.flow ?? flows[0]?.name ?? '');
  const flow = flows.find((one) => one.name === name);
  if (!flow) return null;
  const choice = !schedule && <FlowChoice flows={flows} value={name} onChange={setName} />;
  // Another flow has another form: its state begins anew.
  return <ScheduleForm key={name} flow={flow} choice={choice} schedule={schedule} onClose={onClose} />;
}

interface FormProps {
  flow: FlowDescription;
  choice: React.ReactNode;
  schedule: Schedule | undefined;
  onClose: () => void;
}

function ScheduleForm({ flow, choice, schedule, onClose }: FormProps) {
  const t = useMessages(flowsMessages);
  const { locale, timeZone: own } = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const form = useParameterForm(flow.parameters, schedule?.parameters);
  const [title, setTitle] = useState(schedule?.title ?? '');
  const [cron, setCron] = useState(schedule?.cron ?? '0 6 * * *');
  const [free, setFree] = useState(!USUAL.some((one) => one.cron === cron));
  const [timeZone, setTimeZone] = useState(schedule?.timeZone ?? own);
  const [catchUp, setCatchUp] = useState<CatchUp>(schedule?.catchUp ?? 'one');
  const [busy, setBusy] = useState(false);
  const asked = useDeferredValue(cron.trim());
  const preview = useQuery({
    queryKey: ['/api/flows/schedules/preview', asked, timeZone],
    queryFn: () => api.send<{ next: string[] }>('POST', '/api/flows/schedules/preview', { cron: asked, timeZone }),
    enabled: asked !== '',
    retry: false,
  });
  const zones = useMemo(() => [...new Set([own, timeZone, ...Intl.supportedValuesOf('timeZone')])], [own, timeZone]);
  const save = async () => {
    const parameters = form.read();
    if (!parameters) return;
    setBusy(true);
    const body = { title: title.trim() || null, cron: cron.trim(), timeZone, catchUp, parameters };
    try {
      if (schedule)
        await api.send('PUT', `/api/flows/schedules/${schedule.id}`, { ...body, version: schedule.version });
      else await api.send('POST', '/api/flows/schedules', { ...body, flow: flow.name });
      notify({ title: t('saved'), tone: 'ok' });
      await queries.invalidateQueries({ queryKey: ['/api/flows/schedules'] });
      onClose();
    } catch (error) {
      form.refuse(error);
    } finally {
      setBusy(false);
    }
  };
  const wrong = preview.error instanceof ApiError ? preview.error.message : null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={schedule ? t('editSchedule', { flow: flow.label[locale] }) : t('addSchedule')}
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          <Button tone="primary" busy={busy} disabled={wrong !== null} onClick={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Problems texts={form.problems} />
      <div className="flex flex-col gap-4">
        {choice}
        <TextField label={t('scheduleTitle')} value={title} maxLength={120} onChange={setTitle} />
        <Field label={t('when')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('when')}
              value={free ? 'free' : cron}
              options={[
                ...USUAL.map((one) => ({ value: one.cron, label: t(one.key) })),
                { value: 'free', label: t('ownCron') },
              ]}
              onChange={(value) => {
                setFree(value === 'free');
                if (value && value !== 'free') setCron(value);
              }}
            />
          )}
        </Field>
        {free && (
          <TextField
            label={t('cron')}
            help={t('cronHelp', { day: '{{day}}' })}
            error={wrong}
            value={cron}
            spellCheck={false}
            onChange={setCron}
          />
        )}
        <Field label={t('timeZone')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('timeZone')}
              value={timeZone}
              options={zones.map((zone) => ({ value: zone, label: zone }))}
              onChange={(value) => value && setTimeZone(value)}
            />
          )}
        </Field>
        <TicksPreview ticks={preview.data?.next ?? []} timeZone={timeZone} />
        <Field label={t('catchUp')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('catchUp')}
              value={catchUp}
              options={(['none', 'one', 'all'] as const).map((one) => ({ value: one, label: t(`catchUp_${one}`) }))}
              onChange={(value) => setCatchUp((value ?? 'one') as CatchUp)}
            />
          )}
        </Field>
        <ParameterFields fields={form.fields} values={form.values} errors={form.errors} onChange={form.change} />
      </div>
    </Dialog>
  );
}
