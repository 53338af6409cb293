import { alerts } from '@griot/alerts';
import type { Capability } from '@griot/application';
import { assistant } from '@griot/assistant';
import { backup } from '@griot/backup';
import { dashboards } from '@griot/dashboards';
import { drive } from '@griot/drive';
import { reports } from '@griot/reports';

/** What every tenant has in every application, by floor 5 of the house. */
export const capabilities: readonly Capability[] = [backup, alerts, dashboards, drive, reports, assistant];
