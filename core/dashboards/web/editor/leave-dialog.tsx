import { ConfirmDialog, useMessages } from '@griot/ui';
import { dashboardsMessages } from '../dashboards.messages.ts';

/** Before changes are lost. */
export function LeaveDialog(props: { title: string; onLeave: () => void; onStay: () => void }) {
  const t = useMessages(dashboardsMessages);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && props.onStay()}
      title={t('leave')}
      consequence={t('leaveConsequence', { title: props.title })}
      verb={t('leaveVerb')}
      danger
      onConfirm={props.onLeave}
    />
  );
}
