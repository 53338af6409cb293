import { DayField, Field, Select, useMessages } from '@griot/ui';
import type { Period, ReportFormat } from '../answers.ts';
import { reportsMessages } from '../reports.messages.ts';
import { isRelative, PERIODS, periodKey } from '../state/period-choice.ts';

/** A period as people say it, counted from the day on which the report is made; or two days. */
export function PeriodField({ value, onChange }: { value: Period; onChange: (period: Period) => void }) {
  const t = useMessages(reportsMessages);
  const reversed = typeof value !== 'string' && value.from > value.to;
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('period')} help={typeof value === 'string' ? t('periodHelp') : undefined}>
        {({ id }) => (
          <Select
            id={id}
            label={t('period')}
            value={periodKey(value)}
            options={[...PERIODS, 'fixed' as const].map((key) => ({ value: key, label: t(`p_${key}`) }))}
            onChange={(key) => {
              if (isRelative(key)) onChange(key);
              else if (key === 'fixed' && typeof value === 'string') {
                const today = new Date().toISOString().slice(0, 10);
                onChange({ from: `${today.slice(0, 7)}-01`, to: today });
              }
            }}
          />
        )}
      </Field>
      {typeof value !== 'string' && (
        <div className="grid grid-cols-2 gap-2">
          <DayField
            label={t('from')}
            value={value.from}
            onChange={(from) => from && onChange({ ...value, from })}
            error={reversed ? t('reversed') : null}
          />
          <DayField label={t('to')} value={value.to} onChange={(to) => to && onChange({ ...value, to })} />
        </div>
      )}
    </div>
  );
}

const FORMATS = ['pdf', 'xlsx'] as const;

export function FormatsField(props: { value: readonly ReportFormat[]; onChange: (formats: ReportFormat[]) => void }) {
  const t = useMessages(reportsMessages);
  const toggle = (format: ReportFormat) => {
    const next = FORMATS.filter((one) => (one === format) !== props.value.includes(one));
    if (next.length > 0) props.onChange(next);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{t('formats')}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {FORMATS.map((format) => (
          <Tick
            key={format}
            label={t(`format_${format}`)}
            checked={props.value.includes(format)}
            onChange={() => toggle(format)}
          />
        ))}
      </div>
    </fieldset>
  );
}

export function Tick(props: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="flex min-h-9 items-center gap-2 max-md:min-h-12">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
        className="size-4 accent-(--color-accent)"
      />
      {props.label}
    </label>
  );
}
