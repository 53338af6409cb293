import { Popover as Base } from '@base-ui/react/popover';
import { type Day, dayInZone } from '@griot/kernel';
import { CalendarDays } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '../basics/button.tsx';
import { cx } from '../basics/class-names.ts';
import { formatDay } from '../formats/date.ts';
import { parseTypedDay } from '../formats/parse.ts';
import { useLocale, useMessages } from '../i18n/locale-provider.tsx';
import { Calendar } from './calendar.tsx';
import { Field } from './field.tsx';
import { inputClasses } from './field-classes.ts';
import { formsMessages } from './forms.messages.ts';

export interface DayFieldProps {
  label: string;
  value: Day | null;
  onChange: (day: Day | null) => void;
  help?: string;
  error?: string | null;
  className?: string;
}

/** `JJ/MM/AAAA` typed, or picked in the calendar. */
export function DayField({ label, value, onChange, help, error, className }: DayFieldProps) {
  const t = useMessages(formsMessages);
  const { timeZone } = useLocale();
  const shown = value ? formatDay(value) : '';
  const [typed, setTyped] = useState(shown);
  const [wrong, setWrong] = useState(false);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    setTyped(shown);
    setWrong(false);
  }, [shown]);
  const leave = () => {
    const day = typed.trim() === '' ? null : parseTypedDay(typed);
    setWrong(typed.trim() !== '' && day === null);
    if (typed.trim() === '' || day) {
      onChange(day);
      if (day) setTyped(formatDay(day));
    }
  };
  return (
    <Field label={label} help={help} error={wrong ? t('notADay', { value: typed }) : error} className={className}>
      {(control) => (
        <span className="relative block">
          <input
            {...control}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            placeholder={t('dayFormat')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={leave}
            className={cx(inputClasses, 'figures pr-11')}
          />
          <Base.Root open={open} onOpenChange={setOpen}>
            <Base.Trigger
              render={
                <IconButton
                  icon={CalendarDays}
                  label={t('openCalendar')}
                  className="absolute inset-y-0 right-0.5 my-auto"
                />
              }
            />
            <Base.Portal>
              <Base.Positioner sideOffset={4} align="end" className="z-[60]">
                <Base.Popup className="rounded-lg border border-line bg-surface p-2 text-ink shadow-float">
                  <Calendar
                    value={value}
                    today={dayInZone(new Date(), timeZone)}
                    onPick={(day) => {
                      setOpen(false);
                      onChange(day);
                    }}
                  />
                </Base.Popup>
              </Base.Positioner>
            </Base.Portal>
          </Base.Root>
        </span>
      )}
    </Field>
  );
}
