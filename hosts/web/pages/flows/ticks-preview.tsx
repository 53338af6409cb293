import { formatInstant, useLocale, useMessages } from '@griot/ui';
import { flowsMessages } from './flows.messages.ts';

/** The next ticks of a schedule, in the schedule's own time zone. */
export function TicksPreview({ ticks, timeZone }: { ticks: readonly string[]; timeZone: string }) {
  const t = useMessages(flowsMessages);
  const { locale } = useLocale();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone });
  return (
    <div aria-live="polite" className="rounded-md bg-sunken px-3 py-2">
      <p className="text-sm text-ink-faint">
        {t('nextRuns')} ({timeZone})
      </p>
      <ol className="figures mt-1 grid grid-cols-2 gap-x-4 text-sm">
        {ticks.map((tick) => (
          <li key={tick}>
            {weekday.format(new Date(tick))} {formatInstant(tick, locale, timeZone)}
          </li>
        ))}
      </ol>
    </div>
  );
}
