import { Button, Field, IconButton, NumberField, Select, TextField, useMessages } from '@griot/ui';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Catalogue, Widget } from '../answers.ts';
import { isMeasuring } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { adapted, type WidgetKind } from './adapt-widget.ts';
import { QueryFields } from './query-fields.tsx';

export const KINDS: WidgetKind[] = [
  'kpi',
  'chart_line',
  'chart_bar',
  'chart_area',
  'pie',
  'gauge',
  'radar',
  'table',
  'list',
  'map',
  'alert_list',
  'text',
];

/** What one widget shows. Each change is seen at once in its place on the board. */
export function WidgetPanel(props: {
  widget: Widget;
  catalogue: Catalogue;
  onChange: (widget: Widget) => void;
  onClose: () => void;
}) {
  const t = useMessages(dashboardsMessages);
  const { widget, catalogue, onChange } = props;
  return (
    <section aria-label={t('setUp')} className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <header className="flex items-center gap-2">
        <h2 className="flex-1 text-base font-semibold">{t('setUp')}</h2>
        <IconButton size="small" icon={X} label={t('closePanel')} onClick={props.onClose} />
      </header>
      <Field label={t('kind')}>
        {({ id }) => (
          <Select
            id={id}
            label={t('kind')}
            value={widget.type}
            options={KINDS.map((kind) => ({ value: kind, label: t(`kind_${kind}`) }))}
            onChange={(kind) => kind !== null && onChange(adapted(widget, kind as WidgetKind, catalogue))}
          />
        )}
      </Field>
      <TextField
        label={t('widgetTitle')}
        optional
        value={widget.title ?? ''}
        maxLength={120}
        onChange={(title) => onChange({ ...widget, title: title === '' ? undefined : title })}
      />
      {isMeasuring(widget) && <QueryFields widget={widget} catalogue={catalogue} onChange={onChange} />}
      {widget.type === 'text' && (
        <Field label={t('noteText')} help={t('noteHelp')}>
          {(control) => (
            <textarea
              {...control}
              rows={8}
              maxLength={5000}
              value={widget.display.text}
              onChange={(event) => onChange({ ...widget, display: { text: event.target.value } })}
              className="w-full rounded-md border border-line bg-surface p-2.5"
            />
          )}
        </Field>
      )}
      {widget.type === 'alert_list' && (
        <NumberField
          label={t('rows')}
          value={String(widget.display.limit)}
          onChange={(value) =>
            onChange({ ...widget, display: { limit: Math.min(50, Math.max(1, Math.round(Number(value ?? 8)))) } })
          }
        />
      )}
      {widget.type === 'gauge' && (
        <GaugeFields display={widget.display} onChange={(display) => onChange({ ...widget, display })} />
      )}
      {widget.type === 'kpi' && (
        <Field label={t('trend')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('trend')}
              value={widget.display.trend}
              options={(['day', 'week', 'month', 'quarter', 'none'] as const).map((grain) => ({
                value: grain,
                label: grain === 'none' ? t('nothing') : t(`grain_${grain}`),
              }))}
              onChange={(trend) =>
                trend !== null && onChange({ ...widget, display: { trend: trend as typeof widget.display.trend } })
              }
            />
          )}
        </Field>
      )}
      <Button onClick={props.onClose}>{t('done')}</Button>
    </section>
  );
}

type GaugeDisplay = Extract<Widget, { type: 'gauge' }>['display'];

function GaugeFields({ display, onChange }: { display: GaugeDisplay; onChange: (display: GaugeDisplay) => void }) {
  const t = useMessages(dashboardsMessages);
  const [typed, setTyped] = useState(display.limits.join(' ; '));
  return (
    <>
      <NumberField
        label={t('gaugeMax')}
        value={String(display.max)}
        onChange={(value) => {
          const max = Number(value ?? 100);
          const inside = display.limits.filter((limit) => limit < max);
          if (max > 0) onChange({ max, limits: inside.length > 0 ? inside : [max / 2] });
        }}
      />
      <TextField
        label={t('gaugeLimits')}
        help={t('gaugeLimitsHelp')}
        value={typed}
        onChange={setTyped}
        onBlur={() => {
          const numbers = typed
            .split(';')
            .map((part) => Number(part.trim().replace(',', '.')))
            .filter((limit) => limit > 0 && limit < display.max);
          const ascending = [...new Set(numbers)].sort((a, b) => a - b).slice(0, 4);
          if (ascending.length > 0) onChange({ ...display, limits: ascending });
          setTyped((ascending.length > 0 ? ascending : display.limits).join(' ; '));
        }}
      />
    </>
  );
}
