import type { Capability } from '@griot/application';
import { sendFlow } from './flows/send-flow.ts';
import { historyEndpoints } from './http/history-endpoints.ts';
import { reportEndpoints, SEND } from './http/report-endpoints.ts';
import { scheduleEndpoints } from './http/schedule-endpoints.ts';
import { templateEndpoints } from './http/template-endpoints.ts';
import { reportsMessages } from './messages.ts';
import { reportConsumers } from './queries/metric-consumers.ts';
import { reportTemplates } from './queries/templates.ts';
import { reportsMigrations } from './store/sends.ts';

/** Reports from the applications' templates: previewed, sent now or at set times, kept as they were sent. */
export const reports: Capability = {
  id: 'reports',
  permissions: [{ name: SEND, label: { fr: 'Préparer et envoyer des rapports', en: 'Prepare and send reports' } }],
  roles: [],
  migrations: reportsMigrations,
  messages: reportsMessages,
  endpoints(platform) {
    const templates = reportTemplates(platform);
    return [
      ...templateEndpoints(platform, templates),
      ...reportEndpoints(platform, templates),
      ...scheduleEndpoints(platform, templates),
      ...historyEndpoints(platform),
    ];
  },
  metricConsumers: (platform, actor) => reportConsumers(reportTemplates(platform), actor),
  flows: (platform) => [sendFlow(platform, reportTemplates(platform))],
};
