import type { WebCapability } from '@griot/ui';
import { notices } from './notices.ts';

const READ = 'core.alerts.read';
const MANAGE = 'core.alerts.manage';

/** Alerts of every application, and the thresholds that raise them. */
const alerts: WebCapability = {
  id: 'alerts',
  navigation: [{ path: '/alerts', label: { fr: 'Alertes', en: 'Alerts' }, icon: 'bell', permission: READ }],
  notices,
  panels: { alert_list: () => import('./parts/alert-list-panel.tsx') },
  routes: [
    { path: '/alerts', permission: READ, load: () => import('./pages/alerts-page.tsx') },
    { path: '/alerts/thresholds', permission: READ, load: () => import('./pages/thresholds-page.tsx') },
    { path: '/alerts/thresholds/new', permission: MANAGE, load: () => import('./pages/threshold-page.tsx') },
    { path: '/alerts/thresholds/$id', permission: READ, load: () => import('./pages/threshold-page.tsx') },
    { path: '/alerts/delivery', permission: MANAGE, load: () => import('./pages/delivery-page.tsx') },
    { path: '/alerts/$id', permission: READ, load: () => import('./pages/alert-page.tsx') },
  ],
};

export default alerts;
