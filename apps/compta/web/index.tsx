import type { WebApplication } from '@griot/ui';

/** The pages of Compta; each is fetched when it is first opened. */
const compta: WebApplication = {
  id: 'compta',
  name: { fr: 'Comptabilité', en: 'Accounting' },
  icon: 'wallet',
  home: '/declaration-comptable',
  navigation: [
    {
      path: '/declaration-comptable',
      label: { fr: 'Déclaration comptable', en: 'Accounting files' },
      icon: 'report',
      permission: 'compta.files.read',
    },
    {
      path: '/balance-generale',
      label: { fr: 'Balance générale', en: 'Trial balance' },
      icon: 'bar-chart',
      permission: 'compta.statements.read',
    },
  ],
  routes: [
    {
      path: '/declaration-comptable',
      permission: 'compta.files.read',
      load: () => import('./pages/declaration-page.tsx'),
    },
    { path: '/balance-generale', permission: 'compta.statements.read', load: () => import('./pages/balance-page.tsx') },
  ],
};

export default compta;
