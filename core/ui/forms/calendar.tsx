import { addMonths, type Day, startOf } from '@griot/kernel';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { IconButton } from '../basics/button.tsx';
import { cx } from '../basics/class-names.ts';
import { formatDay, formatMonth } from '../formats/date.ts';
import { useLocale, useMessages } from '../i18n/locale-provider.tsx';
import { formsMessages } from './forms.messages.ts';
import { dayAfterKey, monthGrid } from './month-grid.ts';

export interface CalendarProps {
  value: Day | null;
  /** Shown first when there is no value, and marked. */
  today: Day;
  onPick: (day: Day) => void;
}

/** One month of days; arrows move, Enter picks. */
export function Calendar({ value, today, onPick }: CalendarProps) {
  const t = useMessages(formsMessages);
  const { locale } = useLocale();
  const [focused, setFocused] = useState<Day>(value ?? today);
  const moved = useRef(false);
  const grid = useRef<HTMLTableElement>(null);
  const weeks = useMemo(() => monthGrid(focused), [focused]);
  const weekdays = useMemo(() => {
    const names = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
    return (weeks[0] ?? []).map(({ day }) => names.format(new Date(`${day}T00:00:00Z`)).slice(0, 2));
  }, [weeks, locale]);

  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector<HTMLButtonElement>(`[data-day="${focused}"]`)?.focus();
  }, [focused]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next =
      event.key === 'PageUp'
        ? addMonths(focused, -1)
        : event.key === 'PageDown'
          ? addMonths(focused, 1)
          : dayAfterKey(focused, event.key);
    if (!next) return;
    event.preventDefault();
    moved.current = true;
    setFocused(next);
  };
  return (
    <div className="w-64">
      <div className="flex items-center justify-between">
        <IconButton
          icon={ChevronLeft}
          size="small"
          label={t('previousMonth')}
          onClick={() => setFocused(addMonths(startOf('month', focused), -1))}
        />
        <p aria-live="polite" className="text-sm font-medium first-letter:uppercase">
          {formatMonth(focused, locale)}
        </p>
        <IconButton
          icon={ChevronRight}
          size="small"
          label={t('nextMonth')}
          onClick={() => setFocused(addMonths(startOf('month', focused), 1))}
        />
      </div>
      <table ref={grid} className="mt-1 w-full table-fixed" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col" className="h-7 text-2xs font-normal text-ink-faint">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="figures">
          {weeks.map((week) => (
            <tr key={week[0]?.day}>
              {week.map(({ day, inMonth }) => (
                <td key={day} className="p-0 text-center">
                  <button
                    type="button"
                    data-day={day}
                    tabIndex={day === focused ? 0 : -1}
                    aria-label={formatDay(day)}
                    aria-pressed={day === value}
                    onClick={() => onPick(day)}
                    className={cx(
                      'size-9 rounded-md text-sm hover:bg-sunken max-md:size-10',
                      !inMonth && 'text-ink-faint',
                      day === today && 'font-bold text-accent',
                      day === value && 'bg-accent text-on-accent hover:bg-accent-strong',
                    )}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
