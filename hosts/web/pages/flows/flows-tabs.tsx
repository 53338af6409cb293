import { SectionTabs, useMessages } from '@griot/ui';
import { flowsMessages } from './flows.messages.ts';

/** The pages of flows, one beside the other. */
export function FlowsTabs() {
  const t = useMessages(flowsMessages);
  return (
    <SectionTabs
      label={t('sections')}
      tabs={[
        { path: '/runs', label: t('tabRuns') },
        { path: '/runs/flows', label: t('tabFlows') },
        { path: '/runs/schedules', label: t('tabSchedules') },
        { path: '/runs/queue', label: t('tabQueue') },
        { path: '/runs/backfills', label: t('tabBackfills') },
      ]}
    />
  );
}
