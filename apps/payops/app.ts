import { join } from 'node:path';
import type { Application } from '@griot/application';
import { aggregateEvents } from './chain/aggregate-events.ts';
import { alertsRule } from './chain/live-alert.ts';
import { transactionsRule } from './chain/live-row.ts';
import { loadDemonstration } from './demo/load-demonstration.ts';
import { eventTypes } from './domain/event-types.ts';
import { alertFlow } from './flows/alert-flow.ts';
import { importFlow } from './flows/import-flow.ts';
import { rebuildFlow } from './flows/rebuild-flow.ts';
import { siraFlow } from './flows/sira-flow.ts';
import { snapshotFlow } from './flows/snapshot-flow.ts';
import { PROJECT_DIR, warehouseFlow } from './flows/warehouse-flow.ts';
import { actionEndpoints } from './http/action-endpoints.ts';
import { agentMapEndpoints } from './http/agent-map-endpoints.ts';
import { alertEndpoints } from './http/alert-endpoints.ts';
import { deadLetterEndpoints } from './http/dead-letter-endpoints.ts';
import { eventEndpoints } from './http/event-endpoints.ts';
import { payopsMessages } from './http/messages.ts';
import { networkEndpoints } from './http/network-endpoints.ts';
import { overviewEndpoints } from './http/overview-endpoints.ts';
import { personEndpoints } from './http/person-endpoints.ts';
import { siraEndpoints } from './http/sira-endpoints.ts';
import { transactionEndpoints } from './http/transaction-endpoints.ts';
import { treasuryEndpoints } from './http/treasury-endpoints.ts';
import { widgetEndpoints } from './http/widget-endpoints.ts';
import { runSimulators } from './simulator/run-live.ts';
import { payopsMigrations } from './store/migrations.ts';

const READ = [
  ...[
    'payops.dashboard.read',
    'payops.transactions.read',
    'payops.agents.read',
    'payops.alerts.read',
    'payops.treasury.read',
    'payops.sira.read',
  ],
];
const INSIDE = [
  ...READ,
  'payops.dlq.read',
  'payops.actions.read',
  'payops.actions.request',
  'core.metrics.read',
  'core.flows.read',
];

