import {
  Button,
  Card,
  Field,
  PageHeader,
  QueryView,
  Select,
  Skeleton,
  TextField,
  useApiQuery,
  useLocale,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { useNavigate } from '@tanstack/react-router';
import { CalendarClock, Send } from 'lucide-react';
import { useState } from 'react';
import type { Recipient, ReportFormat, Schedule, ScheduleList, TemplateList, TemplateSummary } from '../answers.ts';
import { PreviewPane } from '../parts/preview-pane.tsx';
import { RecipientsField } from '../parts/recipients-field.tsx';
import { FormatsField, PeriodField, Tick } from '../parts/report-choices.tsx';
import { WhenField } from '../parts/when-field.tsx';
import { reportsMessages } from '../reports.messages.ts';
import { type CronChoice, choiceOf, cronOf, isTime } from '../state/cron-choice.ts';
import { useAct } from '../state/use-acts.ts';

const CHECKS = {
  modele: (value: string) => value.length <= 120,
  programme: (value: string) => /^[0-9a-f-]{36}$/.test(value),
};

/** One report on its way: what, over which days, to whom, as what, now or at set times; beside it what they will get. */
export default function PreparePage() {
  const t = useMessages(reportsMessages);
  const { values, set } = useUrlFilters(CHECKS);
  const list = useApiQuery<TemplateList>('/api/reports/templates');
  const schedules = useApiQuery<ScheduleList>(
    '/api/reports/schedules',
    {},
    { enabled: values.programme !== undefined },
  );
  const schedule = schedules.data?.items.find((one) => one.id === values.programme);
  const ready = values.programme === undefined || schedules.isSuccess;
  const id = schedule?.request.template ?? values.modele;
  return (
    <>
      <PageHeader
        title={schedule ? t('changeSchedule') : t('prepareReport')}
        crumbs={[{ label: t('reports'), to: '/reports' }, { label: t('prepare') }]}
      />
      <QueryView query={list} skeleton={<Skeleton className="h-96" />}>
        {(data) => {
          const template = data.items.find((one) => one.id === id) ?? (id === undefined ? data.items[0] : undefined);
          if (!ready) return <Skeleton className="h-96" />;
          if (!template) return <Card>{t('unknownTemplate')}</Card>;
          return (
            <Form
              key={`${template.id} ${schedule?.id ?? ''}`}
              template={template}
              list={data}
              schedule={schedule}
              onTemplate={(modele) => set({ modele, programme: null })}
            />
          );
        }}
      </QueryView>
    </>
  );
}

interface FormProps {
  template: TemplateSummary;
  list: TemplateList;
  schedule: Schedule | undefined;
  onTemplate: (id: string) => void;
}

type KeptRequest = Partial<{
  period: TemplateSummary['period'] | null;
  recipients: Recipient[];
  formats: ReportFormat[];
  skipEmpty: boolean;
  message: string;
}>;

function Form({ template, list, schedule, onTemplate }: FormProps) {
  const t = useMessages(reportsMessages);
  const act = useAct();
  const navigate = useNavigate();
  const { timeZone: own } = useLocale();
  const kept = (schedule?.request ?? {}) as KeptRequest;
  const [period, setPeriod] = useState(kept.period ?? template.period);
  const [recipients, setRecipients] = useState<Recipient[]>(kept.recipients ?? [{ userId: list.me, filters: [] }]);
  const [formats, setFormats] = useState<ReportFormat[]>(kept.formats ?? template.formats);
  const [skipEmpty, setSkipEmpty] = useState(kept.skipEmpty ?? template.skipEmpty);
  const [message, setMessage] = useState(kept.message ?? '');
  const [recurring, setRecurring] = useState(schedule !== undefined);
  const [when, setWhen] = useState<CronChoice>(choiceOf(schedule?.cron ?? '0 7 1 * *'));
  const [zone, setZone] = useState(schedule?.timeZone ?? own);
  const [title, setTitle] = useState(schedule?.title ?? template.title);
  const [busy, setBusy] = useState(false);
  const reversed = typeof period !== 'string' && period.from > period.to;
  const known = !recurring || when.kind === 'custom' || isTime(when.time);
  const sendable = recipients.length > 0 && !reversed && known && (!recurring || title.trim() !== '');
  const request = { template: template.id, period, recipients, formats, skipEmpty, message };
  const submit = async () => {
    setBusy(true);
    const timed = { title, cron: cronOf(when), timeZone: zone, request };
    if (!recurring) {
      const sent = await act<{ runId: string }>('POST', '/api/reports/send', request, t('underWay'));
      if (sent) void navigate({ to: '/reports', search: { onglet: 'historique', envoi: sent.runId } as never });
    } else {
      const path = '/api/reports/schedules';
      const saved = schedule
        ? await act('PUT', `${path}/${schedule.id}`, { ...timed, version: schedule.version }, t('scheduleSaved'))
        : await act('POST', path, timed, t('scheduleSaved'));
      if (saved) void navigate({ to: '/reports', search: { onglet: 'programmes' } as never });
    }
    setBusy(false);
  };
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(20rem,26rem)_minmax(0,1fr)]">
      <Card>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (sendable) void submit();
          }}
        >
          <Field label={t('template')} help={template.description}>
            {({ id }) => (
              <Select
                id={id}
                label={t('template')}
                value={template.id}
                options={list.items.map((one) => ({ value: one.id, label: one.title }))}
                onChange={(next) => next !== null && onTemplate(next)}
              />
            )}
          </Field>
          <PeriodField value={period} onChange={setPeriod} />
          <RecipientsField template={template} people={list.people} value={recipients} onChange={setRecipients} />
          <FormatsField value={formats} onChange={setFormats} />
          <Tick label={t('skipEmpty')} checked={skipEmpty} onChange={setSkipEmpty} />
          <Field label={t('message')} optional>
            {(control) => (
              <textarea
                {...control}
                rows={3}
                maxLength={2000}
                value={message}
                onChange={(event) => setMessage(event.target.value)}
                className="w-full rounded-md border border-line-strong bg-surface p-2.5 text-ink"
              />
            )}
          </Field>
          <fieldset className="flex min-w-0 flex-col gap-3">
            <legend className="mb-1 text-sm font-medium">{t('whenToSend')}</legend>
            <div className="grid grid-cols-2 gap-2">
              {[false, true].map((later) => (
                <Button
                  key={String(later)}
                  icon={later ? CalendarClock : Send}
                  aria-pressed={recurring === later}
                  disabled={schedule !== undefined && !later}
                  onClick={() => setRecurring(later)}
                  className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
                >
                  {t(later ? 'regularly' : 'now')}
                </Button>
              ))}
            </div>
            {recurring && (
              <>
                <TextField label={t('scheduleTitle')} value={title} maxLength={120} onChange={setTitle} />
                <WhenField value={when} timeZone={zone} onChange={setWhen} onTimeZone={setZone} />
              </>
            )}
          </fieldset>
          {!list.mailConfigured && <p className="text-sm text-warn">{t('noMailServer')}</p>}
          <Button
            type="submit"
            tone="primary"
            size="large"
            icon={recurring ? CalendarClock : Send}
            busy={busy}
            disabled={!sendable}
          >
            {recurring ? t('saveSchedule') : t('sendNow', { count: recipients.length })}
          </Button>
        </form>
      </Card>
      <PreviewPane
        template={template.id}
        period={reversed ? template.period : period}
        recipients={recipients}
        people={list.people}
      />
    </div>
  );
}
