import { foldText, TextField, useMessages } from '@griot/ui';
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { Catalogue } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';

/** Metrics of the catalogue, found by their names, synonyms and descriptions; chosen ones first in the widget's order. */
export function MetricPicker(props: {
  catalogue: Catalogue;
  chosen: readonly string[];
  most: number;
  onChange: (metrics: string[]) => void;
}) {
  const t = useMessages(dashboardsMessages);
  const [typed, setTyped] = useState('');
  const { chosen, most, catalogue } = props;
  const words = foldText(typed).split(/\s+/).filter(Boolean);
  const found = catalogue.metrics.filter(({ label, synonyms, description }) => {
    const text = foldText([label, ...synonyms, description].join(' '));
    return words.every((word) => text.includes(word));
  });
  const toggle = (name: string) => {
    if (most === 1) props.onChange([name]);
    else if (chosen.includes(name)) props.onChange(chosen.filter((one) => one !== name));
    else props.onChange([...chosen, name].slice(-most));
  };
  return (
    <div className="flex flex-col gap-1.5">
      <TextField
        label={most === 1 ? t('metric') : t('metrics')}
        value={typed}
        onChange={setTyped}
        placeholder={t('findMetric')}
      />
      <ul className="max-h-56 overflow-y-auto rounded-md border border-line" aria-label={t('metrics')}>
        {found.map((one) => (
          <li key={one.name}>
            <button
              type="button"
              aria-pressed={chosen.includes(one.name)}
              title={one.description}
              onClick={() => toggle(one.name)}
              className="flex min-h-9 w-full items-center gap-2 px-2.5 text-left hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium max-md:min-h-12"
            >
              <span className="min-w-0 flex-1 truncate">{one.label}</span>
              {chosen.includes(one.name) && <Check aria-hidden className="size-4 text-accent" />}
            </button>
          </li>
        ))}
        {found.length === 0 && <li className="px-2.5 py-2 text-ink-faint">{t('noMetric')}</li>}
      </ul>
    </div>
  );
}
