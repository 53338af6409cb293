import { Field, Select, TextField, useApi, useFormat, useLocale, useMessages } from '@griot/ui';
import { useQuery } from '@tanstack/react-query';
import { reportsMessages } from '../reports.messages.ts';
import { type CronChoice, cronOf, isTime } from '../state/cron-choice.ts';

const KINDS = ['daily', 'workdays', 'weekly', 'monthly', 'custom'] as const;
/** Where the product's people work; the tenant's own zone is always among them. */
const ZONES = [
  'Africa/Abidjan',
  'Africa/Algiers',
  'Africa/Dakar',
  'Africa/Lagos',
  'Africa/Tunis',
  'Europe/Paris',
  'UTC',
];

/** When it goes out, in the recipients' time zone, with the next five times as the server counts them. */
export function WhenField(props: {
  value: CronChoice;
  timeZone: string;
  onChange: (choice: CronChoice) => void;
  onTimeZone: (zone: string) => void;
}) {
  const t = useMessages(reportsMessages);
  const format = useFormat();
  const api = useApi();
  const { timeZone: own } = useLocale();
  const { value, timeZone, onChange } = props;
  const time = 'time' in value ? value.time : '07:00';
  const cron = cronOf(value);
  const known = value.kind === 'custom' ? cron !== '' : isTime(time);
  const next = useQuery<{ next: string[] }>({
    queryKey: ['/api/reports/schedules/preview', cron, timeZone],
    queryFn: () => api.send('POST', '/api/reports/schedules/preview', { cron, timeZone }),
    enabled: known,
    retry: false,
  });
  const change = (kind: string | null) => {
    if (kind === 'daily' || kind === 'workdays') onChange({ kind, time });
    else if (kind === 'weekly') onChange({ kind, day: 1, time });
    else if (kind === 'monthly') onChange({ kind, date: 1, time });
    else if (kind === 'custom') onChange({ kind, cron });
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('rhythm')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('rhythm')}
              value={value.kind}
              options={KINDS.map((kind) => ({ value: kind, label: t(`rhythm_${kind}`) }))}
              onChange={change}
            />
          )}
        </Field>
        {value.kind === 'weekly' && (
          <Field label={t('weekday')}>
            {({ id }) => (
              <Select
                id={id}
                label={t('weekday')}
                value={String(value.day)}
                options={[1, 2, 3, 4, 5, 6, 0].map((day) => ({
                  value: String(day),
                  label: t(`day_${day}` as 'day_0'),
                }))}
                onChange={(day) => onChange({ ...value, day: Number(day) })}
              />
            )}
          </Field>
        )}
        {value.kind === 'monthly' && (
          <Field label={t('dateOfMonth')}>
            {({ id }) => (
              <Select
                id={id}
                label={t('dateOfMonth')}
                value={String(value.date)}
                options={Array.from({ length: 28 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))}
                onChange={(date) => onChange({ ...value, date: Number(date) })}
              />
            )}
          </Field>
        )}
        {value.kind === 'custom' ? (
          <TextField
            label={t('cron')}
            help={t('cronHelp')}
            value={value.cron}
            maxLength={100}
            onChange={(text) => onChange({ kind: 'custom', cron: text })}
            error={next.isError ? (next.error as Error).message : null}
          />
        ) : (
          <TextField
            label={t('time')}
            type="time"
            value={time}
            onChange={(text) => onChange({ ...value, time: text })}
            error={known ? null : t('badTime')}
          />
        )}
        <Field label={t('timeZone')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('timeZone')}
              value={timeZone}
              options={[...new Set([own, timeZone, ...ZONES])].map((zone) => ({ value: zone, label: zone }))}
              onChange={(zone) => zone !== null && props.onTimeZone(zone)}
            />
          )}
        </Field>
      </div>
      {next.data && (
        <p className="figures text-sm text-ink-soft">
          {t('nextTimes')} {next.data.next.map((at) => format.instant(at)).join(' ; ')}
          {timeZone !== own && ` (${t('inYourZone', { zone: own })})`}
        </p>
      )}
    </div>
  );
}
