import { Popover as Base } from '@base-ui/react/popover';
import { type Day, dayInZone } from '@griot/kernel';
import { CalendarRange, ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../basics/button.tsx';
import { cx } from '../basics/class-names.ts';
import { formatDay } from '../formats/date.ts';
import { DayField } from '../forms/day-field.tsx';
import { useLocale, useMessages } from '../i18n/locale-provider.tsx';
import { filtersMessages } from './filters.messages.ts';
import { matchPreset, type Period, periodPresets, presetPeriod } from './period.ts';

export interface PeriodPickerProps {
  value: Partial<Period>;
  onChange: (period: Partial<Period>) => void;
  /** Last day that has data: presets count back from it when it lies in the past. */
  lastDay?: Day;
}

function label(
  value: Partial<Period>,
  today: Day,
  t: (key: keyof (typeof filtersMessages)['fr'], values?: Record<string, string>) => string,
): string {
  const preset = matchPreset(value, today);
  if (preset) return t(preset);
  if (value.from && value.to) return t('range', { from: formatDay(value.from), to: formatDay(value.to) });
  if (value.from) return t('since', { from: formatDay(value.from) });
  if (value.to) return t('until', { to: formatDay(value.to) });
  return t('defaultPeriod');
}

/** Usual periods at one touch, or two days. */
export function PeriodPicker({ value, onChange, lastDay }: PeriodPickerProps) {
  const t = useMessages(filtersMessages);
  const { timeZone } = useLocale();
  const now = dayInZone(new Date(), timeZone);
  const today = lastDay && lastDay < now ? lastDay : now;
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(value);
  useEffect(() => {
    if (open) setDraft(value);
  }, [open, value]);
  const reversed = !!draft.from && !!draft.to && draft.from > draft.to;
  const apply = (period: Partial<Period>) => {
    onChange(period);
    setOpen(false);
  };
  const active = !!value.from || !!value.to;
  const preset = matchPreset(value, today);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger
        className={cx(
          'flex h-9 w-full items-center gap-2 rounded-md border px-2.5 text-left text-ink hover:border-ink-faint max-md:h-12',
          active ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
        )}
        aria-label={`${t('period')} : ${label(value, today, t)}`}
      >
        <CalendarRange aria-hidden className="size-4 shrink-0 text-ink-faint" strokeWidth={1.75} />
        <span className="figures min-w-0 flex-1 truncate">{label(value, today, t)}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-faint" strokeWidth={1.75} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" collisionPadding={8} className="z-[55]">
          <Base.Popup className="w-[min(30rem,calc(100vw-16px))] rounded-lg border border-line bg-surface text-ink shadow-float outline-none sm:flex">
            <ul className="grid grid-cols-2 gap-0.5 p-2 sm:w-48 sm:grid-cols-1 sm:border-r sm:border-line">
              {periodPresets.map((candidate) => (
                <li key={candidate}>
                  <button
                    type="button"
                    aria-pressed={candidate === preset}
                    onClick={() => apply(presetPeriod(candidate, today))}
                    className="h-9 w-full rounded-md px-2.5 text-left hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent max-md:h-11"
                  >
                    {t(candidate)}
                  </button>
                </li>
              ))}
            </ul>
            <div className="flex flex-1 flex-col gap-3 p-3">
              <DayField
                label={t('from')}
                value={draft.from ?? null}
                onChange={(day) => setDraft((before) => ({ ...before, from: day ?? undefined }))}
              />
              <DayField
                label={t('to')}
                value={draft.to ?? null}
                error={reversed ? t('reversed') : null}
                onChange={(day) => setDraft((before) => ({ ...before, to: day ?? undefined }))}
              />
              <div className="mt-auto flex justify-end gap-2">
                <Button size="small" tone="quiet" onClick={() => apply({})}>
                  {t('clear')}
                </Button>
                <Button size="small" tone="primary" disabled={reversed} onClick={() => apply(draft)}>
                  {t('apply')}
                </Button>
              </div>
            </div>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
