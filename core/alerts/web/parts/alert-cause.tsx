import { Card, type FigureUnit, useFormat, useMessages } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { alertsMessages } from '../alerts.messages.ts';
import type { AlertDetails } from '../answers.ts';

/** Why: the run that failed upstream, what makes its data suspect, and what moved the figure most. */
export function AlertCause({ alert }: { alert: AlertDetails }) {
  const t = useMessages(alertsMessages);
  const { upstream, contribution, instructions } = alert.context;
  const held = alert.heldBecause ?? [];
  const nothing = !upstream && !contribution && !instructions && held.length === 0;
  return (
    <Card title={t('cause')}>
      {nothing && <p className="text-ink-soft">{t(alert.type === 'manual' ? 'noCauseByHand' : 'noCause')}</p>}
      <div className="flex flex-col gap-4">
        {held.map((one) => (
          <p key={one.kind} className="rounded-md bg-warn-soft px-3 py-2 text-warn">
            {t(`held_${one.kind}`)}
            {one.names.length > 0 && <span className="font-mono text-sm"> {one.names.join(', ')}</span>}
          </p>
        ))}
        {upstream && (
          <p>
            {t('upstream', { flow: upstream.flow, task: upstream.task })}{' '}
            <span className="font-mono text-sm text-ink-soft">{upstream.message}</span>{' '}
            <Link to="/runs/$id" params={{ id: upstream.runId } as never} className="text-accent hover:underline">
              {t('openRun')}
            </Link>
          </p>
        )}
        {contribution && (
          <Contribution contribution={contribution} unit={(alert.context.unit ?? 'count') as FigureUnit} />
        )}
        {instructions && (
          <div>
            <h3 className="text-sm font-medium">{t('toDo')}</h3>
            <p className="whitespace-pre-line text-ink-soft">{instructions}</p>
          </div>
        )}
      </div>
    </Card>
  );
}

/** Bars to the right push the figure the way it went, bars to the left held it back. */
function Contribution(props: { contribution: NonNullable<AlertDetails['context']['contribution']>; unit: FigureUnit }) {
  const { contribution, unit } = props;
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const { parts, label, period, previousPeriod } = contribution;
  // Where parts do not add up to the whole there are no shares: their own change is shown.
  const shares = parts.some((one) => one.share !== null);
  const sized = parts.map((one) => ({ ...one, size: (shares ? one.share : one.effect) ?? 0 }));
  const largest = Math.max(...sized.map((one) => Math.abs(one.size)), 1e-9);
  // The change of a rate is told in points, not in percent.
  const change = (effect: number | null) => {
    if (effect === null) return '–';
    const text = String(Math.round(effect * 100) / 100);
    const figure = unit === 'percent' ? t('points', { value: format.number(text, 1) }) : format.short(text, unit);
    return `${effect > 0 ? '+' : ''}${figure}`;
  };
  const days = ({ from, to }: { from: string; to: string }) => `${format.day(from)} – ${format.day(to)}`;
  return (
    <div>
      <h3 className="text-sm font-medium">{t('contributionBy', { dimension: label })}</h3>
      <p className="figures pb-2 text-xs text-ink-faint">
        {days(period)} {t('against')} {days(previousPeriod)}
      </p>
      <ul className="flex flex-col gap-1.5">
        {sized.map((one) => (
          <li key={one.value} className="grid grid-cols-[minmax(0,10rem)_1fr_4.5rem] items-center gap-2">
            <span className="truncate" title={one.value}>
              {one.value}
            </span>
            <span aria-hidden className="relative h-3 rounded-sm bg-sunken">
              <span
                className={`absolute inset-y-0 rounded-sm ${one.size >= 0 ? 'left-1/2 bg-accent' : 'right-1/2 bg-ink-faint'}`}
                style={{ width: `${(Math.abs(one.size) / largest) * 50}%` }}
              />
              <span className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
            </span>
            <span className="figures text-right text-sm">
              {shares ? format.percent(String(Math.round(one.size * 1000) / 10)) : change(one.effect)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
