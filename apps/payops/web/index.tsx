import type { WebApplication } from '@griot/ui';

/** The pages of PayOps; each is fetched when it is first opened. */
const payops: WebApplication = {
  id: 'payops',
  name: { fr: 'Paiements', en: 'Payments' },
  icon: 'wallet',
  home: '/paiements/apercu',
  navigation: [
    item('/paiements/apercu', 'Vue d’ensemble', 'Overview', 'layout-dashboard', 'payops.dashboard.read'),
    item('/paiements/transactions', 'Transactions', 'Transactions', 'activity', 'payops.transactions.read'),
    item('/paiements/operations', 'Actions', 'Actions', 'shield', 'payops.actions.read'),
    item('/paiements/alertes', 'Alertes de paiement', 'Payment alerts', 'bell', 'payops.alerts.read'),
    item('/paiements/sira', 'SIRA', 'SIRA', 'sparkles', 'payops.sira.read'),
    item('/paiements/tresorerie', 'Trésorerie', 'Treasury', 'wallet', 'payops.treasury.read'),
    item('/paiements/agents', 'Agents', 'Agents', 'map', 'payops.agents.read'),
    item('/paiements/widgets', 'Widgets', 'Widgets', 'bar-chart', 'payops.dashboard.read'),
    item('/paiements/refuses', 'Événements refusés', 'Dead letters', 'events', 'payops.dlq.read'),
  ],
  routes: [
    { path: '/paiements/apercu', permission: 'payops.dashboard.read', load: () => import('./pages/overview-page.tsx') },
    {
      path: '/paiements/transactions',
      permission: 'payops.transactions.read',
      load: () => import('./pages/transactions-page.tsx'),
    },
    {
      path: '/paiements/operations',
      permission: 'payops.actions.read',
      load: () => import('./pages/operations-page.tsx'),
    },
    { path: '/paiements/alertes', permission: 'payops.alerts.read', load: () => import('./pages/alerts-page.tsx') },
    { path: '/paiements/sira', permission: 'payops.sira.read', load: () => import('./pages/sira-page.tsx') },
    {
      path: '/paiements/tresorerie',
      permission: 'payops.treasury.read',
      load: () => import('./pages/treasury-page.tsx'),
    },
    { path: '/paiements/agents', permission: 'payops.agents.read', load: () => import('./pages/agents-page.tsx') },
    { path: '/paiements/widgets', permission: 'payops.dashboard.read', load: () => import('./pages/widgets-page.tsx') },
    { path: '/paiements/refuses', permission: 'payops.dlq.read', load: () => import('./pages/dead-letters-page.tsx') },
  ],
};

function item(path: string, fr: string, en: string, icon: string, permission: string) {
  return { path, label: { fr, en }, icon, permission };
}

export default payops;
