import type { Widget } from '@griot/widgets';
import type { z } from 'zod';
import type * as contract from '../http/contract.ts';
import type { DashboardSpec, PlacedWidget } from '../spec/dashboard-spec.ts';

/** Answers of the dashboards' endpoints, as the contract has them (types alone: no validator is shipped to the page). */
export type DashboardList = z.output<typeof contract.dashboardList>;
export type DashboardSummary = DashboardList['items'][number];
export type Dashboard = z.output<typeof contract.dashboard>;
export type Saved = z.output<typeof contract.saved>;
export type Catalogue = z.output<typeof contract.catalogue>;
export type Areas = z.output<typeof contract.areas>;
export type WidgetData = z.output<typeof contract.widgetData>;
export type DataAnswer = z.output<typeof contract.dataAnswer>;
export type WidgetResult = DataAnswer['answers'][number];
export type ReadingFilter = z.input<typeof contract.reading>['filters'];
export type Period = z.output<typeof contract.reading>['period'];
export type { DashboardSpec, PlacedWidget, Widget };
export type MeasuringWidget = Extract<Widget, { query: unknown }>;

export const isMeasuring = (widget: Widget): widget is MeasuringWidget => 'query' in widget;
