import type { Capability } from '@griot/application';
import { actEndpoints } from './http/act-endpoints.ts';
import { alertEndpoints } from './http/alert-endpoints.ts';
import { deliveryEndpoints } from './http/delivery-endpoints.ts';
import { MANAGE, READ } from './http/permissions.ts';
import { thresholdEndpoints } from './http/threshold-endpoints.ts';
import { alertsMessages } from './messages.ts';
import { alertFigures } from './queries/alert-figures.ts';
import { thresholdConsumers } from './queries/metric-consumers.ts';
import { startEvaluating } from './start-evaluating.ts';
import { pruneAlerts } from './store/prune-alerts.ts';
import { alertsMigrations } from './store/thresholds.ts';

/** Thresholds over the declared metrics of any application, and the alerts that they raise. */
export const alerts: Capability = {
  id: 'alerts',
  permissions: [
    { name: READ, label: { fr: 'Consulter les alertes', en: 'See alerts' } },
    {
      name: MANAGE,
      label: { fr: 'Traiter les alertes et régler les seuils', en: 'Deal with alerts and set thresholds' },
    },
  ],
  // Roles that applications declare under the same names: their permissions are joined.
  roles: [
    { name: 'lecteur', label: { fr: 'Lecteur', en: 'Reader' }, permissions: [READ] },
    {
      name: 'gestionnaire_alertes',
      label: { fr: 'Gestionnaire des alertes', en: 'Alerts manager' },
      // The editor reads the catalogue of metrics and the values of dimensions.
      permissions: [READ, MANAGE, 'core.metrics.read'],
    },
  ],
  migrations: alertsMigrations,
  messages: alertsMessages,
  endpoints: (platform) => [
    ...alertEndpoints(platform),
    ...actEndpoints(platform),
    ...thresholdEndpoints(platform),
    ...deliveryEndpoints(platform),
  ],
  metricConsumers: thresholdConsumers,
  figures: alertFigures,
  prune: ({ store, clock, config }) => pruneAlerts(store, { now: clock.now(), keepDays: config.alertsKeepDays }),
  start: startEvaluating,
};
