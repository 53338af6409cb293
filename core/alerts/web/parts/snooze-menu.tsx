import { Button, IconButton, Menu, useMessages } from '@griot/ui';
import { BellOff } from 'lucide-react';
import { alertsMessages } from '../alerts.messages.ts';

const HOUR = 60;
const CHOICES = [
  { minutes: HOUR, key: 'forHour' },
  { minutes: 4 * HOUR, key: 'for4Hours' },
  { minutes: 24 * HOUR, key: 'forDay' },
  { minutes: 7 * 24 * HOUR, key: 'forWeek' },
] as const;

/** Silence for a time, at two touches. */
export function SnoozeMenu({ onSnooze, compact }: { onSnooze: (minutes: number) => void; compact?: boolean }) {
  const t = useMessages(alertsMessages);
  return (
    <Menu
      trigger={
        compact ? (
          <IconButton size="small" icon={BellOff} label={t('snooze')} />
        ) : (
          <Button icon={BellOff}>{t('snooze')}</Button>
        )
      }
      groups={[
        {
          id: 'for',
          heading: t('snoozeFor'),
          choices: CHOICES.map(({ minutes, key }) => ({
            id: key,
            label: t(key),
            onSelect: () => onSnooze(minutes),
          })),
        },
      ]}
    />
  );
}
