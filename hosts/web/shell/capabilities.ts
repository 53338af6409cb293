import alerts from '@griot/alerts/web';
import assistant from '@griot/assistant/web';
import dashboards from '@griot/dashboards/web';
import drive from '@griot/drive/web';
import reports from '@griot/reports/web';
import type { WebCapability } from '@griot/ui';

/** Pages that every application has: those of floor 5. */
export const capabilities: readonly WebCapability[] = [alerts, dashboards, reports, drive, assistant];
