import { Button, Dialog, Field, NumberField, Select, TextField, useLocale, useMessages } from '@griot/ui';
import { useState } from 'react';
import { METRICS } from '../../domain/metrics.ts';
import type { Widget } from '../answers.ts';
import { WINDOWS } from '../answers.ts';
import { payopsMessages } from '../payops.messages.ts';
import { widgetsMessages } from '../widgets.messages.ts';

const KINDS = [
  'chart_line',
  'chart_bar',
  'gauge',
  'table',
  'list',
  'map',
  'alert_list',
] as const satisfies readonly Widget['kind'][];
type FieldName = 'metric' | 'window' | 'by' | 'limit' | 'threshold' | 'kind' | 'region';

/** What each kind may be told, as the server checks it. */
const FIELDS: Record<Widget['kind'], readonly FieldName[]> = {
  chart_line: ['metric', 'window'],
  chart_bar: ['by', 'window', 'limit'],
  gauge: ['metric', 'window', 'threshold'],
  table: ['by', 'window', 'limit'],
  list: ['kind', 'limit'],
  map: ['region'],
  alert_list: ['limit'],
};
const DEFAULTS: Record<FieldName, string> = {
  ...{ metric: 'gmv', window: 'today', by: 'region', limit: '8', threshold: '', kind: '', region: '' },
};
const NUMBERS: readonly FieldName[] = ['limit', 'threshold'];
const MAY_BE_EMPTY: readonly FieldName[] = ['kind', 'region'];
const EVENTS = [
  'payment.succeeded',
  'payment.failed',
  'refund',
  'payout.paid',
  'payout.failed',
  'fraud.flagged',
  'dispute.opened',
];

const textsOf = (config: Widget['config']): Record<FieldName, string> => ({
  ...DEFAULTS,
  ...Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)])),
});

/** One widget: its shape, its titles, and what it shows. */
export function WidgetForm({ widget, onClose }: { widget: Widget; onClose: (made: Widget | null) => void }) {
  const t = useMessages(widgetsMessages);
  const words = useMessages(payopsMessages);
  const { locale } = useLocale();
  const [kind, setKind] = useState(widget.kind);
  const [title, setTitle] = useState(widget.title);
  const [values, setValues] = useState(() => textsOf(widget.config));
  const [tried, setTried] = useState(false);
  const set = (name: FieldName) => (value: string | null) =>
    setValues((before) => ({ ...before, [name]: value ?? '' }));
  const faultOf = (name: FieldName): string | null => {
    const value = values[name].trim();
    if (value === '') return MAY_BE_EMPTY.includes(name) ? null : t('missing');
    if (name === 'limit') return /^([1-9]|[1-4]\d|50)$/.test(value) ? null : t('whole');
    return null;
  };
  const apply = () => {
    setTried(true);
    const fr = title.fr.trim();
    const en = title.en.trim();
    if (fr === '' || en === '' || FIELDS[kind].some((name) => faultOf(name) !== null)) return;
    const given = FIELDS[kind].filter((name) => values[name].trim() !== '');
    const config = Object.fromEntries(
      given.map((name) => [name, NUMBERS.includes(name) ? Number(values[name]) : values[name].trim()]),
    );
    onClose({ ...widget, kind, title: { fr, en }, config });
  };
  const options: Partial<Record<FieldName, { value: string; label: string }[]>> = {
    metric: Object.entries(METRICS).map(([value, { label }]) => ({ value, label: label[locale] })),
    window: WINDOWS.map((value) => ({ value, label: t(value) })),
    by: (['entity', 'region', 'country'] as const).map((value) => ({ value, label: t(value) })),
    kind: EVENTS.map((value) => ({ value, label: value in payopsMessages.fr ? words(value as 'refund') : value })),
  };
  const choice = (
    label: string,
    value: string,
    from: { value: string; label: string }[],
    onChange: (v: string | null) => void,
    all?: string,
  ) => (
    <Field key={label} label={label}>
      {(control) => (
        <Select
          id={control.id}
          label={label}
          value={value === '' ? null : value}
          options={from}
          onChange={onChange}
          {...(all === undefined ? {} : { all })}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose(null)}
      title={widget.id === '' ? t('add') : t('setUp')}
      shape="sheet"
      footer={
        <>
          <Button onClick={() => onClose(null)}>{t('close')}</Button>
          <Button tone="primary" onClick={apply}>
            {t('apply')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {choice(
          t('kind'),
          kind,
          KINDS.map((value) => ({ value, label: t(value) })),
          (value) => value && setKind(value as Widget['kind']),
        )}
        {(['fr', 'en'] as const).map((one) => (
          <TextField
            key={one}
            label={t(one === 'fr' ? 'titleFr' : 'titleEn')}
            value={title[one]}
            maxLength={80}
            onChange={(value) => setTitle((before) => ({ ...before, [one]: value }))}
            error={tried && title[one].trim() === '' ? t('missing') : null}
          />
        ))}
        {FIELDS[kind].map((name) => {
          const label = name === 'kind' ? t('event') : t(name);
          const from = options[name];
          if (from) return choice(label, values[name], from, set(name), name === 'kind' ? t('everyEvent') : undefined);
          const error = tried ? faultOf(name) : null;
          return NUMBERS.includes(name) ? (
            <NumberField
              key={name}
              label={label}
              value={values[name] || null}
              decimals={name === 'threshold' ? 2 : 0}
              onChange={set(name)}
              error={error}
              {...(name === 'threshold' ? { help: t('thresholdHelp') } : {})}
            />
          ) : (
            <TextField
              key={name}
              label={label}
              value={values[name]}
              onChange={set(name)}
              help={t('everyRegion')}
              optional
              error={error}
            />
          );
        })}
      </div>
    </Dialog>
  );
}
