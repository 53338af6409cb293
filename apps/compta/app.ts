import { join } from 'node:path';
import type { Application } from '@griot/application';
import { demonstrationComplete, loadDemonstration } from './demo/load-demonstration.ts';
import { checkFlow } from './flows/check-flow.ts';
import { loadFlow } from './flows/load-flow.ts';
import { PROJECT_DIR } from './flows/publish.ts';
import { purgeFlow } from './flows/purge-flow.ts';
import { returnFlow } from './flows/return-flow.ts';
import { actEndpoints } from './http/act-endpoints.ts';
import { balanceEndpoints } from './http/balance-endpoints.ts';
import { batchEndpoints } from './http/batch-endpoints.ts';
import { clientEndpoints } from './http/client-endpoints.ts';
import { fecEndpoints } from './http/fec-endpoints.ts';
import { fileEndpoints } from './http/file-endpoints.ts';
import { comptaMessages } from './http/messages.ts';
import { noticeEndpoints } from './http/notice-endpoints.ts';
import { CLIENT_SCOPE } from './http/sight.ts';
import { statementEndpoints } from './http/statement-endpoints.ts';
import { statementExports } from './http/statement-exports.ts';
import { statusEndpoints } from './http/status-endpoints.ts';
import { comptaMigrations } from './store/clients.ts';

const READ = ['compta.files.read', 'compta.statements.read'];
const WORK = [...READ, 'compta.files.upload', 'compta.files.load'];

/** Compta: an accounting firm's ledger files in, its clients' statements out. */
const compta: Application = {
  id: 'compta',
  name: { fr: 'Comptabilité', en: 'Accounting' },
  permissions: [
    { name: 'compta.files.read', label: { fr: 'Voir les fichiers et périodes', en: 'See files and periods' } },
    { name: 'compta.files.upload', label: { fr: 'Déposer des fichiers comptables', en: 'Send ledger files' } },
    { name: 'compta.files.load', label: { fr: 'Lancer et annuler un traitement', en: 'Start and cancel a load' } },
    {
      name: 'compta.files.restore',
      label: { fr: 'Restaurer ou supprimer une période', en: 'Restore or delete a period' },
    },
    { name: 'compta.statements.read', label: { fr: 'Consulter les états', en: 'See statements' } },
    { name: 'compta.clients.manage', label: { fr: 'Gérer les clients', en: 'Manage clients' } },
  ],
  roles: [
    {
      name: 'cabinet_admin',
      label: { fr: 'Administration du cabinet', en: 'Firm administrator' },
      permissions: [...WORK, 'compta.files.restore', 'compta.clients.manage', 'core.flows.read', 'core.metrics.read'],
    },
    {
      name: 'comptable',
      label: { fr: 'Comptable', en: 'Accountant' },
      permissions: [...WORK, 'core.metrics.read'],
    },
    { name: 'client', label: { fr: 'Client', en: 'Client' }, permissions: READ },
  ],
  migrations: comptaMigrations,
  messages: comptaMessages,
  scopeDimensions: { [CLIENT_SCOPE]: 'client' },
  warehouseProject: PROJECT_DIR,
  dashboardsFolder: join(import.meta.dirname, 'dashboards'),
  reportsFolder: join(import.meta.dirname, 'reports'),
  endpoints: (services) => [
    ...clientEndpoints(services),
    ...batchEndpoints(services),
    ...actEndpoints(services),
    ...statusEndpoints(services),
    ...fileEndpoints(services),
    ...noticeEndpoints(services),
    ...balanceEndpoints(services),
    ...fecEndpoints(services),
    ...statementEndpoints(services),
    ...statementExports(services),
  ],
  flows: (services) => [checkFlow(services), loadFlow(services), returnFlow(services), purgeFlow(services)],
  demonstration: {
    tenant: {
      slug: 'demo-compta',
      name: 'Cabinet comptable (démonstration)',
      currency: 'XOF',
      timeZone: 'Africa/Abidjan',
      locale: 'fr',
    },
    users: [
      { login: 'admin@compta.demo', name: 'Administration', roles: ['admin'] },
      { login: 'comptable@compta.demo', name: 'Comptable', roles: ['comptable'] },
    ],
    load: loadDemonstration,
    complete: demonstrationComplete,
  },
};

export default compta;
