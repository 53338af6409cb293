import {
  Button,
  Checkbox,
  cx,
  Field,
  IconButton,
  NumberField,
  Select,
  TextArea,
  TextField,
  useApiQuery,
  useLocale,
  useMessages,
} from '@griot/ui';
import { Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Webhook } from '../answers.ts';
import { thresholdsMessages } from '../thresholds.messages.ts';
import { ALL_DAYS, type DeliveryDraft, usualNight } from './draft.ts';

interface Props {
  draft: DeliveryDraft;
  errorOf: (field: string) => string | null;
  change: (patch: Partial<DeliveryDraft>) => void;
}

/** Who is told, at which hours, and who comes next when nobody answers. */
export function DeliveryFields(props: Props) {
  const t = useMessages(thresholdsMessages);
  const { draft, errorOf, change } = props;
  const webhooks = useApiQuery<{ items: Webhook[] }>('/api/alert-webhooks').data?.items ?? [];
  return (
    <div className="flex flex-col gap-4">
      <TextArea
        label={t('recipients')}
        help={t('recipientsHelp')}
        error={errorOf('recipients')}
        optional
        rows={2}
        value={draft.recipients}
        onChange={(recipients) => change({ recipients })}
      />
      {webhooks.length > 0 && (
        <Field label={t('webhook')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('webhook')}
              value={draft.webhookId}
              all={t('noWebhook')}
              options={webhooks.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(webhookId) => change({ webhookId })}
            />
          )}
        </Field>
      )}
      <Quiet {...props} />
      <Escalation {...props} />
    </div>
  );
}

function Quiet({ draft, errorOf, change }: Props) {
  const t = useMessages(thresholdsMessages);
  const { quiet } = draft;
  const set = (patch: Partial<NonNullable<DeliveryDraft['quiet']>>) =>
    quiet && change({ quiet: { ...quiet, ...patch } });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm font-medium">{t('quiet')}</legend>
      <Checkbox
        label={t('quietOn')}
        help={t('quietHelp')}
        checked={quiet !== null}
        onChange={(on) => change({ quiet: on ? usualNight : null })}
      />
      {quiet && (
        <div className="flex flex-col gap-3 border-l-2 border-line pl-4">
          <div className="flex gap-3">
            <TextField label={t('from')} type="time" value={quiet.from} onChange={(from) => set({ from })} />
            <TextField
              label={t('to')}
              type="time"
              value={quiet.to}
              error={errorOf('quiet')}
              onChange={(to) => set({ to })}
            />
          </div>
          <Weekdays chosen={quiet.days} onChange={(days) => days.length > 0 && set({ days })} />
          <Checkbox
            label={t('criticalPasses')}
            checked={quiet.criticalPasses}
            onChange={(criticalPasses) => set({ criticalPasses })}
          />
        </div>
      )}
    </fieldset>
  );
}

function Weekdays({ chosen, onChange }: { chosen: number[]; onChange: (days: number[]) => void }) {
  const t = useMessages(thresholdsMessages);
  const { locale } = useLocale();
  const names = useMemo(() => {
    const format = (weekday: 'short' | 'long') => new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
    // The first of January 2024 was a Monday.
    const nameOf = (day: number, weekday: 'short' | 'long') => format(weekday).format(Date.UTC(2024, 0, day));
    return ALL_DAYS.map((day) => ({ day, short: nameOf(day, 'short').slice(0, 2), long: nameOf(day, 'long') }));
  }, [locale]);
  return (
    <fieldset>
      <legend className="pb-1 text-sm font-medium">{t('onDays')}</legend>
      <div className="flex flex-wrap gap-1">
        {names.map(({ day, short, long }) => {
          const on = chosen.includes(day);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={on}
              aria-label={long}
              title={long}
              onClick={() => onChange(on ? chosen.filter((one) => one !== day) : [...chosen, day].sort())}
              className={cx(
                'size-9 rounded-md border text-sm first-letter:uppercase max-md:size-11',
                on ? 'border-accent bg-accent-soft font-medium text-accent' : 'border-line-strong hover:bg-sunken',
              )}
            >
              {short}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

function Escalation({ draft, errorOf, change }: Props) {
  const t = useMessages(thresholdsMessages);
  const steps = draft.escalation;
  const replace = (at: number, patch: Partial<(typeof steps)[number]>) =>
    change({ escalation: steps.map((one, i) => (i === at ? { ...one, ...patch } : one)) });
  const next = String(Number(steps.at(-1)?.afterMinutes ?? 0) + 30);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm font-medium">{t('escalation')}</legend>
      <p className="text-xs text-ink-faint">{t('escalationHelp')}</p>
      {steps.map((step, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are known by their place
          key={at}
          className="grid grid-cols-[7rem_1fr_auto] items-start gap-2 border-l-2 border-line pl-4"
        >
          <NumberField
            label={t('after')}
            unit={t('minutes')}
            value={step.afterMinutes}
            onChange={(afterMinutes) => replace(at, { afterMinutes })}
          />
          <TextArea
            label={t('recipients')}
            rows={1}
            value={step.recipients}
            error={errorOf(`escalation.${at}`)}
            onChange={(recipients) => replace(at, { recipients })}
          />
          <IconButton
            icon={X}
            label={`${t('remove')} ${t('step', { n: at + 1 })}`}
            className="mt-6"
            onClick={() => change({ escalation: steps.filter((_, i) => i !== at) })}
          />
        </div>
      ))}
      {steps.length < 5 && (
        <span>
          <Button
            size="small"
            icon={Plus}
            onClick={() => change({ escalation: [...steps, { afterMinutes: next, recipients: '' }] })}
          >
            {t('addStep')}
          </Button>
        </span>
      )}
    </fieldset>
  );
}
