import { Badge, useFormat, useMessages } from '@griot/ui';
import { BellOff, Check, CircleCheck, CircleHelp, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import { alertsMessages } from '../alerts.messages.ts';
import type { Alert, Severity } from '../answers.ts';

export const severityTones = { critical: 'bad', warning: 'warn', info: 'neutral' } as const;
export const severityIcons = { critical: OctagonAlert, warning: TriangleAlert, info: Info };
export const severityWeight: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };
const statusTones = { active: 'ochre', acknowledged: 'accent', resolved: 'ok' } as const;
const statusIcons = { active: TriangleAlert, acknowledged: Check, resolved: CircleCheck };

export function SeverityBadge({ severity }: { severity: Severity }) {
  const t = useMessages(alertsMessages);
  return (
    <Badge tone={severityTones[severity]} icon={severityIcons[severity]}>
      {t(severity)}
    </Badge>
  );
}

/** Where it stands, and what keeps it from standing plainly: suspect data, sleep. */
export function StatusBadges({ alert }: { alert: Pick<Alert, 'status' | 'held' | 'snoozedUntil'> }) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const asleep = alert.snoozedUntil !== null && alert.snoozedUntil > new Date().toISOString();
  return (
    <span className="flex flex-wrap gap-1">
      <Badge tone={statusTones[alert.status]} icon={statusIcons[alert.status]}>
        {t(`status_${alert.status}`)}
      </Badge>
      {alert.held && (
        <Badge tone="warn" icon={CircleHelp}>
          {t('held')}
        </Badge>
      )}
      {asleep && (
        <Badge tone="neutral" icon={BellOff} title={t('snoozedUntil', { at: format.instant(alert.snoozedUntil) })}>
          {t('snoozed')}
        </Badge>
      )}
    </span>
  );
}
