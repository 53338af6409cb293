import type { Capability } from '@griot/application';
import { dashboardEndpoints } from './http/dashboard-endpoints.ts';
import { exportEndpoints } from './http/export-endpoints.ts';
import { figureEndpoints } from './http/figure-endpoints.ts';
import { sharingEndpoints } from './http/sharing-endpoints.ts';
import { dashboardsMessages } from './messages.ts';
import { dashboardConsumers } from './queries/metric-consumers.ts';
import { shippedDashboards } from './queries/shipped.ts';
import { dashboardsMigrations, MANAGE } from './store/rows.ts';

/** Dashboards that people compose from the declared metrics of any application. */
export const dashboards: Capability = {
  id: 'dashboards',
  permissions: [{ name: MANAGE, label: { fr: 'Gérer tous les tableaux de bord', en: 'Manage all dashboards' } }],
  roles: [],
  migrations: dashboardsMigrations,
  messages: dashboardsMessages,
  endpoints(platform) {
    const shipped = shippedDashboards(platform.applications);
    return [
      ...figureEndpoints(platform),
      ...dashboardEndpoints(platform, shipped),
      ...sharingEndpoints(platform),
      ...exportEndpoints(platform),
    ];
  },
  metricConsumers: (platform, actor) => dashboardConsumers(platform, shippedDashboards(platform.applications), actor),
};
