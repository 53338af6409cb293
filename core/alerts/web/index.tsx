import type { WebCapability } from '@griot/ui';

const READ = 'core.alerts.read';

/** Alerts of every application, and the thresholds that raise them. */
const alerts: WebCapability = {
  id: 'alerts',
  navigation: [{ path: '/alerts', label: { fr: 'Alertes', en: 'Alerts' }, icon: 'bell', permission: READ }],
  panels: { alert_list: () => import('./parts/alert-list-panel.tsx') },
  routes: [{ path: '/alerts', permission: READ, load: () => import('./pages/alerts-page.tsx') }],
};

export default alerts;
