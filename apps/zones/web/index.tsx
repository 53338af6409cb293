import type { WebApplication } from '@griot/ui';
import { searchZones } from './search-zones.ts';

/** The pages of Zones; each is fetched when it is first opened. */
const zones: WebApplication = {
  id: 'zones',
  name: { fr: 'Zones industrielles', en: 'Industrial zones' },
  icon: 'factory',
  home: '/dashboard',
  navigation: [
    item('/dashboard', 'Tableau de bord', 'Dashboard', 'layout-dashboard', 'zones.finance.read'),
    item('/financier', 'Financier', 'Finance', 'wallet', 'zones.finance.read'),
    item('/occupation', 'Occupation', 'Occupancy', 'map', 'zones.occupation.read'),
    item('/clients', 'Clients', 'Clients', 'building', 'zones.clients.read'),
    item('/operationnel', 'Opérationnel', 'Operations', 'activity', 'zones.operations.read'),
  ],
  routes: [
    {
      path: '/dashboard',
      permission: 'zones.finance.read',
      load: () => import('./pages/dashboard-page.tsx'),
    },
    {
      path: '/financier',
      permission: 'zones.finance.read',
      load: () => import('./pages/finance-page.tsx'),
    },
    {
      path: '/occupation',
      permission: 'zones.occupation.read',
      load: () => import('./pages/occupation-page.tsx'),
    },
    {
      path: '/occupation/$zone',
      permission: 'zones.occupation.read',
      load: () => import('./pages/zone-page.tsx'),
    },
    {
      path: '/clients',
      permission: 'zones.clients.read',
      load: () => import('./pages/clients-page.tsx'),
    },
    {
      path: '/clients/$id',
      permission: 'zones.clients.read',
      load: () => import('./pages/client-page.tsx'),
    },
    {
      path: '/operationnel',
      permission: 'zones.operations.read',
      load: () => import('./pages/operations-page.tsx'),
    },
  ],
  search: searchZones,
};

function item(path: string, fr: string, en: string, icon: string, permission: string) {
  return { path, label: { fr, en }, icon, permission };
}

export default zones;
