import { Card, PageHeader, Tabs, useMessages, useUrlFilters } from '@griot/ui';
import { HistoryTab } from '../parts/history-tab.tsx';
import { SchedulesTab } from '../parts/schedules-tab.tsx';
import { TemplatesTab } from '../parts/templates-tab.tsx';
import { reportsMessages } from '../reports.messages.ts';

const TABS = ['modeles', 'programmes', 'historique'] as const;
const CHECKS = {
  onglet: (value: string) => (TABS as readonly string[]).includes(value),
  envoi: (value: string) => /^[0-9a-f-]{36}$/.test(value),
};

export default function ReportsPage() {
  const t = useMessages(reportsMessages);
  const { values, set } = useUrlFilters(CHECKS);
  return (
    <>
      <PageHeader title={t('reports')} note={t('reportsNote')} />
      <Card padded={false}>
        <Tabs
          label={t('reports')}
          value={values.onglet ?? 'modeles'}
          onChange={(onglet) => set({ onglet, envoi: null })}
          items={[
            { id: 'modeles', label: t('templates'), content: <TemplatesTab /> },
            { id: 'programmes', label: t('schedules'), content: <SchedulesTab /> },
            { id: 'historique', label: t('history'), content: <HistoryTab waitingFor={values.envoi ?? null} /> },
          ]}
        />
      </Card>
    </>
  );
}
