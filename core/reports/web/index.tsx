import type { WebCapability } from '@griot/ui';

const SEND = 'core.reports.send';

/** Reports of every application: templates, preview as each recipient will see it, sending, schedules, history. */
const reports: WebCapability = {
  id: 'reports',
  navigation: [{ path: '/reports', label: { fr: 'Rapports', en: 'Reports' }, icon: 'report', permission: SEND }],
  routes: [
    { path: '/reports', permission: SEND, load: () => import('./pages/reports-page.tsx') },
    { path: '/reports/prepare', permission: SEND, load: () => import('./pages/prepare-page.tsx') },
    { path: '/reports/template', permission: SEND, load: () => import('./pages/template-page.tsx') },
  ],
  search: async (query, api, signal) => {
    const { items } = await api.get<{ items: { id: string; title: string; area: string }[] }>(
      '/api/reports/templates',
      {},
      signal,
    );
    const words = query.trim().toLowerCase();
    return items
      .filter((one) => one.title.toLowerCase().includes(words))
      .slice(0, 5)
      .map((one) => ({
        id: `report-${one.id}`,
        title: one.title,
        note: one.area,
        to: `/reports/prepare?modele=${encodeURIComponent(one.id)}`,
        kind: { fr: 'Rapport', en: 'Report' },
      }));
  },
};

export default reports;
