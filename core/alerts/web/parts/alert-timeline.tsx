import { Card, useFormat, useMessages } from '@griot/ui';
import {
  BellOff,
  BellRing,
  Check,
  CircleCheck,
  CircleDot,
  CircleHelp,
  type LucideIcon,
  MessageSquare,
  OctagonAlert,
  TrendingUp,
} from 'lucide-react';
import { alertsMessages } from '../alerts.messages.ts';
import type { AlertDetails } from '../answers.ts';

const ICONS: Record<string, LucideIcon> = {
  ...{ opened: OctagonAlert, acknowledged: Check, resolved: CircleCheck, commented: MessageSquare },
  ...{ snoozed: BellOff, woken: BellRing, escalated: TrendingUp, held: CircleHelp, released: CircleCheck },
};
const KNOWN = [
  ...([
    'opened',
    'acknowledged',
    'resolved',
    'commented',
    'snoozed',
    'woken',
    'escalated',
    'held',
    'released',
  ] as const),
  ...(['state_active', 'state_recovering', 'state_no_data', 'state_error'] as const),
];

/** What happened to it, in order: its states, what people did and said, who was told. */
export function AlertTimeline({ alert }: { alert: AlertDetails }) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const wordOf = (what: string) => {
    const known = KNOWN.find((one) => one === what);
    return known ? t(`did_${known}`) : what;
  };
  return (
    <Card title={t('history')}>
      <ol className="flex flex-col">
        {alert.history.map((one, i) => {
          const Icon = ICONS[one.what] ?? CircleDot;
          const last = i === alert.history.length - 1;
          const [until, ...said] = one.what === 'snoozed' ? one.comment.split(' · ') : ['', one.comment];
          return (
            <li key={`${one.at} ${one.what} ${one.comment}`} className="relative flex gap-3 pb-3">
              {!last && <span aria-hidden className="absolute top-6 bottom-0 left-[9px] w-px bg-line" />}
              <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-faint" strokeWidth={1.75} />
              <div className="min-w-0">
                <p>
                  {wordOf(one.what)}
                  {until && ` ${t('until', { at: format.instant(until) })}`}
                  {one.by !== 'Griot' && <span className="text-ink-soft"> · {one.by}</span>}
                </p>
                {said.join('') !== '' && <p className="break-words text-ink-soft">{said.join(' · ')}</p>}
                <p className="figures text-xs text-ink-faint">{format.instant(one.at, true)}</p>
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
