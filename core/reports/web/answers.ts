import type { Widget } from '@griot/widgets';
import type { z } from 'zod';
import type * as contract from '../http/contract.ts';
import type { ReportFormat, ReportRequest, ReportTemplate } from '../spec/report-template.ts';

/** Answers of the reports' endpoints, as the contract has them (types alone: no validator is shipped to the page). */
export type TemplateList = z.output<typeof contract.templateList>;
export type TemplateSummary = TemplateList['items'][number];
export type Person = TemplateList['people'][number];
export type TemplateDetails = z.output<typeof contract.templateDetails>;
export type SavedTemplate = z.output<typeof contract.savedTemplate>;
export type Catalogue = z.output<typeof contract.catalogue>;
export type Preview = z.output<typeof contract.preview>;
export type ScheduleList = z.output<typeof contract.scheduleList>;
export type Schedule = ScheduleList['items'][number];
export type History = z.output<typeof contract.history>;
export type SendRecord = History['items'][number];
export type Period = ReportTemplate['period'];
export type Recipient = ReportRequest['recipients'][number];
export type { ReportFormat, ReportTemplate, Widget };
