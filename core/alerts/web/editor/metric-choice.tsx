import { cx, foldText, TextField, useMessages } from '@griot/ui';
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { Catalogue } from '../answers.ts';
import { thresholdsMessages } from '../thresholds.messages.ts';

/** A metric, found by its name, synonyms and description. */
export function MetricChoice(props: {
  catalogue: Catalogue;
  value: string | null;
  error: string | null;
  onChange: (metric: string) => void;
}) {
  const t = useMessages(thresholdsMessages);
  const [typed, setTyped] = useState('');
  const { catalogue, value } = props;
  const words = foldText(typed).split(/\s+/).filter(Boolean);
  const found = catalogue.metrics.filter(({ label, synonyms, description }) => {
    const text = foldText([label, ...synonyms, description].join(' '));
    return words.every((word) => text.includes(word));
  });
  const chosen = catalogue.metrics.find((one) => one.name === value);
  // The one that is chosen is seen without scrolling.
  const listed = typed === '' && chosen ? [chosen, ...found.filter((one) => one !== chosen)] : found;
  return (
    <div className="flex flex-col gap-1.5">
      <TextField
        label={t('metric')}
        value={typed}
        onChange={setTyped}
        placeholder={t('findMetric')}
        {...(chosen ? { help: `${chosen.label} · ${chosen.description}` } : {})}
        error={props.error}
      />
      <ul
        className={cx(
          'overflow-y-auto rounded-md border border-line',
          typed === '' && chosen ? 'max-h-32' : 'max-h-56',
        )}
        aria-label={t('metric')}
      >
        {listed.map((one) => (
          <li key={one.name}>
            <button
              type="button"
              aria-pressed={one.name === value}
              title={one.description}
              onClick={() => props.onChange(one.name)}
              className="flex min-h-9 w-full items-center gap-2 px-2.5 text-left hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium max-md:min-h-12"
            >
              <span className="min-w-0 flex-1 truncate">{one.label}</span>
              {one.name === value && <Check aria-hidden className="size-4 text-accent" />}
            </button>
          </li>
        ))}
        {found.length === 0 && <li className="px-2.5 py-2 text-ink-faint">{t('noMetric')}</li>}
      </ul>
    </div>
  );
}
