import type { WebApplication } from '@griot/ui';
import { notices } from './notices.ts';

/** The pages of Compta; each is fetched when it is first opened. */
const compta: WebApplication = {
  id: 'compta',
  name: { fr: 'Comptabilité', en: 'Accounting' },
  icon: 'wallet',
  home: '/declaration-comptable',
  notices,
  navigation: [
    {
      path: '/declaration-comptable',
      label: { fr: 'Déclaration comptable', en: 'Accounting files' },
      icon: 'report',
      permission: 'compta.files.read',
    },
    {
      path: '/periodes-comptables',
      label: { fr: 'Périodes', en: 'Periods' },
      icon: 'workflow',
      permission: 'compta.files.read',
    },
    {
      path: '/dossiers-clients',
      label: { fr: 'Clients', en: 'Clients' },
      icon: 'users',
      permission: 'compta.clients.manage',
    },
    {
      path: '/etats',
      label: { fr: 'États financiers', en: 'Financial statements' },
      icon: 'layout-dashboard',
      permission: 'compta.statements.read',
    },
    {
      path: '/balance-generale',
      label: { fr: 'Balances et journaux', en: 'Balances and journals' },
      icon: 'bar-chart',
      permission: 'compta.statements.read',
    },
    {
      path: '/grand-livre',
      label: { fr: 'Grand livre', en: 'General ledger' },
      icon: 'events',
      permission: 'compta.statements.read',
    },
    {
      path: '/controles',
      label: { fr: 'Contrôles', en: 'Controls' },
      icon: 'shield',
      permission: 'compta.statements.read',
    },
  ],
  routes: [
    {
      path: '/declaration-comptable',
      permission: 'compta.files.read',
      load: () => import('./pages/declaration-page.tsx'),
    },
    { path: '/periodes-comptables', permission: 'compta.files.read', load: () => import('./pages/periods-page.tsx') },
    { path: '/dossiers-clients', permission: 'compta.clients.manage', load: () => import('./pages/clients-page.tsx') },
    { path: '/balance-generale', permission: 'compta.statements.read', load: () => import('./pages/balance-page.tsx') },
    { path: '/etats', permission: 'compta.statements.read', load: () => import('./pages/statements-page.tsx') },
    { path: '/grand-livre', permission: 'compta.statements.read', load: () => import('./pages/ledger-page.tsx') },
    { path: '/controles', permission: 'compta.statements.read', load: () => import('./pages/controls-page.tsx') },
  ],
};

export default compta;