/** PayOps: one picture of all payments, and actions that nobody takes alone. */
const payops: Application = {
  id: 'payops',
  name: { fr: 'Paiements', en: 'Payments' },
  permissions: [
    { name: 'payops.dashboard.read', label: { fr: 'Consulter le tableau de bord', en: 'See the dashboard' } },
    { name: 'payops.transactions.read', label: { fr: 'Consulter les transactions', en: 'See transactions' } },
    { name: 'payops.agents.read', label: { fr: 'Consulter les agents', en: 'See agents' } },
    { name: 'payops.events.write', label: { fr: 'Envoyer des événements', en: 'Send events' } },
    { name: 'payops.dlq.read', label: { fr: 'Voir les événements refusés', en: 'See dead letters' } },
    { name: 'payops.dlq.manage', label: { fr: 'Corriger les événements refusés', en: 'Mend dead letters' } },
    { name: 'payops.alerts.read', label: { fr: 'Voir les alertes', en: 'See alerts' } },
    { name: 'payops.alerts.manage', label: { fr: 'Traiter les alertes', en: 'Handle alerts' } },
    { name: 'payops.treasury.read', label: { fr: 'Consulter la trésorerie', en: 'See the treasury' } },
    { name: 'payops.widgets.manage', label: { fr: 'Arranger les widgets', en: 'Arrange widgets' } },
    { name: 'payops.figures.rebuild', label: { fr: 'Recalculer les chiffres', en: 'Rebuild the figures' } },
    { name: 'payops.actions.read', label: { fr: 'Voir les actions', en: 'See actions' } },
    { name: 'payops.actions.request', label: { fr: 'Demander une action', en: 'Ask for an action' } },
    { name: 'payops.actions.execute', label: { fr: 'Exécuter une action signée', en: 'Execute a signed action' } },
    { name: 'payops.approvals.operations', label: { fr: 'Signer pour les opérations', en: 'Sign for operations' } },
    { name: 'payops.approvals.risk', label: { fr: 'Signer pour le risque', en: 'Sign for risk' } },
    { name: 'payops.approvals.finance', label: { fr: 'Signer pour la finance', en: 'Sign for finance' } },
    { name: 'payops.approvals.compliance', label: { fr: 'Signer pour la conformité', en: 'Sign for compliance' } },
    {
      name: 'payops.persons.manage',
      label: { fr: 'Dire quels comptes sont d’une même personne', en: 'Say which accounts are one person’s' },
    },
    { name: 'payops.sira.read', label: { fr: 'Voir les recommandations de SIRA', en: 'See SIRA’s recommendations' } },
    {
      name: 'payops.sira.manage',
      label: { fr: 'Laisser SIRA appliquer ce qui est peu risqué', en: 'Let SIRA apply what is low in risk' },
    },
    { name: 'payops.simulator.manage', label: { fr: 'Piloter le simulateur', en: 'Steer the simulator' } },
  ],
  roles: [
    {
      name: 'operations',
      label: { fr: 'Opérations', en: 'Operations' },
      permissions: [
        ...[
          ...INSIDE,
          'payops.dlq.manage',
          'payops.simulator.manage',
          'payops.actions.execute',
          'payops.approvals.operations',
        ],
      ],
    },
    {
      name: 'risque',
      label: { fr: 'Risque', en: 'Risk' },
      permissions: [...INSIDE, 'payops.actions.execute', 'payops.approvals.risk'],
    },
    { name: 'finance', label: { fr: 'Finance', en: 'Finance' }, permissions: [...INSIDE, 'payops.approvals.finance'] },
    {
      name: 'conformite',
      label: { fr: 'Conformité', en: 'Compliance' },
      permissions: [...INSIDE, 'payops.approvals.compliance'],
    },
    {
      name: 'partenaire',
      label: { fr: 'Partenaire (marchand, agent, banque)', en: 'Partner (merchant, agent, bank)' },
      permissions: READ,
    },
  ],
  migrations: payopsMigrations,
  messages: payopsMessages,
  scopeDimensions: {
    'payops.region': 'ligne__region',
    'payops.merchant': 'ligne__marchand',
    'payops.agent': 'ligne__agent',
    'payops.bank': 'ligne__banque',
  },
  warehouseProject: PROJECT_DIR,
  dashboardsFolder: join(import.meta.dirname, 'dashboards'),
  reportsFolder: join(import.meta.dirname, 'reports'),
  endpoints: (services) => {
    services.live.allow([
      transactionsRule,
      { pattern: 'payops.snapshots', permission: 'payops.dashboard.read' },
      alertsRule,
      { pattern: 'payops.sira', permission: 'payops.sira.read', visible: (actor) => actor.scopes.length === 0 },
      { pattern: 'payops.actions', permission: 'payops.actions.read', visible: (actor) => actor.scopes.length === 0 },
    ]);
    return [
      ...eventEndpoints(services),
      ...overviewEndpoints(services),
      ...transactionEndpoints(services),
      ...deadLetterEndpoints(services),
      ...networkEndpoints(services),
      ...agentMapEndpoints(services),
      ...actionEndpoints(services),
      ...personEndpoints(services),
      ...alertEndpoints(services),
      ...treasuryEndpoints(services),
      ...widgetEndpoints(services),
      ...siraEndpoints(services),
    ];
  },
  flows: (services) => [
    importFlow(services),
    snapshotFlow(services),
    alertFlow(services),
    siraFlow(services),
    warehouseFlow(services),
    rebuildFlow(services),
  ],
  events: (services) => ({ types: eventTypes(services.clock), consumers: [aggregateEvents(services)] }),
  start: runSimulators,
  demonstration: {
    tenant: {
      slug: 'demo-payops',
      name: 'Paiements (démonstration)',
      currency: 'XOF',
      timeZone: 'Africa/Abidjan',
      locale: 'fr',
    },
    users: [
      { login: 'admin@payops.demo', name: 'Administration', roles: ['admin'] },
      { login: 'operations@payops.demo', name: 'Opérations', roles: ['operations'] },
      { login: 'risque@payops.demo', name: 'Risque', roles: ['risque'] },
      { login: 'finance@payops.demo', name: 'Finance', roles: ['finance'] },
      { login: 'conformite@payops.demo', name: 'Conformité', roles: ['conformite'] },
      {
        ...{ login: 'marchand@payops.demo', name: 'Marchand', roles: ['partenaire'] },
        scopes: [{ kind: 'payops.merchant', id: 'M-0047' }],
      },
      {
        ...{ login: 'region@payops.demo', name: 'Région d’Abidjan', roles: ['partenaire'] },
        scopes: [{ kind: 'payops.region', id: 'Abidjan' }],
      },
    ],
    load: loadDemonstration,
  },
};

export default payops;
