import type { WebCapability } from '@griot/ui';

const READ = 'core.metrics.read';

/** Dashboards of every application: list, read and arrange, wall screen; and « add to a dashboard » on charts. */
const dashboards: WebCapability = {
  id: 'dashboards',
  navigation: [
    {
      path: '/dashboards',
      label: { fr: 'Mes tableaux de bord', en: 'My dashboards' },
      icon: 'bar-chart',
      permission: READ,
    },
  ],
  routes: [
    { path: '/dashboards', permission: READ, load: () => import('./pages/list-page.tsx') },
    { path: '/dashboards/new', permission: READ, load: () => import('./pages/new-page.tsx') },
    { path: '/dashboards/wall', permission: READ, load: () => import('./pages/wall-page.tsx') },
    { path: '/dashboards/$id', permission: READ, load: () => import('./pages/dashboard-page.tsx') },
  ],
  chartActions: [
    {
      id: 'add_to_dashboard',
      label: { fr: 'Ajouter au tableau de bord', en: 'Add to dashboard' },
      permission: READ,
      load: () => import('./add-to-dashboard.tsx'),
    },
  ],
  search: async (query, api, signal) => {
    const { items, shipped } = await api.get<{ items: Hit[]; shipped: Hit[] }>('/api/dashboards', {}, signal);
    const words = query.trim().toLowerCase();
    return [...items, ...shipped]
      .filter((one) => one.title.toLowerCase().includes(words))
      .slice(0, 5)
      .map((one) => ({
        id: `dashboard-${one.id}`,
        title: one.title,
        to: `/dashboards/${encodeURIComponent(one.id)}`,
        kind: { fr: 'Tableau de bord', en: 'Dashboard' },
      }));
  },
};

interface Hit {
  id: string;
  title: string;
}

export default dashboards;
