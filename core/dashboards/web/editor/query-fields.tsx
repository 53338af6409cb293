import { Field, NumberField, Select, useLocale, useMessages } from '@griot/ui';
import type { Catalogue, MeasuringWidget, Widget } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { adapted, BOUNDS, categoriesOf, isTime } from './adapt-widget.ts';
import { MetricPicker } from './metric-picker.tsx';

const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** What is measured: metrics, by what, over which days, compared with what, how many rows. */
export function QueryFields(props: {
  widget: MeasuringWidget;
  catalogue: Catalogue;
  onChange: (widget: Widget) => void;
}) {
  const t = useMessages(dashboardsMessages);
  const { locale } = useLocale();
  const { widget, catalogue } = props;
  const { query, type } = widget;
  const bounds = BOUNDS[type];
  const change = (patch: Partial<MeasuringWidget['query']>) => props.onChange(adapted(widget, type, catalogue, patch));
  const labelOf = (name: string) => catalogue.dimensions.find((one) => one.name === name)?.label ?? name;
  const times =
    type === 'chart_line' || type === 'chart_area' || type === 'chart_bar' || type === 'table' || type === 'list';
  const categories = type === 'chart_line' || type === 'chart_area' ? [] : categoriesOf(query.metrics, catalogue);
  const firstOptions = [
    ...(times ? GRAINS.map((grain) => ({ value: `metric_time__${grain}`, label: t(`grain_${grain}`) })) : []),
    ...categories.map((name) => ({ value: name, label: labelOf(name) })),
  ];
  const [first, second] = query.dimensions;
  const secondAllowed =
    bounds.dimensions[1] > 1 &&
    first !== undefined &&
    (type === 'table' || (isTime(first) && query.metrics.length === 1));
  const fixed = typeof query.period === 'object';
  const ordered = first !== undefined && !isTime(first) && bounds.dimensions[1] > 0;
  return (
    <>
      <MetricPicker
        catalogue={catalogue}
        chosen={query.metrics}
        most={bounds.metrics[1]}
        onChange={(metrics) => change({ metrics })}
      />
      {type === 'radar' && <p className="text-xs text-ink-faint">{t('radarNeeds')}</p>}
      {bounds.dimensions[1] > 0 && type !== 'map' && (
        <Field label={t('by_dimension')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('by_dimension')}
              value={first ?? null}
              {...(bounds.dimensions[0] === 0 ? { all: t('nothing') } : {})}
              options={firstOptions}
              onChange={(value) => change({ dimensions: value === null ? [] : [value, ...query.dimensions.slice(1)] })}
            />
          )}
        </Field>
      )}
      {secondAllowed && (
        <Field label={t('split')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('split')}
              value={second ?? null}
              all={t('nothing')}
              options={categoriesOf(query.metrics, catalogue)
                .filter((name) => name !== first)
                .map((name) => ({ value: name, label: labelOf(name) }))}
              onChange={(value) =>
                change({ dimensions: first === undefined ? [] : value === null ? [first] : [first, value] })
              }
            />
          )}
        </Field>
      )}
      {type === 'map' && (
        <Field label={t('mapLayer')} help={catalogue.layers.length === 0 ? t('noLayer') : undefined}>
          {({ id }) => (
            <Select
              id={id}
              label={t('mapLayer')}
              value={widget.display.layer || null}
              options={catalogue.layers.map((layer) => ({ value: layer.id, label: layer.label[locale] }))}
              onChange={(layer) => {
                const found = catalogue.layers.find((one) => one.id === layer);
                if (found)
                  props.onChange({
                    ...widget,
                    query: { ...query, dimensions: [found.dimension] },
                    display: { layer: found.id },
                  });
              }}
            />
          )}
        </Field>
      )}
      <Field label={t('period')}>
        {({ id }) => (
          <Select
            id={id}
            label={t('period')}
            value={fixed ? 'fixed' : String(query.period)}
            options={[
              { value: 'reader', label: t('periodOfBoard') },
              { value: 'all', label: t('periodAll') },
              ...(fixed ? [{ value: 'fixed', label: t('periodFixed') }] : []),
              ...catalogue.periods.map((one) => ({ value: one, label: t(`p_${one}`) })),
            ]}
            onChange={(value) => value !== null && value !== 'fixed' && change({ period: value as 'reader' })}
          />
        )}
      </Field>
      {(type === 'kpi' || type.startsWith('chart_') || type === 'table') && second === undefined && (
        <Field label={t('compare')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('compare')}
              value={query.compare ?? null}
              all={t('nothing')}
              options={[
                { value: 'previous_period', label: t('previousPeriod') },
                { value: 'previous_year', label: t('previousYear') },
              ]}
              onChange={(value) => change({ compare: (value ?? undefined) as typeof query.compare })}
            />
          )}
        </Field>
      )}
      {ordered && (
        <Field label={t('order')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('order')}
              value={query.order[0] ?? `-${query.metrics[0]}`}
              options={[
                { value: `-${query.metrics[0]}`, label: t('largestFirst') },
                { value: query.metrics[0] ?? '', label: t('smallestFirst') },
                ...(first ? [{ value: first, label: t('byName', { name: labelOf(first) }) }] : []),
              ]}
              onChange={(value) => change({ order: value === null ? [] : [value] })}
            />
          )}
        </Field>
      )}
      {bounds.dimensions[1] > 0 && (
        <NumberField
          label={t('rows')}
          optional
          value={query.limit === undefined ? null : String(query.limit)}
          onChange={(value) => {
            const limit = value === null ? undefined : Math.min(10_000, Math.max(1, Math.round(Number(value))));
            change({ limit });
          }}
        />
      )}
    </>
  );
}
