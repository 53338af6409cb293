import { Badge, type Tone, useFormat, useMessages } from '@griot/ui';
import { Mail, Webhook } from 'lucide-react';
import { alertsMessages } from '../alerts.messages.ts';
import type { Delivery } from '../answers.ts';

const tones: Record<Delivery['state'], Tone> = {
  ...{ held: 'neutral', waiting: 'neutral', sent: 'ok', failed: 'bad', not_configured: 'warn' },
};

/** Each message that went out or waits, with every try of it. */
export function DeliveriesList({ items, empty }: { items: Delivery[]; empty: string }) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  if (items.length === 0) return <p className="text-ink-soft">{empty}</p>;
  return (
    <ul className="divide-y divide-line">
      {items.map((one) => {
        const Icon = one.channel === 'mail' ? Mail : Webhook;
        const failed = one.attempts.filter(({ ok }) => !ok);
        return (
          <li key={one.id} className="flex items-start gap-3 py-2">
            <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-faint" strokeWidth={1.75} />
            <div className="min-w-0 flex-1">
              <p className="break-words">{one.to.join(', ')}</p>
              <p className="figures text-xs text-ink-faint">
                {format.instant(one.sentAt ?? one.createdAt)}
                {one.kind !== 'alert' && ` · ${t(`delivery_${one.kind}`)}`}
                {one.nextAt && one.state !== 'sent' && ` · ${t('nextTry', { at: format.instant(one.nextAt) })}`}
              </p>
              {failed.length > 0 && (
                <details className="text-xs text-ink-soft">
                  <summary className="cursor-pointer">{t('failedTries', { count: failed.length })}</summary>
                  <ul className="figures pl-4">
                    {failed.map((try_) => (
                      <li key={try_.attempt}>
                        {format.instant(try_.at, true)} : {try_.answer}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </div>
            <Badge tone={tones[one.state]}>{t(`sent_${one.state}`)}</Badge>
          </li>
        );
      })}
    </ul>
  );
}
