import { join } from 'node:path';
import type { Application } from '@griot/application';
import { loadDemonstration } from './demo/load-demonstration.ts';
import { zonesImport } from './files/drive-import.ts';
import { importFlow } from './flows/import-flow.ts';
import { PROJECT_DIR, pipelineFlow } from './flows/pipeline-flow.ts';
import { clientEndpoints } from './http/client-endpoints.ts';
import { drillEndpoints } from './http/drill-endpoints.ts';
import { exportEndpoints } from './http/export-endpoints.ts';
import { financeEndpoints } from './http/finance-endpoints.ts';
import { importEndpoints } from './http/import-endpoints.ts';
import { landEndpoints } from './http/land-endpoints.ts';
import { zonesMessages } from './http/messages.ts';
import { tableEndpoints } from './http/table-endpoints.ts';
import { Answers } from './queries/answers.ts';
import { zonesLayer } from './queries/map-layer.ts';
import { zonesMigrations } from './store/imports.ts';
import { clientTables } from './tables/client-tables.ts';
import { financeTables } from './tables/finance-tables.ts';
import { landTables } from './tables/land-tables.ts';
import { operationsTables } from './tables/operations-tables.ts';

const READ = ['zones.finance.read', 'zones.occupation.read', 'zones.clients.read', 'zones.operations.read'];
const FLOWS = ['core.flows.read', 'core.metrics.read'];

/** Zones: business intelligence for an agency that leases plots in industrial zones. */
const zones: Application = {
  id: 'zones',
  name: { fr: 'Zones industrielles', en: 'Industrial zones' },
  permissions: [
    { name: 'zones.finance.read', label: { fr: 'Consulter les finances', en: 'See finances' } },
    { name: 'zones.occupation.read', label: { fr: 'Consulter l’occupation', en: 'See occupancy' } },
    { name: 'zones.clients.read', label: { fr: 'Consulter les clients', en: 'See clients' } },
    { name: 'zones.operations.read', label: { fr: 'Consulter l’opérationnel', en: 'See operations' } },
    { name: 'zones.imports.read', label: { fr: 'Voir les imports', en: 'See imports' } },
    { name: 'zones.imports.run', label: { fr: 'Importer des fichiers sources', en: 'Import source files' } },
    { name: 'zones.alerts.manage', label: { fr: 'Gérer les alertes', en: 'Manage alerts' } },
  ],
  roles: [
    { name: 'lecteur', label: { fr: 'Lecteur', en: 'Reader' }, permissions: [...READ, ...FLOWS] },
    {
      name: 'gestionnaire_alertes',
      label: { fr: 'Gestionnaire des alertes', en: 'Alerts manager' },
      permissions: [...READ, ...FLOWS, 'zones.imports.read', 'zones.alerts.manage'],
    },
  ],
  migrations: zonesMigrations,
  messages: zonesMessages,
  scopeDimensions: { 'zones.zone': 'zone', 'zones.region': 'zone__region' },
  warehouseProject: PROJECT_DIR,
  dashboardsFolder: join(import.meta.dirname, 'dashboards'),
  reportsFolder: join(import.meta.dirname, 'reports'),
  mapLayers: [zonesLayer],
  fileImports: [zonesImport],
  endpoints(services) {
    const answers = new Answers(services);
    return [
      ...financeEndpoints(services, answers),
      ...landEndpoints(services, answers),
      ...clientEndpoints(services, answers),
      ...exportEndpoints(services, answers),
      ...drillEndpoints(services, answers),
      ...[...financeTables, ...landTables, ...clientTables, ...operationsTables(services)].flatMap((table) =>
        tableEndpoints(answers, table),
      ),
      ...importEndpoints(services),
    ];
  },
  flows: (services) => [pipelineFlow(services), importFlow(services)],
  demonstration: {
    tenant: {
      slug: 'demo-zones',
      name: 'Agence des zones industrielles (démonstration)',
      currency: 'XOF',
      timeZone: 'Africa/Abidjan',
      locale: 'fr',
    },
    users: [
      { login: 'admin@zones.demo', name: 'Administration', roles: ['admin'] },
      { login: 'lecteur@zones.demo', name: 'Lecture', roles: ['lecteur'] },
    ],
    load: loadDemonstration,
  },
};

export default zones;
