import { SectionTabs, useMay, useMessages } from '@griot/ui';
import { alertsMessages } from '../alerts.messages.ts';

/** The pages of alerts, one beside the other. */
export function AlertsTabs() {
  const t = useMessages(alertsMessages);
  const mayManage = useMay('core.alerts.manage');
  return (
    <SectionTabs
      label={t('alerts')}
      tabs={[
        { path: '/alerts', label: t('tabAlerts') },
        { path: '/alerts/thresholds', label: t('tabThresholds') },
        ...(mayManage ? [{ path: '/alerts/delivery', label: t('tabDelivery') }] : []),
      ]}
    />
  );
}
