import { Card, Field, Select, TextField, useMessages } from '@griot/ui';
import type { Catalogue, DashboardSpec } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { filterableDimensions } from './adapt-widget.ts';

/** Name, what it opens with, and which filters it offers. */
export function BoardSettings(props: {
  spec: DashboardSpec;
  catalogue: Catalogue | undefined;
  onChange: (spec: DashboardSpec) => void;
}) {
  const t = useMessages(dashboardsMessages);
  const { spec, catalogue, onChange } = props;
  const { filters } = spec;
  const toggle = (name: string) => {
    const on = filters.dimensions.includes(name);
    const dimensions = on ? filters.dimensions.filter((one) => one !== name) : [...filters.dimensions, name].slice(-8);
    onChange({ ...spec, filters: { ...filters, dimensions } });
  };
  const { period } = filters;
  const offered = catalogue ? filterableDimensions(catalogue) : [];
  return (
    <Card title={t('boardSettings')}>
      <div className="grid gap-3 md:grid-cols-3">
        <TextField
          label={t('title')}
          value={spec.title}
          maxLength={120}
          onChange={(title) => onChange({ ...spec, title })}
        />
        <TextField
          label={t('description')}
          optional
          value={spec.description}
          maxLength={500}
          onChange={(description) => onChange({ ...spec, description })}
        />
        <Field label={t('defaultPeriod')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('defaultPeriod')}
              value={period === null ? null : typeof period === 'string' ? period : 'fixed'}
              all={t('noPeriod')}
              options={[
                ...(typeof period === 'object' && period !== null ? [{ value: 'fixed', label: t('periodFixed') }] : []),
                ...(catalogue?.periods ?? []).map((one) => ({ value: one, label: t(`p_${one}`) })),
              ]}
              onChange={(value) =>
                value !== 'fixed' &&
                onChange({ ...spec, filters: { ...filters, period: value as typeof filters.period } })
              }
            />
          )}
        </Field>
        <fieldset className="md:col-span-3">
          <legend className="text-sm font-medium">{t('filtersOffered')}</legend>
          <div className="mt-1 flex flex-wrap gap-1.5">
            {offered.map((one) => (
              <button
                key={one.name}
                type="button"
                title={one.name}
                aria-pressed={filters.dimensions.includes(one.name)}
                onClick={() => toggle(one.name)}
                className="min-h-8 rounded-md border border-line px-2.5 text-sm hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent max-md:min-h-12"
              >
                {one.label}
              </button>
            ))}
          </div>
        </fieldset>
      </div>
    </Card>
  );
}
